// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS
public import Tender

/// Asks one printer how it is, without printing anything: for `printer status` and `printer watch`.
public struct PrinterInquiry: Sendable {
    /// What is known so far.
    public private(set) var condition: PrinterCondition
    private var watch: PrinterWatch
    private let isStar: Bool

    /// - Parameter profile: whose language the printer speaks; Star's printers answer no question of ESC/POS.
    public init(printer: String, at instant: Instant, profile: Profile = .standard) {
        isStar = profile.language == .star
        watch = PrinterWatch(profile: profile)
        condition = PrinterCondition(printer: printer, changedAt: instant)
        condition.link = .up
    }

    /// The first question: report changes by yourself, and the real-time questions.
    public var opening: [UInt8] { SpoolerBytes.watch(isStar: isStar) + repeated }
    /// The real-time questions alone: four of ESC/POS, or Star's one.
    public var repeated: [UInt8] { SpoolerBytes.questions(isStar: isStar) }

    /// Whether the printer has said anything at all.
    public var isAnswered: Bool { watch.hasHeard }

    /// These bytes went to the printer.
    public mutating func sent(_ bytes: [UInt8]) { watch.sent(bytes) }

    /// Takes in what the printer said.
    ///
    /// - Returns: whether that changed the condition.
    public mutating func read(_ bytes: [UInt8], at instant: Instant) -> Bool {
        let before = condition
        _ = watch.read(bytes, into: &condition)
        guard condition != before else { return false }
        condition.changedAt = instant
        return true
    }
}
