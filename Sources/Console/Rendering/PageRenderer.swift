// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Hummingbird
import Mustache

/// Fills templates. A page is a plain value; the frame around it (navigation, person, language) comes from the visit.
///
/// A template sees `page` (the page's value), `s` (texts of the language), `f` (the frame), `asset` (addresses).
struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let addresses: [String: String]
    let words: WordTables

    init(templates: URL, assets: Assets) async throws {
        library = try await MustacheLibrary(directory: templates.path(percentEncoded: false))
        words = try WordTables(directory: templates)
        addresses = assets.addresses
    }

    /// A template that is not there is a mistake of the build, never of a visitor.
    struct MissingTemplate: Error { let name: String }

    func html(_ template: String, _ page: Any, frame: Frame, words: Words) throws -> String {
        let root: [String: Any] = [
            "page": Plain.of(page) ?? page, "s": words, "f": Plain.of(frame) ?? frame, "asset": addresses,
        ]
        guard let html = library.render(root, withTemplate: template) else {
            throw MissingTemplate(name: template)
        }
        return html
    }
}
