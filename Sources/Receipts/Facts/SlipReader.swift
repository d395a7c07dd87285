// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS
internal import Tender

extension SlipFacts {
    /// Lines beyond this many are not read; no slip has them.
    static let mostLines = 1_000

    /// Reads the facts out of what a stream puts on paper.
    public static func read(_ printout: Printout) -> SlipFacts { read(lines: printout.lines) }

    /// Reads the facts out of a slip's printed lines.
    public static func read(lines: [String]) -> SlipFacts {
        let readable = lines.prefix(mostLines).enumerated().map { ReadableLine($0.element, number: $0.offset) }
        var reader = SlipReader(lines: readable, values: LabelScan.values(in: readable))
        return reader.read()
    }
}

/// Puts a slip's facts together from labelled values and from what stands without a label.
struct SlipReader {
    let lines: [ReadableLine]
    let values: [LabelledValue]
    var facts = SlipFacts()

    init(lines: [ReadableLine], values: [LabelledValue]) {
        self.lines = lines
        self.values = values
    }

    mutating func read() -> SlipFacts {
        for line in lines { facts.marks.formUnion(SlipWords.marks(in: line.text)) }
        readNumbers()
        readNames()
        readCard()
        readTime()
        readAmounts()
        readChannel()
        readKind()
        // On the pre-authorisation's own slip 预授权码 is its authorisation, on what follows it that of the first.
        if facts.kind?.value == .preauth, facts.authorisation == nil {
            (facts.authorisation, facts.originalAuthorisation) = (facts.originalAuthorisation, nil)
        }
        return facts
    }

    // MARK: - Numbers

    private mutating func readNumbers() {
        facts.reference = identifier(.reference)
        facts.voucher = identifier(.voucher)
        facts.batch = identifier(.batch)
        facts.terminal = identifier(.terminal)
        facts.merchant = identifier(.merchant)
        facts.authorisation = identifier(.authorisation)
        facts.order = identifier(.order)
        facts.channelOrder = identifier(.channelOrder)
        facts.receipt = identifier(.receipt)
        facts.originalVoucher = identifier(.originalVoucher)
        facts.originalReference = identifier(.originalReference)
        facts.originalAuthorisation = identifier(.originalAuthorisation)
        facts.originalOrder = identifier(.originalOrder)
        if facts.order == nil { facts.order = tillNumber() }
        if facts.channelOrder == nil { facts.channelOrder = walletNumber() }
    }

    private mutating func identifier<Kind>(_ name: SlipFacts.Name) -> SlipFacts.Fact<Identifier<Kind>>? {
        let candidates = values.compactMap { value -> SlipFacts.Fact<Identifier<Kind>>? in
            guard value.meaning == .number(name), let (text, fit) = PrintedNumber.read(value, as: name),
                let identifier = Identifier<Kind>(text)
            else { return nil }
            return SlipFacts.Fact(identifier, confidence: value.certainty * fit / 100, line: value.line)
        }
        return settle(candidates, name)
    }

    /// Tills call their own numbers 流水号 and 交易号 too; no terminal's voucher is that long, and no wallet's has a dash.
    private mutating func tillNumber() -> SlipFacts.Fact<OrderNumber>? {
        let candidates = values.compactMap { value -> SlipFacts.Fact<OrderNumber>? in
            guard let (text, fit) = PrintedNumber.read(value.value, as: .order), fit == 100 else { return nil }
            let isTills =
                switch value.meaning {
                case .number(.voucher): text.count > 12
                case .number(.channelOrder): text.contains("-")
                default: false
                }
            guard isTills, let number = OrderNumber(text) else { return nil }
            return SlipFacts.Fact(number, confidence: value.certainty - 15, line: value.line)
        }
        return settle(candidates, .order)
    }

    /// The one value that stands out. Where two differ and neither is clearly surer, none is taken.
    mutating func settle<Value>(
        _ candidates: [SlipFacts.Fact<Value>], _ name: SlipFacts.Name
    ) -> SlipFacts.Fact<Value>? {
        guard let best = candidates.max(by: { $0.confidence < $1.confidence }) else { return nil }
        let rivals = candidates.filter { $0.value != best.value }
        guard let rival = rivals.max(by: { $0.confidence < $1.confidence }) else { return best }
        if best.confidence - rival.confidence < 15 {
            facts.ambiguous.insert(name)
            return nil
        }
        return SlipFacts.Fact(best.value, confidence: best.confidence - 10, line: best.line)
    }

    /// Wallets' own numbers are known by their shape: 4200… of WeChat, date + 22001… of Alipay.
    private mutating func walletNumber() -> SlipFacts.Fact<ChannelOrderNumber>? {
        var found: [SlipFacts.Fact<ChannelOrderNumber>] = []
        for line in lines {
            for run in line.text.split(whereSeparator: { PrintedAmount.digit($0) == nil }) where run.count == 28 {
                let text = String(run)
                let isAlipay = CivilDate(text: text.prefix(8)) != nil && text.dropFirst(8).hasPrefix("2200")
                guard text.hasPrefix("4200") || isAlipay, let number = ChannelOrderNumber(text) else { continue }
                if facts.originalOrder?.value.text == text || facts.order?.value.text == text { continue }
                found.append(SlipFacts.Fact(number, confidence: 78, line: line.number))
            }
        }
        return settle(found, .channelOrder)
    }

    // MARK: - Names

    private mutating func readNames() {
        facts.merchantName = text(.merchantName, .merchantName, longest: 120)
        facts.operatorName = text(.operatorName, .operatorName, longest: 24)
    }

    private mutating func text(
        _ meaning: FactLabels.Meaning, _ name: SlipFacts.Name, longest: Int
    ) -> SlipFacts.Fact<String>? {
        let candidates = values.compactMap { value -> SlipFacts.Fact<String>? in
            guard value.meaning == meaning, value.value.count <= longest, value.hasColon else { return nil }
            return SlipFacts.Fact(String(value.value), confidence: value.certainty, line: value.line)
        }
        return settle(candidates, name)
    }

    private mutating func readCard() {
        var found: [SlipFacts.Fact<MaskedPAN>] = values.compactMap { value in
            guard value.meaning == .card else { return nil }
            let card =
                PrintedNumber.maskedCard(in: value.value, isLabelled: true)
                ?? value.wrapped.flatMap { PrintedNumber.maskedCard(in: $0, isLabelled: true) }
            return card.map { SlipFacts.Fact($0, confidence: value.certainty, line: value.line) }
        }
        if found.isEmpty {
            found = lines.compactMap { line in
                guard let card = PrintedNumber.maskedCard(in: line.text, isLabelled: false), !isOther(card, line.number)
                else { return nil }
                return SlipFacts.Fact(card, confidence: card.bin.isEmpty ? 70 : 82, line: line.number)
            }
        }
        facts.card = settle(found, .card)
    }

    /// A label says that a masked number is something else: `TID:****3345`.
    private func isOther(_ card: MaskedPAN, _ line: Int) -> Bool {
        values.contains { value in
            guard value.line == line, value.hasColon, value.meaning != .card, value.meaning != .channel,
                value.value.first.map({ !$0.isLetter }) == true
            else { return false }
            return PrintedNumber.maskedCard(in: value.value, isLabelled: false) == card
        }
    }

    // MARK: - Type and channel

    private mutating func readChannel() {
        for value in values where value.meaning == .channel {
            let found = SlipWords.channels(in: value.value, isLabelled: true)
            if found.count == 1, let only = found.first {
                facts.channel = SlipFacts.Fact(only, confidence: value.certainty, line: value.line)
                return
            }
        }
        if let card = facts.card {
            facts.channel = SlipFacts.Fact(.card, confidence: card.confidence - 5, line: card.line)
            return
        }
        var found: [PaymentChannel: Int] = [:]
        for line in lines {
            for channel in SlipWords.channels(in: line.text, isLabelled: false) where found[channel] == nil {
                found[channel] = line.number
            }
        }
        if found.count == 1, let (only, line) = found.first {
            facts.channel = SlipFacts.Fact(only, confidence: 75, line: line)
        } else if found.count > 1 {
            facts.ambiguous.insert(.channel)
        } else if let cash = values.first(where: { $0.meaning == .amount(.received) && Self.saysCash($0, lines) }) {
            facts.channel = SlipFacts.Fact(.cash, confidence: 70, line: cash.line)
        }
    }

    private static func saysCash(_ value: LabelledValue, _ lines: [ReadableLine]) -> Bool {
        guard lines.indices.contains(value.line) else { return false }
        let text = String(lines[value.line].folded)
        return text.contains("现金") || text.contains("CASH")
    }

    private mutating func readKind() {
        var found = values.compactMap { value -> SlipFacts.Fact<SlipKind>? in
            guard value.meaning == .kind, let kind = SlipWords.kind(of: value.value) else { return nil }
            return SlipFacts.Fact(kind, confidence: value.certainty, line: value.line)
        }
        if found.isEmpty {
            found = lines.compactMap { line in
                SlipWords.kind(ofLine: line.text).map { SlipFacts.Fact($0, confidence: 80, line: line.number) }
            }
        }
        guard let kind = settle(found, .kind) else { return }
        facts.kind = SlipFacts.Fact(viaWallet(kind.value), confidence: kind.confidence, line: kind.line)
    }

    /// 消费 through a wallet is a payment by code.
    private func viaWallet(_ kind: SlipKind) -> SlipKind {
        let channel = facts.channel?.value
        guard let channel, channel != .card, channel != .cash else { return kind }
        return switch kind {
        case .sale: .walletSale
        case .void: .walletVoid
        case .refund: .walletRefund
        default: kind
        }
    }
}
