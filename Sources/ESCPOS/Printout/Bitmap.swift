// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Dots of a picture: 1 is black.
///
///     row r:  │ MSB ─────── byte r·stride ─────── LSB │ …        stride = ⌈width / 8⌉
public struct Bitmap: Sendable, Hashable {
    public let width: Int
    public let height: Int
    /// Rows one after the other, each padded to whole bytes with white.
    public private(set) var bytes: [UInt8]

    public var stride: Int { (width + 7) / 8 }

    /// A white picture.
    public init(width: Int, height: Int) {
        self.width = max(width, 0)
        self.height = max(height, 0)
        bytes = [UInt8](repeating: 0, count: (self.width + 7) / 8 * self.height)
    }

    /// Whether a dot is black; false outside.
    public subscript(x: Int, y: Int) -> Bool {
        guard x >= 0, y >= 0, x < width, y < height else { return false }
        return bytes[y * stride + x >> 3] & (0x80 >> UInt8(x & 7)) != 0
    }

    /// Blackens a dot; outside nothing happens.
    public mutating func blacken(_ x: Int, _ y: Int) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        bytes[y * stride + x >> 3] |= 0x80 >> UInt8(x & 7)
    }

    /// Adds another picture's black dots with its top left corner at a place.
    public mutating func stamp(_ other: Bitmap, x: Int, y: Int) {
        for row in 0..<other.height where y + row >= 0 && y + row < height {
            for column in 0..<other.stride {
                var rest = other.bytes[row * other.stride + column]
                while rest != 0 {
                    let bit = rest.leadingZeroBitCount
                    blacken(x + column * 8 + bit, y + row)
                    rest &= ~(0x80 >> UInt8(bit))
                }
            }
        }
    }

    /// Every dot as a block of so many dots.
    public func scaled(_ across: Int, _ down: Int) -> Bitmap {
        guard across > 1 || down > 1 else { return self }
        var result = Bitmap(width: width * across, height: height * down)
        for y in 0..<height {
            for x in 0..<width where self[x, y] {
                for dy in 0..<down { for dx in 0..<across { result.blacken(x * across + dx, y * down + dy) } }
            }
        }
        return result
    }

    /// The left part.
    public func cropped(to limit: Int) -> Bitmap {
        guard limit < width else { return self }
        var result = Bitmap(width: max(limit, 0), height: height)
        for y in 0..<height { for x in 0..<result.width where self[x, y] { result.blacken(x, y) } }
        return result
    }

    /// Turned about its middle: 180 degrees.
    public func turned() -> Bitmap {
        var result = Bitmap(width: width, height: height)
        for y in 0..<height { for x in 0..<width where self[x, y] { result.blacken(width - 1 - x, height - 1 - y) } }
        return result
    }
}

extension Bitmap {
    /// Rows of bytes, left to right, as `GS v 0` and `GS ( L` send them; short data gives fewer rows.
    init(rows data: ArraySlice<UInt8>, stride: Int, width: Int, height: Int, limit: Int) {
        guard stride > 0 else {
            self.init(width: 0, height: 0)
            return
        }
        self.init(width: min(width, limit), height: min(height, (data.count + stride - 1) / stride))
        let mask: UInt8 = self.width % 8 == 0 ? 0xFF : ~(0xFF >> UInt8(self.width % 8))
        for row in 0..<self.height {
            let start = data.startIndex + row * stride
            for column in 0..<self.stride where start + column < data.endIndex {
                let byte = data[start + column]
                bytes[row * self.stride + column] = column == self.stride - 1 ? byte & mask : byte
            }
        }
    }

    /// Columns of bytes, top to bottom, as `ESC *`, `FS q` and `GS *` send them.
    init(columns data: ArraySlice<UInt8>, count: Int, bytesPerColumn: Int, limit: Int) {
        self.init(width: min(count, limit), height: bytesPerColumn * 8)
        for x in 0..<width {
            for part in 0..<bytesPerColumn {
                let place = data.startIndex + x * bytesPerColumn + part
                guard place < data.endIndex else { return }
                for bit in 0..<8 where data[place] & (0x80 >> UInt8(bit)) != 0 { blacken(x, part * 8 + bit) }
            }
        }
    }
}
