// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Journal

/// The journal of a real program's recording, in every state in which the disk may be when the power goes.
///
/// A state is good when the journal opens, holds at least every group that had been synced, and ends exactly at the
/// end of a group as the program wrote it.
public struct TapeTrial: Sendable {
    public private(set) var steps = 0
    /// Distinct states at their step.
    public private(set) var states = 0
    public private(set) var unreadable = 0
    /// Something that had been acknowledged was not there.
    public private(set) var lost = 0
    /// It ended in the middle of a group, or differently from what was written.
    public private(set) var different = 0
    public private(set) var records = 0
    public private(set) var groups = 0

    /// - Parameter steps: of the journal's folder.
    public init(_ steps: [DiskStep], upTo limit: Int = .max) {
        var whole = Platter()
        for step in steps { whole.take(step) }
        for name in Set(steps.compactMap(\.written)) { whole.take(.sync(name)) }
        whole.take(.syncFolder(""))
        guard let files = whole.states().first, let ends = Self.ends(files) else {
            unreadable = 1
            return
        }
        groups = ends.count - 1
        records = Int(ends.keys.max() ?? 0)
        var platter = Platter()
        for (place, step) in steps.enumerated() {
            platter.take(step)
            self.steps += 1
            let sure = Self.ends(platter.sure)?.keys.max() ?? 0
            for state in platter.states(seed: UInt64(place)) {
                states += 1
                judge(state, sure: sure, ends)
            }
            if states >= limit { return }
        }
    }

    private mutating func judge(_ state: [String: [UInt8]], sure: UInt64, _ ends: [UInt64: UInt64]) {
        guard let found = Self.ends(state), let last = found.keys.max() else {
            unreadable += 1
            return
        }
        if last < sure { lost += 1 }
        if last > 0, ends[last] != found[last] { different += 1 }
    }

    /// The last record of each group, with a sum over all that was written up to it; nil for a journal that is damaged.
    private static func ends(_ files: [String: [UInt8]]) -> [UInt64: UInt64]? {
        let disk = TapedDisk(files, points: Points())
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        var ends: [UInt64: UInt64] = [0: sum]
        do throws(JournalError) {
            var cursor = try JournalCursor(disk: disk, digesting: PlainDigesting())
            while let group = try cursor.nextGroup() {
                for record in group {
                    sum = (sum ^ UInt64(record.type)) &* 0x0000_0100_0000_01b3
                    for byte in record.payload { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
                }
                ends[group.last?.number ?? 0] = sum
            }
            return ends
        } catch {
            return nil
        }
    }
}

extension DiskStep {
    fileprivate var written: String? {
        if case .write(let name, _, _) = self { name } else { nil }
    }
}
