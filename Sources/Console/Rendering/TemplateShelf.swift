// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Mustache
import Synchronization

/// The templates of the pages, read when the first page is asked for: a start after a crash has attempts to take up,
/// and a till that only speaks JSON never needs them.
///
/// A part is drawn by its name, the path in the folder without `.mustache`.
final class TemplateShelf: Sendable {
    private let folder: URL
    private let opened = Mutex<MustacheLibrary?>(nil)

    init(_ folder: URL) { self.folder = folder }

    /// A template that cannot be read is a mistake of the build, never of a visitor.
    struct BadTemplate: Error {
        let name: String
        let line: Int
        let problem: String
    }

    /// - Returns: nil where there is no such template.
    /// - Throws: `BadTemplate`, and what a file that cannot be read throws.
    func filled(_ template: String, with root: [String: Any]) throws -> String? {
        try library().render(root, withTemplate: template)
    }

    private func library() throws -> MustacheLibrary {
        try opened.withLock { opened in
            if let opened { return opened }
            let library = MustacheLibrary(templates: try Self.read(folder))
            opened = library
            return library
        }
    }

    private static func read(_ folder: URL) throws -> [String: MustacheTemplate] {
        var templates: [String: MustacheTemplate] = [:]
        let root = folder.path(percentEncoded: false)
        guard let names = FileManager.default.enumerator(atPath: root) else { return templates }
        for case let name as String in names where name.hasSuffix(ending) {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            do {
                templates[String(name.dropLast(ending.count))] = try MustacheTemplate(string: text)
            } catch let error as MustacheTemplate.ParserError {
                throw BadTemplate(name: name, line: error.context.lineNumber, problem: "\(error.error)")
            }
        }
        return templates
    }

    private static let ending = ".mustache"
}
