// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Store
import Tender

/// A printer as a form holds it, before its fields are known to be right.
struct PrinterDraft: Sendable, Equatable {
    var name = ""
    var store = ""
    var address = ""
    var port = ""
    var profile = "chinese"
    var ageLimit = "10"
    var failOver = ""
    var senders = ""

    init() {}

    init(_ printer: PrinterRecord) {
        name = printer.name
        store = printer.store.text
        address = printer.address
        port = printer.listenPort == 0 ? "" : String(printer.listenPort)
        profile = printer.profile
        ageLimit = String(printer.ageLimitMinutes)
        failOver = printer.failOver
        senders = printer.senders.joined(separator: " ")
    }

    init(_ form: Form) {
        name = form["name"] ?? ""
        store = form["store"] ?? ""
        address = form["address"] ?? ""
        port = form["port"] ?? ""
        profile = form["profile"] ?? ""
        ageLimit = form["ageLimit"] ?? ""
        failOver = form["failOver"] ?? ""
        senders = form["senders"] ?? ""
    }

    /// The printer, or the key of the text that says what is wrong.
    ///
    /// - Parameter others: every printer of the shop, to see that no two want the same port.
    func record(stores: [StoreRecord], others: [PrinterRecord]) -> Result<PrinterRecord, FormProblem> {
        guard (1...40).contains(name.utf8.count), name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) })
        else { return .failure(.init("form.printer-name-invalid")) }
        guard let store = stores.first(where: { $0.id.text == store }) else {
            return .failure(.init("form.store-required"))
        }
        guard address.isEmpty || Self.isAddress(address) else { return .failure(.init("form.printer-address-invalid")) }
        guard let port = port.isEmpty ? 0 : Int(port), (0...65_535).contains(port) else {
            return .failure(.init("form.printer-port-invalid"))
        }
        guard port == 0 || !others.contains(where: { $0.listenPort == port && $0.name != name }) else {
            return .failure(.init("form.printer-port-taken"))
        }
        guard Profile(named: profile) != nil else { return .failure(.init("form.printer-profile-unknown")) }
        guard let minutes = Int(ageLimit), (1...1_440).contains(minutes) else {
            return .failure(.init("form.printer-age-invalid"))
        }
        guard failOver.isEmpty || (failOver != name && others.contains { $0.name == failOver }) else {
            return .failure(.init("form.printer-failover-unknown"))
        }
        let senders = senders.split { $0.isWhitespace || $0 == "," || $0 == "，" }.map(String.init)
        guard senders.count <= 100, senders.allSatisfy(Self.isNetwork) else {
            return .failure(.init("form.printer-senders-invalid"))
        }
        return .success(
            PrinterRecord(
                name: name, store: store.id, address: address, listenPort: port, profile: profile,
                ageLimitMinutes: minutes, failOver: failOver, senders: senders))
    }

    /// `192.168.1.50:9100`, `printer.local:9100`, `[fe80::1]:9100`.
    static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 255, let mark = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: mark)...]), (1...65_535).contains(port)
        else { return false }
        let host = text[..<mark]
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.dropFirst().dropLast()
            return inner.contains(":") && inner.allSatisfy { $0.isHexDigit || ":.%".contains($0) || $0.isLetter }
        }
        return !host.isEmpty && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
    }

    /// An address or a network: `192.168.1.0/24`, `fd00::/8`, `10.0.0.7`.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count <= 2, text.utf8.count <= 64 else { return false }
        let isSix = address.contains(":")
        if parts.count == 2 {
            guard let bits = Int(parts[1]), (0...(isSix ? 128 : 32)).contains(bits) else { return false }
        }
        if isSix { return address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
        let numbers = address.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { part in Int(part).map { (0...255).contains($0) } ?? false }
    }
}
