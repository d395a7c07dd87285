// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization

/// Counts what a program does to the world and can end it at one of those calls.
///
///     call 0 ─ call 1 ─ call 2 ─ …      each call: before it │ a write also: in its middle
///
/// After a call is before the next one: nothing happens between.
public final class Points: Sendable {
    public enum Call: UInt8, CaseIterable, Hashable, Sendable {
        case create, write, sync, truncate, remove, syncFolder, send, receive, print
    }

    /// How much of a write or a message was out when the program died.
    public enum Tear: UInt8, CaseIterable, Hashable, Sendable {
        case firstByte, half, allButOne

        func count(of whole: Int) -> Int {
            switch self {
            case .firstByte: min(1, whole)
            case .half: whole / 2
            case .allButOne: max(0, whole - 1)
            }
        }
    }

    /// Where the program dies.
    public struct Death: Hashable, Sendable {
        /// From 0.
        public let call: Int
        /// nil before the call.
        public let tear: Tear?

        public init(call: Int, tear: Tear?) {
            self.call = call
            self.tear = tear
        }
    }

    enum Fate: Hashable, Sendable {
        case goesOn
        case dies(Tear)
        case isDead
    }

    private struct State {
        var death: Death?
        var calls: [Call] = []
        var isDead = false
    }

    private let state: Mutex<State>

    public init(dyingAt death: Death? = nil) { state = Mutex(State(death: death)) }

    public var calls: [Call] { state.withLock { $0.calls } }
    public var isDead: Bool { state.withLock { $0.isDead } }

    func pass(_ call: Call) -> Fate {
        state.withLock { state in
            guard !state.isDead else { return .isDead }
            let number = state.calls.count
            guard let death = state.death, death.call <= number else {
                state.calls.append(call)
                return .goesOn
            }
            state.isDead = true
            guard let tear = death.tear else { return .isDead }
            return .dies(tear)
        }
    }

    /// Every place at which a program that made these calls can die.
    public static func deaths(of calls: [Call]) -> [Death] {
        calls.enumerated().flatMap { place, call in
            let tears: [Tear] =
                switch call {
                case .write: Tear.allCases
                case .send: [.half]
                case .create, .sync, .truncate, .remove, .syncFolder, .receive, .print: []
                }
            return [Death(call: place, tear: nil)] + tears.map { Death(call: place, tear: $0) }
        }
    }
}
