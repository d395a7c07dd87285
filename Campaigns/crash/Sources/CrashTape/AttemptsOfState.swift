// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Bytes
import Crashes
import Journal

/// What the journal of a data folder says of attempts, read by the pure rooms alone: the answer that the real program
/// must give when it opens the same folder.
struct AttemptsOfState {
    /// Records of all whole groups.
    private(set) var records: UInt64 = 0
    private(set) var attempts: [String: Attempt] = [:]

    /// Type of a journal record that holds an attempt.
    private static let attemptType: UInt16 = 30

    /// - Returns: nil for a journal that is damaged.
    init?(_ files: [String: [UInt8]]) {
        var journal: [String: [UInt8]] = [:]
        for (name, content) in files where name.hasPrefix("/journal/") {
            journal[String(name.dropFirst("/journal/".count))] = content
        }
        do throws(JournalError) {
            var cursor = try JournalCursor(disk: TapedDisk(journal, points: Points()), digesting: PlainDigesting())
            while let group = try cursor.nextGroup() {
                for record in group {
                    records += 1
                    if record.type == Self.attemptType, !take(Array(record.payload)) { return nil }
                }
            }
        } catch {
            return nil
        }
    }

    /// version │ time │ who │ length │ the attempt's record
    private static func record(_ payload: [UInt8]) throws(DecodeError) -> AttemptRecord {
        var cursor = ByteCursor(payload[...])
        _ = try cursor.byte("version")
        _ = try cursor.signed("at")
        _ = try cursor.text("by", limit: 200)
        let count = Int(clamping: try cursor.varint("count"))
        return try AttemptRecord(decoding: Array(try cursor.raw(count, "attempt")))
    }

    private mutating func take(_ payload: [UInt8]) -> Bool {
        guard let record = try? Self.record(payload) else { return false }
        switch record {
        case .intended(let attempt): attempts[attempt.id.text] = attempt
        case .event(let id, let event):
            guard var attempt = attempts[id.text] else { return false }
            guard (try? attempt.step(event)) != nil else { return false }
            attempts[id.text] = attempt
        }
        return true
    }

    /// `{"A1": "approved", …}`
    var text: String {
        "{" + attempts.sorted { $0.key < $1.key }.map { "\"\($0)\": \"\($1.state.name)\"" }.joined(separator: ", ")
            + "}"
    }
}
