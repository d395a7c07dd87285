// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds the encoding of a job whose stream does not name it.
///
/// Every candidate explains all the text of the job; each character has its price (`CharacterCost`, `PageCost`).
/// The cheapest explanation wins, and the gap to the cheapest one that reads *differently* is the confidence.
struct EncodingDetector {
    let segments: [TextSegment]
    let profile: Profile

    /// Bytes that are looked at; a longer job is judged by its beginning.
    static let sample = 1 << 18

    struct Candidate {
        let encoding: PrintEncoding
        /// By its own pages instead of one encoding.
        var isByPage = false
        var cost: Int
    }

    func plan() -> ReadingPlan {
        var plan = ReadingPlan()
        plan.numbers = profile.families.contains(.chinese) ? .clone : .vendor
        let high = segments.filter { !$0.isASCII || $0.mode.named == .jis && $0.mode.cjk == true }
        guard !high.isEmpty else { return plan }
        let declared = high.filter { $0.mode.cjk == true && $0.mode.named == nil }
        let open = high.filter { $0.mode.cjk == nil && $0.mode.named == nil }
        var verdicts: [(EncodingVerdict, Int)] = []
        if !declared.isEmpty {
            let found = judge(
                declared, Self.multiByte.map { Candidate(encoding: $0, cost: prior($0, declared: true)) }, plan)
            plan.declared = found.encoding
            verdicts.append((found, Self.size(declared)))
        }
        if !open.isEmpty {
            let found = judge(open, openCandidates(open, plan), plan)
            adopt(found, in: &plan, open)
            verdicts.append((found, Self.size(open)))
        }
        let rest = high.filter { $0.mode.named != nil || $0.mode.cjk == false }
        for (encoding, size, isWhole) in commanded(rest, plan) {
            let confidence = !isWhole ? 50 : encoding.isAvailable ? 100 : 0
            verdicts.append((EncodingVerdict(encoding: encoding, confidence: confidence, origin: .commanded), size))
        }
        plan.verdict = Self.summary(verdicts)
        return plan
    }

    private static let multiByte: [PrintEncoding] = [.gb18030, .big5, .shiftJIS, .eucKR, .utf8]

    /// The verdict of most of the text, with the confidence of the least sure part.
    private static func summary(_ verdicts: [(EncodingVerdict, Int)]) -> EncodingVerdict {
        guard let main = verdicts.max(by: { $0.1 < $1.1 })?.0 else { return .ascii }
        let confidence = verdicts.map(\.0.confidence).min() ?? 0
        return EncodingVerdict(
            encoding: main.encoding, confidence: confidence, origin: main.origin, runnerUp: main.runnerUp)
    }

    private static func size(_ segments: [TextSegment]) -> Int { segments.reduce(0) { $0 + $1.bytes.count } }

    private func prior(_ encoding: PrintEncoding, declared: Bool) -> Int {
        switch encoding {
        case .utf8: declared ? 30 : 0
        case .gb18030: profile.cjkByDefault ? -30 : 0
        default: 0
        }
    }

    private func openCandidates(_ open: [TextSegment], _ plan: ReadingPlan) -> [Candidate] {
        var candidates = Self.multiByte.map { Candidate(encoding: $0, cost: prior($0, declared: false)) }
        if plan.declared != nil {
            // A stream that switches CJK on somewhere means the other stretches to be something else.
            for index in candidates.indices { candidates[index].cost += 40 }
        }
        let numbers = Set(open.map(\.mode.page))
        let commanded = numbers.contains { $0 != nil && $0 != 0 } ? -200 : numbers == [nil] ? -20 : -60
        candidates.append(Candidate(encoding: plan.encoding(for: open[0].mode), isByPage: true, cost: commanded))
        if numbers == [nil] { candidates += Self.guesses.map { Candidate(encoding: .page($0), cost: 60) } }
        return candidates
    }

    /// Pages that shops set as their printer's default, so that no stream ever names them.
    private static let guesses: [CodePage] = [.windows1252, .cp858, .cp866, .windows1251, .cp852]

    private func adopt(_ found: EncodingVerdict, in plan: inout ReadingPlan, _ open: [TextSegment]) {
        switch found.encoding {
        case .page(let page) where open.allSatisfy { $0.mode.page == nil }: plan.page = page
        case .page, .ascii: break
        default: plan.undeclared = found.encoding
        }
    }

    private func commanded(_ rest: [TextSegment], _ plan: ReadingPlan) -> [(PrintEncoding, Int, Bool)] {
        var sizes: [PrintEncoding: (Int, Bool)] = [:]
        for segment in rest {
            let encoding = plan.encoding(for: segment.mode)
            let known = sizes[encoding] ?? (0, true)
            let isWhole = encoding.text(segment.bytes) != nil
            sizes[encoding] = (known.0 + segment.bytes.count, known.1 && isWhole)
        }
        return sizes.sorted { $0.key.name < $1.key.name }.map { ($0.key, $0.value.0, $0.value.1) }
    }
}
