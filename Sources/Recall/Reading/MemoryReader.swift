// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

extension MemoryQuery {
    /// Reads what a person typed or pasted.
    ///
    /// - Parameters:
    ///   - text: at most `longestText` characters are read.
    ///   - now: what the clock of the store shows; relative days and times count from it.
    public static func read(_ text: String, now: CivilTime, context: RecallContext = RecallContext()) -> MemoryQuery {
        var reader = MemoryReader(Scan(text), now: now, context: context)
        return reader.readAll()
    }
}

/// Walks through the text once; at each place the most telling reading wins.
struct MemoryReader {
    let scan: Scan
    let now: CivilTime
    let context: RecallContext
    let isMessage: Bool
    private let names: NameReader
    private let labels: LabelReader
    private let days: DayReader
    private let moments: MomentReader
    private let money: MoneyReader
    private let bare: BareReader
    private let message: MessageReader
    private var chips: [Chip] = []

    init(_ scan: Scan, now: CivilTime, context: RecallContext) {
        self.scan = scan
        self.now = now
        self.context = context
        isMessage = MessageReader.isMessage(scan)
        names = NameReader(context)
        labels = LabelReader(scan: scan)
        days = DayReader(scan: scan, today: now.date)
        moments = MomentReader(scan: scan, now: now)
        money = MoneyReader(scan: scan, currency: context.currency)
        bare = BareReader(
            scan: scan, currency: context.currency, terminals: Set(context.terminals.map(\.text)), today: now.date)
        message = MessageReader(scan: scan, money: money)
    }

    mutating func readAll() -> MemoryQuery {
        var at = 0
        while at < scan.count {
            if scan.isBlank(at) {
                at += 1
            } else if let chip = chip(at: at) {
                append(chip)
                at = max(at + 1, chip.range.upperBound)
            } else if let end = Lexicon.noiseEnd(in: scan, at: at) {
                at = max(at + 1, end)
            } else {
                at = unknown(at: at)
            }
        }
        if isMessage { chips = keepingMessageFacts(chips) }
        settleFourDigits()
        settleRoughHour()
        return MemoryQuery(text: scan.text, chips: chips, isMessage: isMessage, now: now, context: context)
    }

    private mutating func append(_ chip: Chip) {
        if case .word(let word) = chip.meaning {
            if isMessage { return }
            // Neighbouring unknown characters are one unknown word.
            if let last = chips.last, case .word(let before) = last.meaning,
                last.range.upperBound == chip.range.lowerBound
            {
                chips[chips.count - 1] = Chip(
                    range: last.range.lowerBound..<chip.range.upperBound, meaning: .word(before + word))
                return
            }
        }
        chips.append(chip)
    }

    // MARK: One place

    private func chip(at position: Int) -> Chip? {
        if let found = message.otherSum(at: position, isMessage: isMessage) {
            return Chip(range: position..<found.end, meaning: found.meaning)
        }
        // `退款58.00元`: the kind is a fact too, and the sum behind it is found by its unit.
        if isMessage, let found = Lexicon.entry(in: scan, at: position), found.meaning.kind == "type" {
            return one(found.meaning, position, found.end)
        }
        if isMessage, let found = message.amount(at: position) {
            return Chip(range: found.labelEnd..<found.end, meaning: .money(found.range))
        }
        if let found = labels.read(at: position) {
            let others = LabelReader.alternatives(to: found.meaning)
            return Chip(range: position..<found.end, meaning: found.meaning, alternatives: others)
        }
        if let found = names.read(scan, at: position) { return one(found.meaning, position, found.end) }
        if let chip = time(at: position) { return chip }
        if isMessage, let found = message.merchant(at: position) { return one(found.meaning, position, found.end) }
        if let found = money.read(at: position) { return one(.money(found.range), position, found.end) }
        if let found = Lexicon.entry(in: scan, at: position) { return word(found, position) }
        if let found = bare.read(at: position), let first = found.meanings.first {
            return Chip(range: position..<found.end, meaning: first, alternatives: Array(found.meanings.dropFirst()))
        }
        return nil
    }

    private func one(_ meaning: Meaning, _ start: Int, _ end: Int) -> Chip {
        Chip(range: start..<end, meaning: meaning)
    }

    private func word(_ found: (meaning: Meaning, end: Int), _ position: Int) -> Chip? {
        // A bank's message talks of failure and refunds in general terms; only kinds and names are facts there.
        if isMessage, case .trouble = found.meaning { return one(.word(""), position, found.end) }
        return one(found.meaning, position, found.end)
    }

    private static let rough: [Phrase] = [
        "大约", "大概", "约", "差不多", "about", "around", "approx.", "approx", "approximately", "roughly", "circa", "~",
        "at about",
        "at around",
    ]

    private func time(at position: Int) -> Chip? {
        if let found = moments.read(at: position) { return one(.moment(found.window), position, found.end) }
        if let found = days.read(at: position) {
            var meanings = found.days.map { Meaning.day($0) }
            // `11-20` may also be an amount between eleven and twenty.
            if let range = money.read(at: position), range.end == found.end { meanings.append(.money(range.range)) }
            guard let first = meanings.first else { return nil }
            // The T of an ISO time belongs to neither side.
            let end = scan[found.end] == 116 && scan.isDigit(found.end + 1) ? found.end + 1 : found.end
            return Chip(range: position..<end, meaning: first, alternatives: Array(meanings.dropFirst()))
        }
        let roughEnd = scan.end(ofAny: Self.rough, at: position)
        let start = scan.skippingBlanks(roughEnd ?? position)
        if roughEnd != nil, let found = moments.read(at: start) {
            return one(.moment(found.window), position, found.end)
        }
        let clock = ClockReader(scan: scan, isRough: roughEnd != nil, isMessage: isMessage)
        guard let found = clock.read(at: start) ?? stretch(clock, at: start), let first = found.spans.first else {
            return nil
        }
        return Chip(
            range: position..<found.end, meaning: .clock(first),
            alternatives: found.spans.dropFirst().map { .clock($0) })
    }

    /// `3-4点`, `between 3 and 4pm`: the first hour borrows what the second says.
    private func stretch(_ clock: ClockReader, at position: Int) -> ClockReader.Found? {
        let start = scan.end(ofAny: ["between", "from", "下午", "晚上", "上午"], at: position) ?? position
        guard let number = scan.number(at: scan.skippingBlanks(start)), number.value <= 24 else { return nil }
        let gap = scan.skippingBlanks(number.end)
        guard let after = scan.end(ofAny: ["-", "~", "到", "至", "to", "and"], at: gap) else { return nil }
        guard let found = clock.read(at: scan.skippingBlanks(after)) else { return nil }
        let spans = found.spans.compactMap { span -> ClockSpan? in
            guard let said = span.said else { return nil }
            let half = said >= 43_200 && number.value < 12 ? 43_200 : 0
            let from = number.value * 3_600 + half
            return from < said ? ClockSpan(from: from - 300, to: said + 300) : nil
        }
        return spans.isEmpty ? nil : (spans, found.end)
    }

    private mutating func unknown(at position: Int) -> Int {
        var end = position
        if scan.isLetter(position) || scan.isDigit(position) {
            while scan.isLetter(end) || scan.isDigit(end) || scan[end] == 95 { end += 1 }
        } else if isHan(position) {
            end = position + 1
        } else {
            return position + 1
        }
        append(Chip(range: position..<end, meaning: .word(scan.substring(position..<end))))
        return end
    }

    private func isHan(_ position: Int) -> Bool { scan[position] >= 0x3400 }

    // MARK: Afterwards

    /// In a message the sum behind the verb is the amount; other sums, stray numbers and words are not facts.
    private func keepingMessageFacts(_ chips: [Chip]) -> [Chip] {
        let sums = chips.filter { $0.kind == "money" }
        let labelled = sums.first { chip in
            (0...12).contains { back in
                message.amount(at: chip.range.lowerBound - back).map { $0.labelEnd == chip.range.lowerBound } ?? false
            }
        }
        let marked = sums.first { money.figure(at: $0.range.lowerBound)?.isMarked ?? false }
        let amount = labelled ?? marked ?? sums.first
        var seen = Set<Meaning>()
        return chips.filter { chip in
            switch chip.meaning {
            case .money: return chip == amount
            case .word, .phone: return false
            case .key where !chip.alternatives.isEmpty:
                return chip.range.count >= 10 && seen.insert(chip.meaning).inserted
            case .channel, .card, .merchantName: return seen.insert(chip.meaning).inserted
            default: return true
            }
        }
    }

    /// `58 yesterday around 3`: beside an amount, a rough small number without a unit is an hour.
    private mutating func settleRoughHour() {
        guard !isMessage, !chips.contains(where: { if case .clock = $0.meaning { true } else { false } }) else {
            return
        }
        let sums = chips.indices.filter { chips[$0].kind == "money" }
        guard sums.count > 1, let index = sums.last(where: { roughHour(of: chips[$0]) != nil }) else { return }
        let chip = chips[index]
        guard let hour = roughHour(of: chip) else { return }
        let halves = (hour < 7 || hour == 12 ? [hour % 12 + 12, hour] : [hour, hour + 12]).map { hour in
            Meaning.clock(ClockSpan(from: hour * 3_600 - 5_400, to: hour * 3_600 + 5_400, said: hour * 3_600))
        }
        chips[index] = Chip(range: chip.range, meaning: halves[0], alternatives: [halves[1], chip.meaning])
    }

    private func roughHour(of chip: Chip) -> Int? {
        guard let start = scan.end(ofAny: Self.rough, at: chip.range.lowerBound) else { return nil }
        let at = scan.skippingBlanks(start)
        guard let end = scan.digitsEnd(at), end == chip.range.upperBound, let hour = scan.integer(at..<end) else {
            return nil
        }
        return (1...12).contains(hour) ? hour : nil
    }

    /// Four bare digits are a card's end, unless a card was already named; then they are an amount.
    private mutating func settleFourDigits() {
        let hasCard = chips.contains { $0.kind == "card" && $0.alternatives.isEmpty }
        let hasAmount = chips.contains { $0.kind == "money" }
        guard hasCard, !hasAmount else { return }
        for (index, chip) in chips.enumerated() {
            guard case .card = chip.meaning, let money = chip.alternatives.first, case .money = money else { continue }
            chips[index] = Chip(range: chip.range, meaning: money, alternatives: [chip.meaning])
        }
    }
}
