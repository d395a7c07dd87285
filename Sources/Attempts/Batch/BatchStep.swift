// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Names a close: our own number.
public enum BatchCloseKind: Sendable {}
public typealias BatchCloseID = Identifier<BatchCloseKind>

/// One thing that happened with a close.
public struct BatchStep: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case event(BatchClose.Event)
        /// It goes on later, from where it is; why, in words. No card data.
        case stopped(Bilingual)
    }

    public let at: Instant
    public let kind: Kind

    public init(at: Instant, _ kind: Kind) {
        self.at = at
        self.kind = kind
    }

    /// Stable name in the API.
    public var name: String {
        switch kind {
        case .event(.sent): "sent"
        case .event(.balanced): "balanced"
        case .event(.different): "different"
        case .event(.taken): "taken"
        case .event(.ended): "ended"
        case .stopped: "stopped"
        }
    }

    /// What happened, as people say it.
    ///
    /// - Parameter currency: of the batch.
    public func label(in currency: Currency) -> Bilingual {
        switch kind {
        case .event(.sent): Bilingual(zh: "报文送出", en: "message sent")
        case .event(.balanced): Bilingual(zh: "收单方：总账相符", en: "the acquirer counts the same")
        case .event(.different(nil)): Bilingual(zh: "收单方：总账不符", en: "the acquirer counts otherwise")
        case .event(.different(.some(let told))): Self.label(told, in: currency)
        case .event(.taken(let place)):
            Bilingual(zh: "明细已收到第 \(place) 笔", en: "rows taken up to number \(place)")
        case .event(.ended): Bilingual(zh: "结批完成", en: "closed")
        case .stopped: Bilingual(zh: "停下，稍后继续", en: "stopped; it goes on later")
        }
    }
}

extension BatchStep {
    private static func label(_ told: BatchTotals, in currency: Currency) -> Bilingual {
        let net = Money(minor: Int64(clamping: told.net), currency: currency).text
        return Bilingual(
            zh: "收单方：总账不符，它有 \(told.count) 笔，净额 \(net)",
            en: "the acquirer counts otherwise: \(told.count) exchanges, net \(net)")
    }
}

extension BatchClose.State {
    /// Stable name in the API and the database.
    public var name: String {
        switch self {
        case .totalling: "totalling"
        case .uploading: "uploading"
        case .ending: "ending"
        case .closed: "closed"
        }
    }

    public var label: Bilingual {
        switch self {
        case .totalling: Bilingual(zh: "对总账", en: "comparing totals")
        case .uploading(let taken): Bilingual(zh: "上送明细，已收 \(taken) 笔", en: "uploading rows, \(taken) taken")
        case .ending: Bilingual(zh: "等收单方确认结束", en: "waiting for the end to be confirmed")
        case .closed: Bilingual(zh: "已结批", en: "closed")
        }
    }
}
