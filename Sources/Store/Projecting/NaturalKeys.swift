// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Which natural key, if any, says that an observation speaks of a transaction. Tried from the surest down.
///
///     order           our own order number, echoed by the source
///     reference       terminal + RRN + type, or the channel's own number
///     voucher         terminal + batch + voucher + business date
///     authorisation   code + amount + card + date
///     candidate       amount + minutes + terminal or store, and nothing else it could be
///
/// The merchant is compared only where both sides know it. Two numbers of the same kind that differ mean two
/// transactions, whatever else agrees.
enum NaturalKeys {
    /// The surest key by which the two are the same; nil when they are not, or only a candidate.
    static func join(_ new: Facts, to old: Facts) -> Join? {
        guard new.type == old.type, !differ(new.merchant, old.merchant) else { return nil }
        if same(new.order, old.order), !differ(new.reference, old.reference),
            !differ(new.channelOrder, old.channelOrder), !isOtherExchange(new, old)
        {
            return Join(key: "order", confidence: 100)
        }
        if let join = reference(new, old) { return join }
        if let join = voucher(new, old) { return join }
        return authorisation(new, old)
    }

    /// Two exchanges of terminals that number them: one sale may have been tried twice.
    private static func isOtherExchange(_ new: Facts, _ old: Facts) -> Bool {
        guard let first = new.voucherHandle, let second = old.voucherHandle else { return false }
        return first != second
    }

    private static func reference(_ new: Facts, _ old: Facts) -> Join? {
        if same(new.channelOrder, old.channelOrder), !differ(new.reference, old.reference),
            // Several refunds of one payment carry the payment's number and differ in their own.
            !(new.type.returnsMoney && differ(new.order, old.order))
        {
            return Join(key: "reference", confidence: 98)
        }
        guard same(new.reference, old.reference), !differ(new.channelOrder, old.channelOrder) else { return nil }
        guard !differ(new.terminal, old.terminal), days(new, old) <= 31 else { return nil }
        if same(new.terminal, old.terminal) { return Join(key: "reference", confidence: 99) }
        return same(new.amount, old.amount) ? Join(key: "reference", confidence: 90) : nil
    }

    private static func voucher(_ new: Facts, _ old: Facts) -> Join? {
        guard same(new.voucher, old.voucher), same(new.batch, old.batch), same(new.terminal, old.terminal),
            !differ(new.reference, old.reference), !differ(new.channelOrder, old.channelOrder)
        else { return nil }
        guard let first = new.occurredAt?.date, let second = old.occurredAt?.date else {
            return same(new.amount, old.amount) ? Join(key: "voucher", confidence: 85) : nil
        }
        return first == second ? Join(key: "voucher", confidence: 95) : nil
    }

    private static func authorisation(_ new: Facts, _ old: Facts) -> Join? {
        guard same(new.authorisation, old.authorisation), same(new.amount, old.amount), !contradict(new, old),
            let first = new.card, let second = old.card, agree(first, second),
            let day = new.occurredAt?.date, day == old.occurredAt?.date
        else { return nil }
        return Join(key: "authorisation", confidence: 90)
    }

    /// Seconds to either side in which a candidate must lie.
    static let candidateWindow: Int64 = 300

    /// Whether the two may be the same by amount, minutes and place alone.
    static func isCandidate(_ new: Facts, _ old: Facts) -> Bool {
        guard new.type == old.type, same(new.amount, old.amount), !differ(new.merchant, old.merchant),
            !differ(new.terminal, old.terminal), !differ(new.store, old.store), !contradict(new, old)
        else { return false }
        guard same(new.terminal, old.terminal) || same(new.store, old.store) else { return false }
        guard let first = new.occurredAt, let second = old.occurredAt else { return false }
        return abs(first.secondsSinceEpoch &- second.secondsSinceEpoch) <= candidateWindow
    }

    /// Whether numbers that name one transaction differ.
    static func contradict(_ left: Facts, _ right: Facts) -> Bool {
        if differ(left.order, right.order) || differ(left.channelOrder, right.channelOrder) { return true }
        if differ(left.reference, right.reference) || differ(left.authorisation, right.authorisation) {
            return true
        }
        if let first = left.card, let second = right.card, !agree(first, second) { return true }
        return differ(left.voucher, right.voucher) && !differ(left.batch, right.batch)
    }

    /// Whether two masked numbers may be of one card.
    static func agree(_ left: MaskedPAN, _ right: MaskedPAN) -> Bool {
        guard left.last4 == right.last4 else { return false }
        return left.bin.hasPrefix(right.bin) || right.bin.hasPrefix(left.bin)
    }

    private static func same<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
        guard let left, let right else { return false }
        return left == right
    }

    private static func differ<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
        guard let left, let right else { return false }
        return left != right
    }

    private static func days(_ left: Facts, _ right: Facts) -> Int {
        guard let first = left.occurredAt?.date, let second = right.occurredAt?.date else { return 0 }
        return abs(Int(first.daysSinceEpoch) - Int(second.daysSinceEpoch))
    }
}

extension Facts {
    /// Takes what the other knows and this one does not; for joining only, the verdict ranks by source.
    mutating func fill(from other: Facts) {
        status = status ?? other.status
        amount = amount ?? other.amount
        store = store ?? other.store
        merchant = merchant ?? other.merchant
        terminal = terminal ?? other.terminal
        batch = batch ?? other.batch
        voucher = voucher ?? other.voucher
        reference = reference ?? other.reference
        authorisation = authorisation ?? other.authorisation
        order = order ?? other.order
        channelOrder = channelOrder ?? other.channelOrder
        card = card ?? other.card
        occurredAt = occurredAt ?? other.occurredAt
        settledOn = settledOn ?? other.settledOn
        original = original ?? other.original
    }
}
