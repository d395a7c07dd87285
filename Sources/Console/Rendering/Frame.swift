// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// What surrounds every page: who looks at it, where they are, and what they may open from here.
struct Frame: Sendable {
    struct Item: Sendable {
        let key: String
        let label: String
        let href: String
        let isCurrent: Bool
        /// Among the few that a phone's bottom bar shows; the others are one touch away, on `/menu`.
        let isLead: Bool
    }

    struct Someone: Sendable {
        let name: String
        let role: String
    }

    struct Switch: Sendable {
        let name: String
        let tag: String
        let href: String
    }

    let language: String
    let isChinese: Bool
    let otherLanguage: Switch
    /// nil before sign-in.
    let person: Someone?
    let nav: [Item]
    /// The page is none of those that a phone's bottom bar shows.
    let isElsewhere: Bool
    /// Goes into every form as `<input type="hidden" name="_csrf" value="{{f.csrf}}">`.
    let csrf: String
    /// Acts this person may do, by name: `{{#f.may.importFiles}}…{{/f.may.importFiles}}`.
    let may: [String: Bool]
    /// One line after an act that succeeded; nil otherwise.
    let notice: String?
    let version: String
    /// `2026-11-25 18:10:03` when the page was made.
    let madeAt: String
    /// Sequence of the last change this page has seen; live updates resume after it.
    let lastEvent: String
    /// True while sample rows are in the shop.
    let hasSample: Bool
}
