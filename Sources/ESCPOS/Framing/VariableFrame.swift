// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The shapes whose end is found on the way.
extension Frame {
    /// The most characters of a barcode that is ended by NUL.
    private static let longestBarcode = 255
    /// The most tab stops.
    private static let mostTabs = 32
    /// The most digits of one number of `GS C ;`.
    private static let mostDigits = 5
    /// What `FS q` may claim for one image, in bytes across and down.
    private static let widestImage = 1023
    private static let highestImage = 576

    /// m 0…8: characters to NUL, and a control cancels it, as no code contains one; m 41h…5Ah: counted.
    mutating func barcode(_ field: UInt64) -> Step {
        if stage == 0 { return .read(1) }
        if stage == 1 {
            if field <= 8 { return .read(1) }
            // A counted code goes on at stage 1000, out of the way of the counted characters.
            guard (0x41...0x5A).contains(field) else { return .reject }
            stage = 1000
            return .read(1)
        }
        if stage > 1000 { return stage == 1001 ? .skip(Int(field)) : .end }
        if field == 0 { return .end }
        return field < 0x20 || field >= 0x80 || stage > Self.longestBarcode + 1 ? .endBefore(1) : .read(1)
    }

    /// Ends with NUL, or before a column that is not further right, or before a 33rd that is no NUL.
    mutating func tabs(_ field: UInt64) -> Step {
        if stage == 0 { return .read(1) }
        if field == 0 { return .end }
        if Int(field) <= left || stage > Self.mostTabs { return .endBefore(1) }
        left = Int(field)
        return .read(1)
    }

    /// `y c1 c2`, then x and x·y bytes for each character from c1 to c2.
    mutating func characters(_ field: UInt64) -> Step {
        if stage == 0 { return .read(3) }
        if stage == 1 {
            height = Int(byte(field, 0))
            left = Int(byte(field, 2)) - Int(byte(field, 1)) + 1
            return left > 0 ? .read(1) : .end
        }
        if stage % 2 == 0 { return .skip(Int(byte(field, 0)) * height) }
        left -= 1
        return left > 0 ? .read(1) : .end
    }

    /// `n`, then `xL xH yL yH` and x·y·8 bytes for each image; a size no printer has ends it before that image.
    mutating func images(_ field: UInt64) -> Step {
        if stage == 0 { return .read(1) }
        if stage == 1 {
            left = Int(field)
            return left > 0 ? .read(4) : .end
        }
        if stage % 2 == 0 {
            let (width, height) = (word(field, 0), word(field, 2))
            guard width <= Self.widestImage, height <= Self.highestImage else { return .endBefore(4) }
            return .skip(width * height * 8)
        }
        left -= 1
        return left > 0 ? .read(4) : .end
    }

    /// Five numbers, each ended by a semicolon; anything else ends the command before it.
    mutating func counter(_ field: UInt64) -> Step {
        if stage == 0 { return .read(1) }
        if field == 0x3B {
            left += 1
            height = 0
            return left == 5 ? .end : .read(1)
        }
        height += 1
        return (0x30...0x39).contains(field) && height <= Self.mostDigits ? .read(1) : .endBefore(1)
    }

    /// `m fn a kc1 kc2 b c`, then `B M` and the size of the file, low byte first.
    mutating func bitmapFile(_ field: UInt64) -> Step {
        switch stage {
        case 0: return .read(7)
        case 1:
            let isDefinition = byte(field, 0) == 0x30 && (byte(field, 1) == 0x43 || byte(field, 1) == 0x53)
            return isDefinition ? .read(6) : .reject
        case 2:
            let size = Int(field >> 16)
            return field & 0xFFFF == 0x4D42 && size >= 6 ? .skip(size - 6) : .reject
        default: return .end
        }
    }

    mutating func until(_ field: UInt64, last: UInt8, skipped: Int) -> Step {
        if stage == 0 { return .skip(skipped) }
        if stage > 1, field == UInt64(last) { return .end }
        return stage > Self.longestBarcode + 1 ? .end : .read(1)
    }

    mutating func star(_ field: UInt64) -> Step {
        switch (shape, stage) {
        case (.starRaster, 0): return .read(6)
        case (.starRaster, 1): return .skip(word(field, 1) * word(field, 3) * Int(byte(field, 5)))
        case (.starPageLength, 0): return .read(1)
        case (.starPageLength, 1): return field == 0 ? .skip(1) : .end
        case (.starCharacter, 0): return .read(3)
        case (.starCharacter, 1): return byte(field, 1) & 0x0F == 1 ? .skip(48) : .end
        case (.starSetting, 0): return .read(1)
        case (.starSetting, 1): return byte(field, 0).isPlainLetter ? .skip(1) : .reject
        case (.starBlocks, 0): return .read(2)
        case (.starBlocks, 1):
            left = Int(byte(field, 1))
            return left > 0 ? .read(3) : .end
        case (.starBlocks, _):
            if stage % 2 == 0 { return .skip(word(field, 1)) }
            left -= 1
            return left > 0 ? .read(3) : .end
        default: return .end
        }
    }
}
