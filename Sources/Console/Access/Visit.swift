// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Hummingbird
import Store
import Tender

/// Somebody at the door: a browser or a program, perhaps signed in, and the language they read.
struct Visit: Sendable {
    let site: Site
    let words: Words
    /// nil before sign-in.
    let person: Person?
    /// What the session is known by; nil before sign-in.
    let session: String?
    /// Secret of this browser, from which the forms' tokens are made.
    let secret: String
    /// True when the session came as a bearer token, which no other site can make a browser send.
    let isBearer: Bool
    /// Address of the other end, for the lock-out.
    let peer: String
    /// Whether a proxy stands between, so that `peer` says nothing about who asks.
    let isForwarded: Bool
    /// Whether nobody on the way can read what is said: it stays in this machine, or came to a proxy over TLS.
    var isPrivate = false
    let path: String
    let query: String

    var language: Language { words.language }
    var shop: Shop { site.shop }
    /// Token that every form carries back.
    var csrf: String { CrossSite.token(for: secret) }
}

/// A request of somebody who may do what the route needs.
struct Call: Sendable {
    let visit: Visit
    let person: Person
    let reach: Reach
    let request: Request
    let parameters: Parameters

    var site: Site { visit.site }
    var shop: Shop { visit.site.shop }
    var words: Words { visit.words }
    var stores: StoreScope { reach.stores }
    var actor: Actor { Actor(name: person.name) }

    func may(_ permission: Permission) -> Bool { permission.allows(person.role) }
}
