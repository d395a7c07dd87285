// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What barcode and symbol commands have set, and the data they hold until told to print.
struct SymbolSettings {
    var barHeight = 162
    var barModule = 3
    var textPosition = Symbol.TextPosition.none
    var textFont = TextStyle.Font.a
    /// By cn − 30h: PDF417, QR, MaxiCode, DataBar, composite, Aztec, DataMatrix.
    var drafts: [Symbol] = [
        Symbol(kind: .pdf417, data: [], module: 3, barHeight: 3), Symbol(kind: .qr, data: [], module: 3),
        Symbol(kind: .maxiCode, data: [], module: 1), Symbol(kind: .dataBarStacked, data: [], module: 2),
        Symbol(kind: .composite, data: [], module: 2), Symbol(kind: .aztec, data: [], module: 3),
        Symbol(kind: .dataMatrix, data: [], module: 3),
    ]

    static let linear: [Symbol.Kind] = [
        .upcA, .upcE, .ean13, .ean8, .code39, .itf, .codabar, .code93, .code128, .gs1128, .dataBarOmnidirectional,
        .dataBarTruncated, .dataBarLimited, .dataBarExpanded, .code128,
    ]
}

extension Press {
    /// - Returns: whether the command is about barcodes or symbols.
    mutating func followSymbol(_ meaning: Meaning, _ code: ArraySlice<UInt8>) -> Bool {
        let n = code.last ?? 0
        switch meaning {
        case .barcodeHeight: symbols.barHeight = max(Int(n), 1)
        case .barcodeWidth: if (1...8).contains(n) { symbols.barModule = Int(n) }
        case .barcodeTextPosition: symbols.textPosition = .init(rawValue: n & 3) ?? .none
        case .barcodeTextFont: symbols.textFont = n & 1 == 1 ? .b : .a
        case .barcode: barcode(code)
        case .symbol where code.starts(with: [0x1B, 0x5A]): chineseQR(code)
        case .symbol: symbol(code)
        case .starQR: starQR(code)
        case .starPDF417: starPDF417(code)
        case .starBarcode: starBarcode(code)
        default: return false
        }
        return true
    }

    /// `GS k m d… 00` for m = 0…6, `GS k m n d…` for m = 65…79.
    private mutating func barcode(_ code: ArraySlice<UInt8>) {
        guard let m = code.dropFirst(2).first else { return }
        let isCounted = m >= 65
        let number = Int(isCounted ? m - 65 : m)
        guard SymbolSettings.linear.indices.contains(number) else {
            facts.leftOut += 1
            return
        }
        let data = isCounted ? Array(code.dropFirst(4)) : Array(code.dropFirst(3).dropLast())
        var symbol = Symbol(
            kind: SymbolSettings.linear[number], data: data, module: symbols.barModule, barHeight: symbols.barHeight)
        symbol.textPosition = symbols.textPosition
        symbol.textFont = symbols.textFont
        lay(symbol)
    }

    /// `GS ( k pL pH cn fn …`.
    private mutating func symbol(_ code: ArraySlice<UInt8>) {
        let body = Array(code.dropFirst(5))
        guard body.count >= 2, (0x30...0x36).contains(body[0]) else { return }
        let index = Int(body[0] - 0x30)
        let first = body.count > 2 ? Int(body[2]) : 0
        switch body[1] {
        case 80: symbols.drafts[index].data = Array(body.dropFirst(3))
        case 81: if !symbols.drafts[index].data.isEmpty { lay(symbols.drafts[index]) }
        default: set(&symbols.drafts[index], body[1], first, Array(body.dropFirst(2)))
        }
    }

    private func set(_ symbol: inout Symbol, _ function: UInt8, _ n: Int, _ parameters: [UInt8]) {
        switch (symbol.kind, function) {
        case (.qr, 65), (.microQR, 65):
            symbol.kind = n == 51 ? .microQR : .qr
            symbol.variant = n == 49 ? 1 : 2
        case (.pdf417, 65): symbol.columns = n
        case (.pdf417, 66): symbol.rows = n
        case (.pdf417, 68): symbol.barHeight = max(n, 1)
        case (.pdf417, 69): symbol.errorCorrection = parameters.first == 48 ? Int(parameters.last ?? 48) - 48 : nil
        case (.maxiCode, 65): symbol.variant = n >= 48 ? n - 48 : n
        case (.aztec, 66):
            symbol.variant = n & 1
            symbol.rows = parameters.count > 1 ? Int(parameters[1]) : 0
        case (.dataMatrix, 66):
            symbol.rows = parameters.count > 1 ? Int(parameters[1]) : 0
            symbol.columns = parameters.count > 2 ? Int(parameters[2]) : 0
        case (_, 67): symbol.module = min(max(n, 1), 16)
        case (_, 69): symbol.errorCorrection = symbol.kind == .aztec ? n : max(n - 48, 0)
        default: break
        }
    }

    /// `ESC Z m n k dL dH d…` of the Chinese market: version, error correction, module.
    private mutating func chineseQR(_ code: ArraySlice<UInt8>) {
        let head = Array(code.prefix(7))
        guard head.count == 7 else { return }
        var symbol = Symbol(kind: .qr, data: Array(code.dropFirst(7)), module: min(max(Int(head[4]), 1), 16))
        symbol.errorCorrection = [0x4C: 0, 0x4D: 1, 0x51: 2, 0x48: 3][head[3]] ?? min(Int(head[3]), 3)
        lay(symbol)
    }

    /// `ESC GS y S 0|1|2 n` settings, `ESC GS y D 1 m nL nH d…` data, `ESC GS y P` prints.
    private mutating func starQR(_ code: ArraySlice<UInt8>) {
        let body = Array(code.dropFirst(3))
        switch body.first {
        case 0x53 where body.count > 2:
            if body[1] == 0x31 { symbols.drafts[1].errorCorrection = Int(body[2] & 3) }
            if body[1] == 0x32 { symbols.drafts[1].module = min(max(Int(body[2]), 1), 16) }
        case 0x44 where body.count > 5 && body[1] == 0x31: symbols.drafts[1].data = Array(body.dropFirst(5))
        case 0x50: if !symbols.drafts[1].data.isEmpty { lay(symbols.drafts[1]) }
        default: break
        }
    }

    mutating func lay(_ symbol: Symbol) {
        let size = symbol.size
        standAlone(size.width, size.height, .symbol(symbol))
    }
}
