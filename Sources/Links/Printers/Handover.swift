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
    }

    private let items: AsyncStream<Item>
    private let input: AsyncStream<Item>.Continuation

    init() { (items, input) = AsyncStream.makeStream(of: Item.self) }

    func give(_ item: Item) { input.yield(item) }

    func end() { input.finish() }

    /// Works until the stream ends or the task is cancelled.
    ///
    /// - Parameter done: told of each job and event that the register has.
    func run(
        to register: any PrintRegister, log: @Sendable (String) -> Void, done: @Sendable (Item) -> Void
    ) async {
        for await item in items {
            var pause = 100
            while !Task.isCancelled {
                do {
                    switch item {
                    case .job(let job): try await register.keep(job)
                    case .event(let event): try await register.note(event)
                    case .condition(let condition): await register.show(condition)
                    }
                    done(item)
                    break
                } catch {
                    // The spool keeps it meanwhile: nothing is lost while the register cannot take it.
                    log("the register does not take a print job yet: \(error)")
                    try? await Task.sleep(for: .milliseconds(pause))
                    pause = min(pause * 2, 5_000)
                }
            }
            if Task.isCancelled { return }
        }
    }
}
