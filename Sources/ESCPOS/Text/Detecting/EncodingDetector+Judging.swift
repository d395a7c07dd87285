// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension EncodingDetector {
    /// The cheapest candidate and how far the next different reading is from it.
    func judge(_ segments: [TextSegment], _ candidates: [Candidate], _ plan: ReadingPlan) -> EncodingVerdict {
        var priced = candidates.filter { $0.isByPage || $0.encoding.isAvailable }
        for index in priced.indices { priced[index].cost += cost(segments, priced[index], plan) }
        priced.sort { $0.cost < $1.cost }
        guard let best = priced.first else {
            return EncodingVerdict(encoding: .gbk, confidence: 0, origin: .assumed)
        }
        let reading = read(segments, best, plan)
        let next = priced.dropFirst().first {
            $0.cost - best.cost > 400 || read(segments, $0, plan).text != reading.text
        }
        let margin = next.map { $0.cost - best.cost } ?? 400
        let confidence = min(Self.confidence(margin: margin), ceiling(reading, best, segments))
        return EncodingVerdict(
            encoding: label(best, reading), confidence: confidence, origin: origin(best, segments),
            runnerUp: margin < 200 ? next?.encoding : nil)
    }

    private func origin(_ best: Candidate, _ segments: [TextSegment]) -> EncodingVerdict.Origin {
        guard best.isByPage else { return .detected }
        return segments.allSatisfy { $0.mode.page != nil } ? .commanded : .assumed
    }

    private func label(_ best: Candidate, _ reading: Reading) -> PrintEncoding {
        best.encoding == .gb18030 && !reading.hasFourBytes ? .gbk : best.encoding
    }

    /// Tenths of a bit to percent: 10 bits are a thousand to one, but the prices are rough, so each step is paid twice.
    static func confidence(margin: Int) -> Int {
        switch margin {
        case 300...: 99
        case 200..<300: 92 + (margin - 200) / 15
        case 120..<200: 80 + (margin - 120) * 12 / 80
        case 60..<120: 60 + (margin - 60) / 3
        default: 30 + max(margin, 0) / 2
        }
    }

    struct Reading {
        var text = ""
        var wide = 0
        var wideCost = 0
        var unreadable = 0
        var hasFourBytes = false
    }

    /// What a reading can be trusted at most, however bad the others are.
    private func ceiling(_ reading: Reading, _ best: Candidate, _ segments: [TextSegment]) -> Int {
        if reading.unreadable > 0 { return reading.unreadable * 50 > reading.wide + reading.unreadable ? 40 : 70 }
        if case .page = best.encoding {
            let isCommanded = segments.allSatisfy { $0.mode.page != nil }
            // The printer's default page is a setting that no stream shows.
            return isCommanded ? 100 : best.isByPage ? 75 : 70
        }
        // A word or two can be words of several languages.
        guard reading.wide >= 4 else { return 79 }
        let average = reading.wideCost / reading.wide
        return average > 160 ? 50 : average > 145 ? 75 : 99
    }

    private func cost(_ segments: [TextSegment], _ candidate: Candidate, _ plan: ReadingPlan) -> Int {
        var (cost, seen) = (0, 0)
        for segment in segments where seen < Self.sample {
            seen += segment.bytes.count
            if case .page(let page) = encoding(segment, candidate, plan) {
                cost += PageCost.of(segment.bytes, page)
            } else {
                walk(segment, encoding(segment, candidate, plan)) { character, code, encoding in
                    cost += CharacterCost.of(character, code: code, in: encoding)
                }
            }
        }
        return cost
    }

    private func encoding(_ segment: TextSegment, _ candidate: Candidate, _ plan: ReadingPlan) -> PrintEncoding {
        guard candidate.isByPage else { return candidate.encoding }
        var open = plan
        open.undeclared = nil
        return open.encoding(for: segment.mode)
    }

    private func read(_ segments: [TextSegment], _ candidate: Candidate, _ plan: ReadingPlan) -> Reading {
        var reading = Reading()
        var seen = 0
        for segment in segments where seen < Self.sample {
            seen += segment.bytes.count
            walk(segment, encoding(segment, candidate, plan)) { character, code, encoding in
                reading.text.unicodeScalars.append(character.scalar ?? "\u{FFFD}")
                if character.scalar == nil { reading.unreadable += 1 }
                if character.length == 4, encoding == .gb18030 { reading.hasFourBytes = true }
                guard character.length > 1, character.scalar != nil else { return }
                reading.wide += 1
                reading.wideCost += CharacterCost.of(character, code: code, in: encoding)
            }
        }
        return reading
    }

    private func walk(
        _ segment: TextSegment, _ encoding: PrintEncoding,
        _ body: (PrintedCharacter, ArraySlice<UInt8>, PrintEncoding) -> Void
    ) {
        var rest = segment.bytes
        while let character = encoding.first(of: rest) {
            body(character, rest.prefix(character.length), encoding)
            rest = rest.dropFirst(character.length)
        }
    }
}
