// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// Where comparisons lie on disk; nobody but the server's account may look.
struct ComparisonFolder: Sendable {
    private let root: String

    /// What an earlier run had not finished is removed: it belongs to nobody any more.
    init(_ root: String) {
        self.root = root
        try? FileManager.default.removeItem(atPath: arriving)
    }

    /// Files on their way in and waiting.
    var arriving: String { "\(root)/arriving" }

    func make(_ id: String, _ about: Comparison.About) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: "\(root)/\(id)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try JSONEncoder().encode(about).write(to: URL(filePath: "\(root)/\(id)/about.json"), options: .atomic)
        } catch {
            throw Refusal.busy("the folder of comparisons is full or cannot be written")
        }
    }

    func path(of id: String) -> String { "\(root)/\(id)" }

    func results(at id: String) -> String { "\(path(of: id))/results" }

    func remove(_ id: String) { try? FileManager.default.removeItem(atPath: "\(root)/\(id)") }

    /// Finished comparisons of earlier runs. Those without results are removed.
    func kept() -> [(String, Comparison.About)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.filter { $0.hasPrefix("c") && Self.isPlain($0) }.compactMap { id in
            let about = FileManager.default.contents(atPath: "\(root)/\(id)/about.json").flatMap {
                try? JSONDecoder().decode(Comparison.About.self, from: $0)
            }
            guard let about, result("summary.json", of: id) != nil else {
                remove(id)
                return nil
            }
            return (id, about)
        }
    }

    /// Names of the result files, sorted.
    func results(of id: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: results(at: id))) ?? []).filter(Self.isPlain).sorted()
    }

    /// Path of a result file; nil when there is none of that name.
    func result(_ name: String, of id: String) -> String? {
        guard Self.isPlain(name), Self.isPlain(id) else { return nil }
        let path = "\(results(at: id))/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// A name that leads nowhere else.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 46 || byte == 95
            }
    }
}
