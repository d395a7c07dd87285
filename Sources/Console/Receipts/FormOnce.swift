// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// A form that does its act once, however often its button is pressed: each page carries a name of its own.
struct FormOnce: Sendable {
    static let field = "once"

    private let call: Call
    private let key: String?

    init(_ call: Call, _ form: Form) throws {
        self.call = call
        guard let name = form[Self.field] else {
            key = nil
            return
        }
        guard name.utf8.count <= 128 else { throw Refusal.malformed("\(Self.field): at most 128 bytes") }
        key = "form \(call.visit.path) \(name)"
    }

    /// What the act gave when the button was pressed first; nil when this is the first time.
    func before() async throws -> String? {
        guard let key else { return nil }
        return try await call.shop.answer(toKey: key, by: call.person.name, body: "")
    }

    /// Remembers what the act gave.
    func keep(_ answer: String) async throws {
        guard let key else { return }
        try await call.shop.keepAnswer(answer, toKey: key, by: call.person.name, body: "")
    }

    /// Does the act unless it was done or is being done, and leads to the same page either way.
    func see(_ location: String, _ act: () async throws -> Void) async throws -> String {
        let name = "\(call.person.name) \(key ?? "")"
        if try await before() != nil { return location }
        if key != nil {
            guard call.site.underway.enter(name) else { return location }
        }
        defer { if key != nil { call.site.underway.leave(name) } }
        if try await before() != nil { return location }
        try await act()
        try await keep(location)
        return location
    }
}
