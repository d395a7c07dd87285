// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS
public import Printing
internal import Tender

/// Keeps in the shop what the print proxy saw.
public struct ShopRegister: PrintRegister {
    private let shop: Shop
    private let actor: Actor

    public init(_ shop: Shop, by actor: Actor = .system) {
        self.shop = shop
        self.actor = actor
    }

    @concurrent public func keep(_ job: CapturedJob) async throws {
        let printer = try await shop.printerRecords().first { $0.name == job.printer }
        let profile = printer.flatMap { Profile(named: $0.profile) } ?? .standard
        let reading = SlipReading(job.bytes, profile: profile, store: printer?.store)
        try await shop.keepReceipt(job, reading: reading, by: actor)
    }

    public func note(_ event: PrintEvent) async throws { try await shop.notePrint(event, by: actor) }

    @concurrent public func order(_ order: CopyOrder) async throws -> Int {
        try await shop.askForCopy(
            of: order.of, job: order.job, printer: order.printer, reason: order.reason, in: .all,
            by: Actor(name: order.by), insteadOf: order.of
        ).copy
    }

    /// What a lamp shows is not worth stopping for: a shop that cannot write says so on its own.
    public func show(_ condition: PrinterCondition) async { try? await shop.show(condition) }
}
