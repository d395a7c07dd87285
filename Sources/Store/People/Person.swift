// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a person may do (reference: roles of the console).
public enum Role: String, CaseIterable, Sendable, Hashable {
    case cashier, manager, service, finance, auditor, administrator, technician
}

/// Somebody who signs in.
public struct Person: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// Sign-in name, unique, lower case.
    public let name: String
    public let displayName: String
    public let role: Role
    /// Stores the person sees; empty means all stores, and only for roles that may (service, finance, auditor,
    /// administrator).
    public let stores: Set<StoreID>
    /// `zh-CN` or `en`.
    public let language: String
    public let isDisabled: Bool

    public init(
        id: Int64, name: String, displayName: String, role: Role, stores: Set<StoreID>, language: String,
        isDisabled: Bool
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.role = role
        self.stores = stores
        self.language = language
        self.isDisabled = isDisabled
    }
}

/// Whose rows a query may return. Every query takes one; there is no query without.
public enum StoreScope: Sendable, Hashable {
    case all
    case only(Set<StoreID>)
}

/// Who does something, for the journal.
public struct Actor: Sendable, Hashable {
    /// Sign-in name, or `system`, `cli`.
    public let name: String
    public init(name: String) { self.name = name }
    public static let system = Actor(name: "system")
    /// Whatever this one sets up goes when the sample shop goes.
    public static let sample = Actor(name: "sample")
    public static let commandLine = Actor(name: "cli")
}
