// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore
internal import Printing

/// Hands jobs and events to the register, one after the other, until it has them.
struct Handover: Sendable {
    enum Item: Sendable {
        case job(CapturedJob)
        case event(PrintEvent)
        case condition(PrinterCondition)

        /// The job it speaks of.
        var job: PrintJobID? {
            switch self {
            case .job(let job): job.id
            case .event(let event): event.job
            case .condition: nil
            }
        }
    }

    private let items: AsyncStream<Item>
    private let input: AsyncStream<Item>.Continuation

    /// Milliseconds before the second attempt; each pause is twice the one before, up to fifty times this.
    private let firstPause: Int

    init(firstPause: Int = 100) {
        self.firstPause = firstPause
        (items, input) = AsyncStream.makeStream(of: Item.self)
    }

    func give(_ item: Item) { input.yield(item) }

    func end() { input.finish() }

    /// Attempts after which an item is left in the spool, so that those behind it get their turn. It is handed over
    /// again at the next start.
    private static let attempts = 12

    /// Works until the stream ends or the task is cancelled.
    ///
    /// - Parameter done: told of each item, and whether the register has it.
    func run(
        to register: any PrintRegister, log: @Sendable (String) -> Void, done: @Sendable (Item, Bool) -> Void
    ) async {
        var left: Set<PrintJobID> = []
        for await item in items {
            let isKept = item.job.map(left.contains) == true ? false : await give(item, to: register, log: log)
            if Task.isCancelled { return }
            if !isKept, let job = item.job { left.insert(job) }
            done(item, isKept)
        }
    }

    private func give(_ item: Item, to register: any PrintRegister, log: @Sendable (String) -> Void) async -> Bool {
        var pause = firstPause
        for attempt in 1...Self.attempts where !Task.isCancelled {
            do {
                switch item {
                case .job(let job): try await register.keep(job)
                case .event(let event): try await register.note(event)
                case .condition(let condition): await register.show(condition)
                }
                return true
            } catch {
                // The spool keeps it meanwhile: nothing is lost while the register cannot take it.
                let next = attempt < Self.attempts ? "trying again" : "left in the spool until the next start"
                log("the shop does not take print job \(item.job?.text ?? ""), \(next): \(error)")
                try? await Task.sleep(for: .milliseconds(pause))
                pause = min(pause * 2, firstPause * 50)
            }
        }
        return false
    }
}
