// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// Spark at work on one job, in a folder that it and we know.
///
///     request.json ─▶ ─▶ findings.csv, figures.csv ─▶ days.csv (we ask) ─▶ rows.csv ─▶ end
///
/// Files appear complete or not at all. A program that ends before it has answered has failed.
final class SparkRun {
    private let process: Process
    private let folder: URL
    private var hasAsked = false

    init(_ process: Process, folder: URL) {
        self.process = process
        self.folder = folder
    }

    /// Waits for a file that the program makes.
    ///
    /// - Throws: `SparkLauncher.Failure.failed` when it ends without.
    func file(_ name: String) throws -> String {
        let path = folder.appendingPathComponent(name).path
        while !FileManager.default.fileExists(atPath: path) {
            guard process.isRunning || FileManager.default.fileExists(atPath: path) else {
                process.waitUntilExit()
                throw SparkLauncher.Failure.failed(code: process.terminationStatus, tail: tail)
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return path
    }

    /// Asks for the rows of some days; the path of the answer, nil when there is none.
    func ask(_ days: [UInt8]) -> String? {
        guard !hasAsked, put(days) else { return nil }
        return try? file("rows.csv")
    }

    /// Lets the program end by itself, and waits for that.
    func finish() {
        if !hasAsked { _ = put([]) }
        process.waitUntilExit()
    }

    /// Ends it now.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private func put(_ days: [UInt8]) -> Bool {
        hasAsked = true
        return (try? Data(days).write(to: folder.appendingPathComponent("days.csv"), options: .atomic)) != nil
    }

    /// The last lines of what it wrote, without the stacks of Spark's own code.
    private var tail: String {
        let log = folder.appendingPathComponent("spark.log")
        let text = (try? Data(contentsOf: log)).map { String(decoding: $0.suffix(64 << 10), as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n").filter { line in
            let words = line.drop { $0 == " " || $0 == "\t" }
            return !words.hasPrefix("at ") && !words.hasPrefix("File \"") && !line.contains(" WARN ")
        }
        return lines.suffix(12).joined(separator: "\n")
    }
}
