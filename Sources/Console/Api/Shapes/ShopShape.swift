// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tariffs
import Tender

/// Everything but transactions as the API shows it.
enum ShopShape {
    static func list(_ items: [JSON], next: String?) -> JSON { ["items": .list(items), "next": JSON(next)] }

    static func store(_ store: StoreRecord) -> JSON {
        let draft = StoreDraft(store)
        return [
            "id": .text(store.id.text), "name": .text(store.name), "zone": .text(store.zone),
            "cutOff": .text(draft.cutOff), "address": .text(draft.address), "telephone": .text(draft.telephone),
            "taxNumber": .text(draft.taxNumber), "statementName": .text(draft.statementName),
        ]
    }

    static func person(_ person: Person) -> JSON {
        .object([
            ("id", .integer(person.id)), ("name", .text(person.name)), ("displayName", .text(person.displayName)),
            ("role", .text(person.role.rawValue)),
            ("stores", .list(person.stores.sorted().map { .text($0.text) })), ("language", .text(person.language)),
            ("isDisabled", .boolean(person.isDisabled)),
        ])
    }

    static func terminal(_ binding: TerminalBinding) -> JSON {
        [
            "terminal": .text(binding.terminal.text), "merchant": JSON(binding.merchant?.text),
            "store": .text(binding.store.text),
        ]
    }

    static func day(_ figures: DayFigures) -> JSON {
        .object([
            ("day", .text(figures.day.description)), ("payments", .integer(figures.payments)),
            ("charged", JSON(figures.charged)), ("refunded", JSON(figures.refunded)),
            ("unknown", .integer(figures.unknown)), ("slipsIssued", .integer(figures.slipsIssued)),
            ("slipsExpected", .integer(figures.slipsExpected)), ("findings", counts(figures.findings)),
        ])
    }

    static func counts(_ counts: [FindingCode: Int64]) -> JSON {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key.text, .integer($0.value)) })
    }

    static func file(_ file: FileRecord, clock: Clockwork) -> JSON {
        .object([
            ("id", .text(String(file.id))), ("name", .text(file.head.name)), ("digest", .text(file.head.digest)),
            ("byteCount", .integer(file.head.byteCount)), ("format", .text(file.head.format)),
            ("source", .text(file.head.source.name)), ("importedAt", .text(clock.text(file.importedAt))),
            ("importedBy", .text(file.importedBy)), ("isComplete", .boolean(file.isComplete)),
            ("rowsRead", .integer(file.rowsRead)), ("rowsAdded", .integer(file.rowsAdded)),
            ("rowsAlreadyKnown", .integer(file.rowsAlreadyKnown)),
            ("rowsQuarantined", .integer(file.rowsQuarantined)), ("findings", counts(file.findings)),
        ])
    }

    static func edition(_ edition: TariffEdition, clock: Clockwork) -> JSON {
        [
            "version": .text(edition.tariff.version), "at": .text(clock.text(edition.madeAt)),
            "by": .text(edition.madeBy), "source": .text(edition.source),
        ]
    }
}
