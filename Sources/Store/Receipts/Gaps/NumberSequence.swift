// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Numbers that a device counts up one by one, and what it left out.
///
///     1203 1204 1205 ▢▢ 1208 1209            a line: order numbers of a till
///     … 999998 999999 000001 ▢ 000003 …      a ring: vouchers begin again at 1 after 999,999
///
/// On a ring the largest hole of all is where the run begins and ends; it is no gap. Numbers that are mostly
/// missing are not counted up by this device (another till shares the counter, cash sales take numbers too), so a
/// hole among them says nothing.
struct NumberSequence: Sendable, Hashable {
    /// Numbers missing between two neighbours.
    struct Hole: Sendable, Hashable {
        let before: Int
        let after: Int
        let missing: Int
    }

    /// After this number the device begins again at 1; nil when it counts on.
    let ring: Int?

    /// The largest number of a voucher.
    static let vouchers = NumberSequence(ring: 999_999)
    static let orders = NumberSequence(ring: nil)

    /// A run has this many numbers at least before a hole in it means something.
    static let leastCount = 3
    /// Holes that any run may have; more than these, and more than one for ten numbers, make it no count.
    private static let holesAllowed = 3
    private static let missingAllowed = 50

    /// The holes of a run, in the order in which it was counted; nil when the numbers are not counted up one by one.
    ///
    /// - Parameter numbers: in any order; the same number twice is one number.
    func holes(in numbers: some Sequence<Int>) -> [Hole]? {
        let sorted = Set(numbers).sorted()
        guard sorted.count >= Self.leastCount, let first = sorted.first, let last = sorted.last else { return nil }
        var holes: [Hole] = []
        for (before, after) in zip(sorted, sorted.dropFirst()) where after - before > 1 {
            holes.append(Hole(before: before, after: after, missing: after - before - 1))
        }
        if let ring {
            let turn = Hole(before: last, after: first, missing: ring - last + first - 1)
            // The run begins after the largest hole; of two equal ones the turn of the ring itself.
            if let widest = holes.indices.max(by: { holes[$0].missing < holes[$1].missing }),
                holes[widest].missing > turn.missing
            {
                let earlier = holes[..<widest]
                holes = holes[(widest + 1)...] + (turn.missing > 0 ? [turn] : []) + earlier
            }
        }
        let missing = holes.reduce(0) { $0 + $1.missing }
        guard holes.count <= max(Self.holesAllowed, sorted.count / 10),
            missing <= max(Self.missingAllowed, sorted.count)
        else { return nil }
        return holes
    }
}
