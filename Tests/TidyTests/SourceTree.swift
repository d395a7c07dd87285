// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// The project's own files as text, for the rules that a compiler does not know.
struct SourceTree {
    struct File {
        /// Path from the package root, for example `Sources/Tender/Money.swift`.
        let path: String
        let lines: [Substring]

        /// Second path component: the target's name.
        var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
        var isSource: Bool { path.hasPrefix("Sources/") }
        var isSwift: Bool { path.hasSuffix(".swift") }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let files: [File] = {
        var found: [File] = []
        for top in ["Sources", "Tests"] {
            let base = root.appending(path: top)
            let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
            while let url = walker?.nextObject() as? URL {
                guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
                let path = url.path.replacingOccurrences(of: root.path + "/", with: "")
                guard !path.contains("/__pycache__/"), !path.contains("/.") else { continue }
                found.append(File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false)))
            }
        }
        return found.sorted { $0.path < $1.path }
    }()

    static var swift: [File] { files.filter(\.isSwift) }
    static var sources: [File] { swift.filter(\.isSource) }

    /// What a file imports, without access words and attributes.
    static func imports(of file: File) -> [(line: Int, module: String)] {
        file.lines.enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), at <= 2, words.count > at + 1 else { return nil }
            let isImport = words[..<at].allSatisfy {
                ["public", "package", "internal", "private", "fileprivate", "@testable"].contains($0)
            }
            guard isImport else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "func", "typealias"]
            let module = kinds.contains(words[at + 1]) && words.count > at + 2 ? words[at + 2] : words[at + 1]
            return (index + 1, String(module.split(separator: ".").first ?? module))
        }
    }
}
