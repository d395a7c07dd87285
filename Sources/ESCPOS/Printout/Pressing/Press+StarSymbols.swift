// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Star's own commands for barcodes and symbols; the symbols are the same as everybody's.
extension Press {
    /// `ESC b n1 n2 n3 n4 d… RS`: kind, digits below, width of the bars, their height in dots; numbers also as digits.
    mutating func starBarcode(_ code: ArraySlice<UInt8>) {
        let head = code.dropFirst(2).prefix(4).map { (0x30...0x39).contains($0) ? Int($0 - 0x30) : Int($0) }
        let data = Array(code.dropFirst(6).dropLast())
        guard head.count == 4, Self.starLinear.indices.contains(head[0]), !data.isEmpty,
            let height = code.dropFirst(5).first
        else {
            facts.leftOut += 1
            return
        }
        let kind = Self.starLinear[head[0]]
        var symbol = Symbol(
            kind: kind, data: data, module: 2 + max(head[2] - 1, 0) % 3, barHeight: max(Int(height), 1))
        symbol.textPosition = head[1] == 2 || head[1] == 4 ? .below : .none
        lay(symbol)
    }

    private static let starLinear: [Symbol.Kind] = [
        .upcE, .upcA, .ean8, .ean13, .code39, .itf, .code128, .code93, .codabar,
    ]

    /// `ESC GS x S 0 n p1 p2` rows and columns, `S 1 n` correction, `S 2 n` module, `S 3 n` height of a row in modules,
    /// `D nL nH d…` data, `P` prints.
    mutating func starPDF417(_ code: ArraySlice<UInt8>) {
        let body = Array(code.dropFirst(3))
        switch (body.first, body.dropFirst().first) {
        case (0x53, 0x30) where body.count > 4:
            // Only with the first mode are the numbers rows and columns; with the other they are a ratio.
            let isCounted = body[2] & 1 == 1
            (symbols.drafts[0].rows, symbols.drafts[0].columns) = isCounted ? (Int(body[3]), Int(body[4])) : (0, 0)
        case (0x53, 0x31) where body.count > 2: symbols.drafts[0].errorCorrection = min(Int(body[2] & 0x0F), 8)
        case (0x53, 0x32) where body.count > 2: symbols.drafts[0].module = min(max(Int(body[2]), 1), 10)
        case (0x53, 0x33) where body.count > 2: symbols.drafts[0].barHeight = min(max(Int(body[2]), 1), 10)
        case (0x44, _) where body.count > 3: symbols.drafts[0].data = Array(body.dropFirst(3))
        case (0x50, _): if !symbols.drafts[0].data.isEmpty { lay(symbols.drafts[0]) }
        default: break
        }
    }
}
