// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What happens to some messages of a flow.
public struct Fault: Hashable, Sendable {
    public enum Target: Hashable, Sendable {
        case request, ask, reverse, again, totals, row, end

        init(_ kind: Message.Kind) {
            self =
                switch kind {
                case .request: .request
                case .ask: .ask
                case .reverse: .reverse
                case .again: .again
                case .totals: .totals
                case .row: .row
                case .end: .end
                }
        }
    }

    public enum What: Hashable, Sendable {
        case notConnected
        case requestLost
        case replyLost
        /// The answer comes after its time, in milliseconds.
        case late(Int64)
        case wrongCode
        /// The host will not reverse.
        case refused
    }

    public let target: Target
    /// Which messages of that kind, from 1.
    public let numbers: ClosedRange<Int>
    public let what: What

    public init(_ what: What, _ target: Target, _ numbers: ClosedRange<Int> = 1...1) {
        self.what = what
        self.target = target
        self.numbers = numbers
    }
}
