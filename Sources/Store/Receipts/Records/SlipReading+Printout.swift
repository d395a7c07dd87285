// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import ESCPOS
internal import Receipts
public import Tender

extension SlipReading {
    /// Most text of one slip that is kept; what a slip has beyond is in its bytes.
    private static let textLimit = 512 << 10

    /// Reads a captured stream.
    ///
    /// - Parameter store: of the printer, where it is known.
    public init(_ bytes: [UInt8], profile: Profile, store: StoreID?) {
        let printout = Printout.read(bytes, profile: profile.recognising(bytes[...]))
        let slip = SlipFacts.read(lines: printout.lines)
        self.init(
            text: Self.text(of: printout), encoding: printout.encoding.encoding.name,
            confidence: printout.encoding.confidence,
            isCutShort: printout.facts.truncated != nil, facts: Facts(slip: slip, store: store),
            factsConfidence: slip.joiningConfidence, amount: slip.listedAmount, time: slip.listedTime)
    }

    /// Reads the text of a slip whose facts are known from elsewhere.
    init(_ bytes: [UInt8], knowing facts: Facts) {
        let printout = Printout.read(bytes, profile: .standard)
        self.init(
            text: Self.text(of: printout), encoding: printout.encoding.encoding.name,
            confidence: printout.encoding.confidence, isCutShort: printout.facts.truncated != nil,
            facts: facts.identity, factsConfidence: 100, amount: facts.amount, time: facts.occurredAt)
    }

    /// The text of a slip that was set here and need not be read back out of its bytes.
    init(_ lines: [SlipLine], knowing facts: Facts) {
        var text = ""
        for line in lines {
            guard case .text(let words) = line.content else { continue }
            text += words + "\n"
        }
        self.init(
            text: text, encoding: PrintEncoding.gbk.name, confidence: 100, isCutShort: false, facts: facts.identity,
            factsConfidence: 100, amount: facts.amount, time: facts.occurredAt)
    }

    private static func text(of printout: Printout) -> String {
        var text = ""
        for line in printout.lines {
            guard text.utf8.count + line.utf8.count < textLimit else { break }
            text += line + "\n"
        }
        return text
    }
}
