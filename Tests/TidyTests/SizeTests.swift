// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

@Suite struct SizeTests {
    @Test func `a file has at most 500 lines, a test file 600, a template 200`() {
        for file in SourceTree.files {
            let limit =
                switch file {
                case let file where file.path.hasSuffix(".mustache"): 200
                case let file where file.path.hasSuffix(".css") || file.path.hasSuffix(".json"): 1_500
                case let file where file.isSource: 500
                default: 600
                }
            #expect(file.lines.count <= limit, "\(file.path) has \(file.lines.count) lines, limit \(limit)")
        }
    }

    @Test func `a function has at most 70 lines`() {
        for file in SourceTree.swift {
            for function in Self.functions(in: file) {
                #expect(function.length <= 70, "\(file.path):\(function.line) has \(function.length) lines")
            }
        }
    }

    @Test func `a line has at most 120 columns`() {
        for file in SourceTree.swift {
            for (index, line) in file.lines.enumerated() where line.count > 120 {
                #expect(line.contains("\""), "\(file.path):\(index + 1) has \(line.count) columns")
            }
        }
    }

    @Test func `a folder has at most 15 files`() {
        let folders = Dictionary(grouping: SourceTree.swift) { file in
            file.path.split(separator: "/").dropLast().joined(separator: "/")
        }
        for (folder, files) in folders {
            #expect(files.count <= 15, "\(folder) has \(files.count) files")
        }
    }

    struct Function {
        let line: Int
        let length: Int
    }

    /// Functions by indentation: the formatter guarantees that the closing brace stands under `func` or `init`.
    static func functions(in file: SourceTree.File) -> [Function] {
        var found: [Function] = []
        for (index, line) in file.lines.enumerated() {
            let text = line.drop { $0 == " " }
            let words = text.split(separator: " ", maxSplits: 6).map { $0.prefix { $0 != "(" && $0 != "<" } }
            guard words.contains("func") || words.contains(where: { $0 == "init" || $0 == "init?" }) else { continue }
            guard !text.hasPrefix("//"), !text.hasPrefix("case"), text.hasSuffix("{") else { continue }
            let indent = line.count - text.count
            let closing = String(repeating: " ", count: indent) + "}"
            guard let end = file.lines[(index + 1)...].firstIndex(where: { $0 == closing }) else { continue }
            found.append(Function(line: index + 1, length: end - index + 1))
        }
        return found
    }
}
