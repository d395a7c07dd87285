// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// Runs a tool that somebody else wrote, where it is installed.
enum ForeignTool {
    static func path(_ name: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Standard output of a run; nil when it could not be run.
    static func run(_ name: String, _ arguments: [String]) -> String? {
        guard let path = path(name) else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// A folder that is removed afterwards.
    static func inFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "counterfoil-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}

/// Streams and pictures that another project published.
enum PublicGoldens {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["COUNTERFOIL_VECTORS"].map { URL(filePath: $0) }
        let vectors = named ?? root.appending(path: "../shared/vectors").standardized
        let folder = vectors.appending(path: "escpos/golden")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func stream(_ name: String) -> [UInt8]? {
        guard let folder,
            let text = try? String(contentsOf: folder.appending(path: "\(name)/input.hex"), encoding: .utf8)
        else { return nil }
        return text.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0, radix: 16) }
    }

    static func picture(_ name: String) -> URL? { folder?.appending(path: "\(name)/expected-001.png") }
}
