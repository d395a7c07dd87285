// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Walks over the parameters of one command. It is told the bytes it asked to read and says what comes next, so it
/// never sees more than eight bytes at once and does not care how the stream was cut.
///
///     GS v 0 │ m xL xH yL yH │ d1 … dk │        .read(5) ─▶ .skip(x·y) ─▶ .end
struct Frame {
    enum Step {
        /// Give the next bytes, at most eight.
        case read(Int)
        /// Pass over so many bytes.
        case skip(Int)
        case end
        /// The command ended before the last so many bytes, which were just read.
        case endBefore(Int)
        /// This is not the command it looked like.
        case reject
    }

    let shape: Shape
    /// Bytes of one CJK character of the font in force.
    let wideCharacterBytes: Int
    /// How far the walk is, and what it has to remember; what they hold depends on the shape.
    var stage = 0
    var left = 0
    var height = 0
    /// Bytes of the last `.read`.
    var lastRead = 0

    init(_ shape: Shape, wideCharacterBytes: Int = 72) {
        self.shape = shape
        self.wideCharacterBytes = wideCharacterBytes
    }

    /// - Parameter field: the bytes read for the last `.read`, the first one lowest; 0 at first and after `.skip`.
    mutating func next(_ field: UInt64) -> Step {
        defer { stage += 1 }
        switch shape {
        case .fixed(let count): return stage == 0 ? .skip(count) : .end
        case .counted: return counted(field, skipped: 0, width: 1)
        case .wordsAfter(let skipped, let width): return counted(field, skipped: skipped, width: width)
        case .countedLong: return stage == 0 ? .read(4) : stage == 1 ? .skip(Int(field)) : .end
        case .lettered: return lettered(field)
        case .realTimeStatus, .realTimeRequest, .realTimeAction: return realTime(field)
        case .columns: return columns(field)
        case .raster: return raster(field)
        case .cut: return cut(field)
        case .barcode: return barcode(field)
        case .tabs: return tabs(field)
        case .characters: return characters(field)
        case .images: return images(field)
        case .counter: return counter(field)
        case .bitmapFile: return bitmapFile(field)
        case .wideCharacter: return stage == 0 ? .skip(2 + wideCharacterBytes) : .end
        case .memoryWrite: return counted(field, skipped: 5, width: 1)
        case .downloadedImage: return stage == 0 ? .read(2) : stage == 1 ? .skip(area(field) * 8) : .end
        case .moduleImage: return stage == 0 ? .read(2) : stage == 1 ? .skip(area(field)) : .end
        case .moduleRows: return counted(field, skipped: 0, width: 48)
        case .window: return window(field)
        case .until(let last, let skipped): return until(field, last: last, skipped: skipped)
        case .starBlocks, .starRaster, .starPageLength, .starCharacter, .starSetting: return star(field)
        }
    }

    /// The product of the two low bytes.
    private func area(_ field: UInt64) -> Int { Int(field & 0xFF) * Int(field >> 8 & 0xFF) }

    /// One byte of a field.
    func byte(_ field: UInt64, _ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: field >> UInt64(index * 8)) }

    /// Two bytes of a field, the first one lowest.
    func word(_ field: UInt64, _ index: Int) -> Int { Int(field >> UInt64(index * 8) & 0xFFFF) }

    private func counted(_ field: UInt64, skipped: Int, width: Int) -> Step {
        switch stage {
        case 0: .read(skipped + 2)
        case 1: .skip(word(field, skipped) * width)
        default: .end
        }
    }

    private func lettered(_ field: UInt64) -> Step {
        switch stage {
        case 0: .read(1)
        case 1: byte(field, 0).isPlainLetter ? .read(2) : .reject
        case 2: .skip(word(field, 0))
        default: .end
        }
    }

    private func realTime(_ field: UInt64) -> Step {
        if stage == 0 { return .read(1) }
        if stage > 1 { return .end }
        switch (shape, field) {
        case (.realTimeStatus, 1...6): return .end
        case (.realTimeStatus, 0), (.realTimeStatus, 7), (.realTimeStatus, 8), (.realTimeStatus, 18): return .skip(1)
        case (.realTimeRequest, 0..<0x20): return .end
        case (.realTimeAction, 1), (.realTimeAction, 2): return .skip(2)
        case (.realTimeAction, 3): return .skip(5)
        case (.realTimeAction, 7): return .skip(1)
        case (.realTimeAction, 8): return .skip(7)
        default: return .reject
        }
    }

    private func columns(_ field: UInt64) -> Step {
        switch stage {
        case 0: .read(3)
        case 1:
            switch byte(field, 0) {
            case 0, 1: .skip(word(field, 1))
            case 32, 33: .skip(word(field, 1) * 3)
            default: .reject
            }
        default: .end
        }
    }

    private func raster(_ field: UInt64) -> Step {
        switch stage {
        case 0: .read(5)
        case 1: .skip(word(field, 1) * word(field, 3))
        default: .end
        }
    }

    private func cut(_ field: UInt64) -> Step {
        switch (stage, field) {
        case (0, _): .read(1)
        case (1, 0), (1, 1), (1, 0x30), (1, 0x31): .end
        case (1, 0x41), (1, 0x42), (1, 0x61), (1, 0x62), (1, 0x67), (1, 0x68): .skip(1)
        case (1, _): .reject
        default: .end
        }
    }

    private func window(_ field: UInt64) -> Step {
        switch stage {
        case 0: .read(2)
        case 1: byte(field, 1) & 0x0F == 1 ? .skip(4) : .end
        default: .end
        }
    }
}

extension UInt8 {
    /// Whether it may name a command: printable and not a part of a wide character.
    var isPlainLetter: Bool { self >= 0x20 && self < 0x7F }
}
