// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Tender

/// What became of a try to sign in.
public enum SignInOutcome: Sendable, Hashable {
    case welcome(Person, sessionToken: String)
    /// Name or password is wrong; which of them is not said.
    case wrong
    /// Too many failures.
    case locked(until: Instant)
}

extension Shop {
    /// Signs a person in. Takes the same time whether the name exists or not.
    ///
    /// - Parameter address: where the request came from, for the log of failures.
    public func signIn(
        name: String, password: String, from address: String
    ) async throws(StoreError) -> SignInOutcome {
        let name = Self.signInName(name)
        let now = clock.now()
        guard name.utf8.count <= 64 else { return .wrong }
        let found = try await read { database in
            (
                try AttemptTable.lockedUntil(name, at: now, in: database),
                try PersonTable.named(name, in: database)?.person,
                try PersonTable.named(name, in: database)?.password
            )
        }
        let expected = found.2 ?? Password.nobody(cost: options.passwordCost)
        let isRight = await Password.verify(password, against: expected)
        if let until = found.0 { return .locked(until: until) }
        guard isRight, let person = found.1, !person.isDisabled else {
            let until = try await aside { database in
                Noted(until: try AttemptTable.fail(name, at: now, in: database))
            }.until
            return until.map { .locked(until: $0) } ?? .wrong
        }
        let token = Sessions.newToken()
        try await aside { [sessions] database in
            try AttemptTable.clear(name, in: database)
            try sessions.begin(person.id, token: token, at: now, in: database)
        }
        return .welcome(person, sessionToken: token)
    }

    private struct Noted: Sendable {
        let until: Instant?
    }

    /// The person of a session; nil when it ended, was idle too long, or the person was disabled.
    ///
    /// - Parameter extending: whether this counts as use; a stream that only watches must not keep itself alive.
    public func session(_ token: String, extending: Bool = true) async throws(StoreError) -> Person? {
        guard token.utf8.count <= 100 else { return nil }
        let now = clock.now()
        let found = try await read { [sessions] database in
            try sessions.holder(of: token, at: now, in: database).map { Holder(person: $0.0, used: $0.used) }
        }
        guard let found else { return nil }
        if extending, now.milliseconds - found.used >= Sessions.noteEvery {
            try await aside { database in try Sessions.note(token, at: now, in: database) }
        }
        return found.person
    }

    private struct Holder: Sendable {
        let person: Person
        let used: Int64
    }

    /// People of the sample shop, in the order of their roles; none once it is removed.
    public func samplePeople() async throws(StoreError) -> [Person] {
        try await read { database in try PersonTable.samples(in: database) }
    }

    /// Lets somebody of the sample shop in without a password. Whether that is offered is the caller's decision;
    /// nobody but the sample's own people can come in this way.
    public func enterSample(as name: String) async throws(StoreError) -> SignInOutcome {
        let now = clock.now()
        guard let person = try await read({ database in try PersonTable.sample(name, in: database) }) else {
            return .wrong
        }
        let token = Sessions.newToken()
        try await aside { [sessions] database in
            try sessions.begin(person.id, token: token, at: now, in: database)
        }
        return .welcome(person, sessionToken: token)
    }

    /// Ends a session; one that is not there is no error.
    public func signOut(_ token: String) async {
        _ = try? await aside { database in try Sessions.end(token, in: database) }
    }

    static func signInName(_ text: String) -> String {
        String(text.lowercased().drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
