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
        var text = ""
        for line in printout.lines {
            guard text.utf8.count + line.utf8.count < Self.textLimit else { break }
            text += line + "\n"
        }
        self.init(
            text: text, encoding: printout.encoding.encoding.name, confidence: printout.encoding.confidence,
            isCutShort: printout.facts.truncated != nil, facts: Facts(slip: slip, store: store),
            factsConfidence: slip.joiningConfidence, amount: slip.listedAmount, time: slip.listedTime)
    }
}
