// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a customer must be able to find on a receipt beside the store's name. Every part may be empty.
public struct StoreContact: Sendable, Hashable {
    /// Street and town, at most 200 bytes.
    public var address: String
    /// Telephone customers may call, at most 40 bytes.
    public var telephone: String
    /// Taxpayer number (税号), at most 40 bytes.
    public var taxNumber: String
    /// The name under which a payment appears on the customer's bank statement, at most 100 bytes.
    public var statementName: String

    public init(address: String = "", telephone: String = "", taxNumber: String = "", statementName: String = "") {
        self.address = address
        self.telephone = telephone
        self.taxNumber = taxNumber
        self.statementName = statementName
    }

    /// The part that cannot be printed as it is, with its rule; nil when all can.
    public var problem: String? {
        let rules = [
            ("address", address, 200), ("telephone", telephone, 40), ("taxNumber", taxNumber, 40),
            ("statementName", statementName, 100),
        ]
        for (name, value, limit) in rules {
            let isPlain = value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            guard isPlain, value.utf8.count <= limit else { return "\(name): one line of at most \(limit) bytes" }
        }
        return nil
    }
}
