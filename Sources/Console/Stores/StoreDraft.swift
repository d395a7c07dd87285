// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// A store as a form holds it, before its fields are known to be right.
struct StoreDraft: Sendable, Equatable {
    var id = ""
    var name = ""
    var zone = "Asia/Shanghai"
    var cutOff = "00:00"
    var address = ""
    var telephone = ""
    var taxNumber = ""
    var statementName = ""

    init() {}

    init(_ store: StoreRecord) {
        id = store.id.text
        name = store.name
        zone = store.zone
        let minutes = store.businessDay.cutOff / 60
        cutOff = "\(two(minutes / 60)):\(two(minutes % 60))"
        address = store.contact.address
        telephone = store.contact.telephone
        taxNumber = store.contact.taxNumber
        statementName = store.contact.statementName
    }

    /// - Parameter prefix: `store` reads `storeID`, `storeName` of the first-run form; empty reads `id`, `name`.
    init(_ form: Form, idField: String = "id", nameField: String = "name") {
        id = form[idField] ?? ""
        name = form[nameField] ?? ""
        zone = form["zone"] ?? ""
        cutOff = form["cutOff"] ?? ""
        address = form["address"] ?? ""
        telephone = form["telephone"] ?? ""
        taxNumber = form["taxNumber"] ?? ""
        statementName = form["statementName"] ?? ""
    }

    /// The store, or the key of the text that says what is wrong.
    func record() -> Result<StoreRecord, FormProblem> {
        guard let id = StoreID(id), !id.text.contains("/") else { return .failure(.init("form.store-id-invalid")) }
        guard !name.isEmpty, name.utf8.count <= 200 else { return .failure(.init("form.store-required")) }
        guard ZoneChoice.isKnown(zone) else { return .failure(.init("form.zone-unknown")) }
        guard let day = BusinessDay(text: cutOff) else { return .failure(.init("form.cutoff-invalid")) }
        let contact = StoreContact(
            address: address, telephone: telephone, taxNumber: taxNumber, statementName: statementName)
        guard contact.problem == nil else { return .failure(.init("form.contact-too-long")) }
        return .success(StoreRecord(id: id, name: name, zone: zone, businessDay: day, contact: contact))
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// What is wrong with a form: the key of a text.
struct FormProblem: Error, Sendable, Equatable {
    let key: String
    init(_ key: String) { self.key = key }
}

/// Time zones offered by forms. Others may be typed by their IANA name in the address of the API.
struct ZoneChoice: Sendable {
    let name: String
    let label: String
    let isChosen: Bool

    static func all(chosen: String) -> [ZoneChoice] {
        var offered = names
        if !offered.contains(chosen), isKnown(chosen) { offered.append(chosen) }
        return offered.map { ZoneChoice(name: $0, label: $0.replacing("_", with: " "), isChosen: $0 == chosen) }
    }

    /// Whether the system knows the zone by this very name.
    static func isKnown(_ name: String) -> Bool {
        name.contains("/") && name.utf8.count <= 64 && SystemZone.named(name) != nil
    }

    private static let names = [
        "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore",
        "Asia/Kuala_Lumpur", "Asia/Bangkok", "Asia/Jakarta", "Asia/Manila", "Asia/Ho_Chi_Minh", "Asia/Tokyo",
        "Asia/Seoul", "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney", "Europe/London", "Europe/Paris",
        "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Etc/UTC",
    ]
}
