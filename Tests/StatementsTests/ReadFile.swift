// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements

/// All that came of a file.
struct ReadFile {
    var recognition: Recognition
    var rows: [StatementRow]
    var rejected: [RejectedRow]
    var summary: StatementSummary

    /// Reads a whole file, fed in chunks of a size.
    init(
        _ bytes: [UInt8], format: String? = nil, profiles: [Profile] = [], chunk: Int = 1 << 20,
        name: String = ""
    ) throws(StatementError) {
        let isWhole = bytes.count <= ReadingLimits.sampleBytes
        recognition = try Recogniser.recognise(
            Array(bytes.prefix(ReadingLimits.sampleBytes)), isWhole: isWhole, format: format, profiles: profiles)
        var reader = try StatementReader(recognition, name: name)
        var batch = RowBatch()
        var start = 0
        while start < bytes.count {
            let end = min(start + chunk, bytes.count)
            try reader.read(bytes[start..<end], into: &batch)
            start = end
        }
        summary = try reader.finish(into: &batch)
        rows = batch.rows
        rejected = batch.rejected
    }

    init(
        _ text: String, format: String? = nil, profiles: [Profile] = [], chunk: Int = 1 << 20, name: String = ""
    ) throws(StatementError) {
        try self.init(Array(text.utf8), format: format, profiles: profiles, chunk: chunk, name: name)
    }
}
