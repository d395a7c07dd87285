// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Why a batch is not closed now, in words for people.
public enum BatchObstacle: Hashable, Sendable {
    /// Of these attempts of the batch it is not known yet how they end.
    case unresolved([Attempt])
    /// The terminal's batches are not closed from here.
    case noCounter(TerminalID)
    /// Two currencies in one batch: the acquirer adds up one.
    case currencies

    /// Stable name in the API.
    public var name: String {
        switch self {
        case .unresolved: "unresolved"
        case .noCounter: "no_link"
        case .currencies: "currencies"
        }
    }

    /// How many attempts the words name.
    private static let named = 5

    /// What is wrong, and what to do.
    public var words: Bilingual {
        switch self {
        case .unresolved(let attempts):
            let shown = attempts.prefix(Self.named)
            let (more, dots) = (attempts.count - shown.count, attempts.count > shown.count)
            let chinese = shown.map { Self.line($0).chinese }.joined(separator: "、") + (dots ? "，另有 \(more) 笔" : "")
            let english =
                shown.map { Self.line($0).english }.joined(separator: ", ") + (dots ? ", and \(more) more" : "")
            return Bilingual(
                zh: "批次没有结：有 \(attempts.count) 笔还没有结果（\(chinese)）。等它们自己查清，或写明凭据了结，再结批。",
                en: "The batch was not closed: \(attempts.count) of its attempts have no result yet (\(english)). "
                    + "Wait until they are known, or settle them with proof; then close it.")
        case .noCounter(let terminal):
            return Bilingual(
                zh: "终端 \(terminal) 不经收单链路，批次不在这里结。请在终端上结批，或在设置文件里加上它的 [[link]]。",
                en:
                    "Terminal \(terminal) has no link to an acquirer; its batches are not closed here. Close them on the "
                    + "terminal, or add its [[link]] to the settings file.")
        case .currencies:
            return Bilingual(
                zh: "批次没有结：里面有两种货币，收单方只会合计一种。请联系收单方。",
                en: "The batch was not closed: it holds two currencies, and the acquirer adds up one. Ask the acquirer."
            )
        }
    }

    private static func line(_ attempt: Attempt) -> Bilingual {
        let (order, sum, state) = (attempt.request.order, attempt.request.amount, attempt.state.label)
        return Bilingual(
            zh: "销售单 \(order) \(sum.text) \(sum.currency.code) \(state.chinese)",
            en: "sale \(order) \(sum.text) \(sum.currency.code) \(state.english)")
    }
}
