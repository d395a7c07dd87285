// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Testing

/// The table of acts and roles as the reference has it, word for word; `Deed` below drives each of its cells.
enum RoleMatrix {
    /// Sign-in names of the stage's people, in the order of the columns.
    static let people = ["cashier", "manager", "service", "finance", "auditor", "admin", "technician"]

    struct Row: Sendable {
        let act: String
        /// Cashier, manager, service, finance, auditor, administrator, technician.
        let cells: [String]
    }

    static let rows = [
        Row(
            act: "Search, view (masked)",
            cells: ["own store, 7 d", "own store", "all", "all", "all", "–", "devices"]),
        Row(act: "Reprint / e-receipt / QR", cells: ["Y", "Y", "Y", "Y", "–", "–", "test slip"]),
        Row(act: "Open, comment, attach", cells: ["Y", "Y", "Y", "Y", "annotate", "–", "device cases"]),
        Row(act: "Same-day void", cells: ["≤ 200", "≤ 2,000", "–", "Y", "–", "–", "–"]),
        Row(
            act: "Refund: request / approve",
            cells: ["Y / –", "Y / ≤ 2,000", "Y / –", "Y / Y (not own)", "–", "–", "–"]),
        Row(act: "No-original or late refund", cells: ["–", "request", "–", "two persons", "sample", "–", "–"]),
        Row(act: "Compensation", cells: ["–", "≤ 50", "≤ 30", "above", "–", "–", "–"]),
        Row(act: "Import, match, close day", cells: ["–", "own day", "–", "Y", "–", "–", "–"]),
        Row(act: "Tariffs, claims", cells: ["–", "view", "–", "Y", "view", "–", "–"]),
        Row(
            act: "Evidence pack, unmask",
            cells: ["–", "request", "Y, reason", "Y, reason", "Y, reason", "–", "–"]),
        Row(
            act: "Devices, updates, settings diff",
            cells: ["restart list", "approve spare", "–", "–", "view", "approve set", "Y"]),
        Row(
            act: "Users, limits, retention, adapters", cells: ["–", "–", "–", "–", "view", "two admins", "–"]),
    ]

    /// Parts of rows that no page and no program's door does yet, and why; whoever builds one gives it a deed.
    static let absent: [(act: String, part: String, why: String)] = [
        ("Reprint / e-receipt / QR", "technician: test slip", "no act prints a slip of no transaction"),
        ("Open, comment, attach", "attach", "a case keeps words; papers are kept by the evidence pack"),
        ("Import, match, close day", "match", "rows join by rule while they are imported; nobody joins by hand"),
        ("Import, match, close day", "close day", "no closing gate: a day stays open for late rows"),
        ("Tariffs, claims", "claims", "the findings' list with its CSV is what a claim is written from"),
        ("Devices, updates, settings diff", "restart list, approve spare, approve set", "in the devices' own tests"),
        ("Users, limits, retention, adapters", "adapters", "set in the configuration file, beside the program"),
        ("Users, limits, retention, adapters", "users: two admins", "one administrator, logged: see decision 0013"),
    ]

    /// Cells in which the product does more than the reference on purpose: a small shop's owner is its administrator.
    /// He looks, brings files in and sets tariffs up, and never moves money. Written `o` in the deeds.
    static let departures = ["Search, view (masked)", "Import, match, close day", "Tariffs, claims"]

    /// Deeds that only look, which the reference gives the auditor in every row and a manager for his store.
    static let looking = ["view", "a file that the office brought"]
}

/// One thing a person may try, and who gets it done.
struct Deed: Sendable, CustomTestStringConvertible {
    /// How it is tried.
    ///
    /// - Returns: whether it was done.
    typealias Try = @Sendable (_ scene: Scene, _ person: String, _ turn: Int) async throws -> Bool

    enum Door: Sendable {
        case tries(Try)
        /// There is no such door, and why.
        case absent(String)
    }

    let act: String
    let name: String
    /// For each of the people: `Y` done, `o` done by the owner beyond the reference, `-` refused.
    let cells: String
    let page: Door
    let program: Door

    var testDescription: String { "\(act): \(name)" }

    init(_ act: String, _ name: String, _ cells: String, page: Door, program: Door) {
        self.act = act
        self.name = name
        self.cells = cells
        self.page = page
        self.program = program
    }
}
