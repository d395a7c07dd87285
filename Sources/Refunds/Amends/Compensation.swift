// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What the shop gives a customer besides his money, tied to a case (补偿).
public struct Compensation: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A coupon with a code that works once.
        case coupon
        case gift
        /// Less to pay on the next purchase, noted and not printed.
        case discount

        /// What people call it.
        public var label: Bilingual {
            switch self {
            case .coupon: Bilingual(zh: "优惠券", en: "coupon")
            case .gift: Bilingual(zh: "赠品", en: "gift")
            case .discount: Bilingual(zh: "折扣", en: "discount")
            }
        }
    }

    public enum State: String, CaseIterable, Hashable, Sendable {
        case given, used, withdrawn

        /// What people call it.
        public var label: Bilingual {
            switch self {
            case .given: Bilingual(zh: "已发放", en: "given")
            case .used: Bilingual(zh: "已使用", en: "used")
            case .withdrawn: Bilingual(zh: "已收回", en: "withdrawn")
            }
        }
    }

    public var kind: Kind
    public var worth: Money
    /// Case for which it is given; never empty.
    public var caseID: String
    public var store: String
    /// What exactly, in the words of who gave it; at most 400 bytes.
    public var words: String
    /// Signs that a coupon is used with, once; empty for anything else.
    public var code: String

    public init(kind: Kind, worth: Money, caseID: String, store: String, words: String, code: String) {
        self.kind = kind
        self.worth = worth
        self.caseID = caseID
        self.store = store
        self.words = words
        self.code = code
    }

    /// Signs of a coupon's code: `CP` and eight of those that a refund's number is made of.
    public static func code(bits: UInt64) -> String {
        var (left, text) = (bits, "CP")
        for _ in 0..<8 {
            text.append(RefundID.signs[Int(left % UInt64(RefundID.signs.count))])
            left /= UInt64(RefundID.signs.count)
        }
        return text
    }

    /// What keeps it from being given; nil when it is in order.
    public var fault: Bilingual? {
        if caseID.isEmpty {
            return Bilingual(zh: "补偿必须属于一张工单。", en: "Compensation belongs to a case. Name it.")
        }
        if worth.minor <= 0 { return RefundBlock.notPositive.words }
        if words.isEmpty { return RefundRefusal.reasonMissing.words }
        if words.utf8.count > RefundOrder.wordsLimit {
            return RefundRefusal.tooLong(limit: RefundOrder.wordsLimit).words
        }
        return nil
    }
}
