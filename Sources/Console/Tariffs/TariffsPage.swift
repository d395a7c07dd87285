// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tariffs
import Tender

/// The contract's fees: the rows in force, the file they come from, and who changed it when.
struct TariffsPage: Sendable {
    struct Line: Sendable {
        let product: String
        let acquirer: String
        let rate: String
        let fixed: String
        let floor: String
        let cap: String
        let from: String
        let to: String
        let refund: String

        init(_ row: TariffRow, currency: Currency, words: Words) {
            let money = { (minor: Int64?) in minor.map { Money(minor: $0, currency: currency).grouped } ?? "" }
            product = row.product
            acquirer = row.acquirer ?? ""
            rate = row.rate.text
            fixed = row.fixed == 0 ? "" : money(row.fixed)
            floor = money(row.floor)
            cap = money(row.cap)
            from = row.validFrom?.description ?? ""
            to = row.validTo?.description ?? ""
            refund = words["tariffs.refund.\(row.refund.rawValue)"]
        }
    }

    struct Change: Sendable {
        let version: String
        let at: String
        let by: String
    }

    let title: String
    let source: String
    let problem: String?
    let problems: [String]
    let warnings: [String]
    let rows: [Line]
    let history: [Change]
    let version: String?
    let mayChange: Bool

    init(_ draft: TariffDraft, history: [TariffEdition], zone: Zone, mayChange: Bool, words: Words) {
        title = words["tariffs.title"]
        source = draft.source
        let pick = { (text: Bilingual) in words.language == .chinese ? text.chinese : text.english }
        problem = draft.problem == nil ? nil : words["form.tariff-invalid"]
        problems = draft.problem.map { [pick($0)] } ?? []
        warnings = draft.warnings.map(pick)
        let tariff = draft.tariff ?? .none
        rows = tariff.rows.map { Line($0, currency: tariff.currency, words: words) }
        version = tariff.isEmpty ? nil : tariff.version
        self.history = history.map {
            Change(version: $0.tariff.version, at: "\(zone.civil(at: $0.madeAt))", by: $0.madeBy)
        }
        self.mayChange = mayChange
    }
}
