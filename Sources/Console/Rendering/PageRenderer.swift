// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Hummingbird

/// Fills templates. A page is a plain value; the frame around it (navigation, person, language) comes from the visit.
///
/// A template sees `page` (the page's value), `s` (texts of the language), `f` (the frame), `asset` (addresses).
struct PageRenderer: Sendable {
    private let shelf: TemplateShelf
    private let addresses: [String: String]
    let words: WordTables

    init(templates: URL, assets: Assets) throws {
        shelf = TemplateShelf(templates)
        words = try WordTables(directory: templates)
        addresses = assets.addresses
    }

    /// A template that is not there is a mistake of the build, never of a visitor.
    struct MissingTemplate: Error { let name: String }

    func html(_ template: String, _ page: Any, frame: Frame, words: Words) throws -> String {
        let root: [String: Any] = [
            "page": Plain.of(page) ?? page, "s": words, "f": Plain.of(frame) ?? frame, "asset": addresses,
        ]
        guard let html = try shelf.filled(template, with: root) else {
            throw MissingTemplate(name: template)
        }
        return html
    }
}
