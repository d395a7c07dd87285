// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
public import Tender

/// The sample shop's rows as Counterfoil's own CSV, for trying the file job.
public enum SampleCSV {
    /// Which side of the file job a file is for.
    public enum Role: String, Sendable, CaseIterable { case till, acquirer, bank }

    static let tillHeader =
        "merchant,store,terminal,batch,trace,rrn,type,status,amount,time,auth_code,card,product,"
        + "printed,order_no,operator"
    static let acquirerHeader =
        "merchant,terminal,batch,trace,rrn,type,amount,fee,net,settle_date,time,auth_code,card,product"
    static let bankHeader = "date,merchant,amount,reference"

    static func tillRow(_ facts: Facts) -> String {
        line([
            facts.merchant?.text, facts.store?.text, facts.terminal?.text, facts.batch?.text, facts.voucher?.text,
            facts.reference?.text, facts.type.rawValue, facts.status?.rawValue, facts.amount?.text,
            facts.occurredAt?.description, facts.authorisation?.text, facts.card?.description, facts.product,
            facts.printed.map { $0 ? "1" : "0" }, facts.order?.text, facts.operatorName,
        ])
    }

    static func acquirerRow(_ facts: Facts) -> String {
        line([
            facts.merchant?.text, facts.terminal?.text, facts.batch?.text, facts.voucher?.text, facts.reference?.text,
            facts.type.rawValue, facts.amount?.text, facts.fee?.text, facts.net?.text, facts.settledOn?.description,
            facts.occurredAt?.description, facts.authorisation?.text, facts.card?.description, facts.product,
        ])
    }

    static func bankRow(_ facts: Facts) -> String {
        let amount = facts.amount.map { facts.type.returnsMoney ? -$0 : $0 }
        return line([facts.settledOn?.description, facts.merchant?.text, amount?.text, facts.original])
    }

    /// Cells with a comma or a quote are quoted (RFC 4180); none of the sample's has a line break.
    private static func line(_ cells: [String?]) -> String {
        cells.map { cell in
            guard let cell, cell.contains(",") || cell.contains("\"") else { return cell ?? "" }
            return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }.joined(separator: ",")
    }
}

extension SampleShop {
    /// Rows of one side as CSV text in the columns of the file job, oldest first.
    ///
    /// - Parameter days: calendar days of the transactions (of the deposit for the bank); nil for all.
    public func csv(role: SampleCSV.Role, days: ClosedRange<CivilDate>? = nil) -> String {
        let (source, header): (Source, String) =
            switch role {
            case .till: (.till, SampleCSV.tillHeader)
            case .acquirer: (.clearing, SampleCSV.acquirerHeader)
            case .bank: (.bank, SampleCSV.bankHeader)
            }
        let rows = observations.filter { observation in
            guard observation.source == source else { return false }
            let day = observation.facts.occurredAt?.date ?? observation.facts.settledOn
            return days.map { days in day.map(days.contains) ?? false } ?? true
        }
        let lines = rows.map { observation in
            switch role {
            case .till: SampleCSV.tillRow(observation.facts)
            case .acquirer: SampleCSV.acquirerRow(observation.facts)
            case .bank: SampleCSV.bankRow(observation.facts)
            }
        }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }
}
