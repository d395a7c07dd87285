// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import ESCPOS

/// Parameters of a command in every length class, made from the manuals' layouts.
enum LengthClasses {
    static let sizes = [0, 1, 2, 57, 255, 256, 257, 4095, 65_535]

    static func parameters(_ shape: Shape) -> [[UInt8]] {
        short(shape) ?? counted(shape) ?? images(shape) ?? star(shape) ?? []
    }

    private static func low(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func join(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }

    private static func short(_ shape: Shape) -> [[UInt8]]? {
        switch shape {
        case .fixed(let count):
            let same = [UInt8(0), 0x41, 0xFF].map { [UInt8](repeating: $0, count: count) }
            return same + [hostile(count)]
        case .realTimeStatus: return [[1], [2], [3], [4], [7, 1], [7, 2], [8, 3], [18, 1], [18, 2]]
        case .realTimeRequest: return [[0], [1], [2]]
        case .realTimeAction:
            return [[1, 1, 8], [2, 1, 8], [3, 0, 0, 8, 1, 0], [7, 5], [8, 1, 3, 20, 1, 6, 2, 8]]
        case .cut:
            return [[0], [1], [0x30], [0x31]] + [0x41, 0x42, 0x61, 0x62, 0x67, 0x68].map { [UInt8($0), 0x41] }
        case .window: return [[1, 0], [2, 0x30], [1, 1, 1, 1, 20, 2], [4, 0x31, 1, 1, 20, 1]]
        case .tabs: return [0, 1, 2, 31, 32].map { count in join((0..<count).map { UInt8($0 * 7 + 1) }, [0]) }
        case .counter: return ["1;999;1;1;1;", ";;;;;", "65535;65535;255;255;65535;"].map { Array($0.utf8) }
        case .until(let last, let skipped):
            return [0, 1, 40].map { join(hostile(skipped), [UInt8](repeating: 0x41, count: $0), [last]) }
        case .starPageLength: return [[1], [0x41], [0, 0x41]]
        case .starSetting: return [[0x63, 0x41], [0x6D, 0]]
        default: return nil
        }
    }

    private static func counted(_ shape: Shape) -> [[UInt8]]? {
        switch shape {
        case .counted: return sizes.map { join(low($0, 2), hostile($0)) }
        case .lettered: return sizes.map { join([0x7D], low($0, 2), hostile($0)) }
        case .countedLong: return (sizes + [65_536, 300_000]).map { join(low($0, 4), hostile($0)) }
        case .memoryWrite: return sizes.map { join([0, 1, 2, 3, 4], low($0, 2), hostile($0)) }
        case .wordsAfter(let skipped, let width):
            return sizes.map { join(hostile(skipped), low($0, 2), hostile($0 * width)) }
        case .barcode:
            var all: [[UInt8]] = (0...8).map { join([UInt8($0)], Array("A1234B".utf8), [0]) }
            all += [[2, 0], join([4], [UInt8](repeating: 0x41, count: 255), [0])]
            for kind in UInt8(0x41)...0x4F {
                for count in [0, 1, 12, 255] { all.append(join([kind, UInt8(count)], hostile(count))) }
            }
            return all
        case .bitmapFile:
            return [66, 70, 255, 256, 65_536].flatMap { size in
                [UInt8(0x43), 0x53].map { kind in
                    join([0x30, kind, 0x30, 0x41, 0x42, 0x30, 0x31, 0x42, 0x4D], low(size, 4), hostile(size - 6))
                }
            }
        default: return nil
        }
    }

    private static func images(_ shape: Shape) -> [[UInt8]]? {
        switch shape {
        case .columns:
            return sizes.flatMap { size in
                [0, 1, 32, 33].map { mode in join([UInt8(mode)], low(size, 2), hostile(mode < 2 ? size : size * 3)) }
            }
        case .raster:
            let areas = [(0, 0), (1, 1), (72, 255), (255, 3), (256, 1), (1, 256), (72, 4607), (65_535, 1), (1, 65_535)]
            return areas.map { join([0], low($0.0, 2), low($0.1, 2), hostile($0.0 * $0.1)) }
        case .images:
            let sets = [
                (0, 0, 0), (1, 1, 1), (1, 72, 24), (3, 2, 5), (255, 1, 1), (1, 1023, 1), (1, 1, 288), (2, 0, 7),
            ]
            return sets.map { count, width, height in
                let image = join(low(width, 2), low(height, 2), hostile(width * height * 8))
                return join([UInt8(count)], (0..<count).flatMap { _ in image })
            }
        case .downloadedImage:
            return [(1, 1), (72, 3), (255, 1), (255, 255)].map {
                join([UInt8($0.0), UInt8($0.1)], hostile($0.0 * $0.1 * 8))
            }
        case .characters:
            let sets = [(1, 0, 1), (2, 8, 1), (3, 12, 3), (3, 12, 95), (0, 5, 2), (255, 255, 1)]
            return sets.map { height, width, count in
                let character = join([UInt8(width)], hostile(width * height))
                return join([UInt8(height), 0x20, UInt8(0x1F + count)], (0..<count).flatMap { _ in character })
            }
        case .wideCharacter: return [join([0x77, 0x21], hostile(72))]
        case .moduleImage:
            return [(0, 0), (1, 48), (255, 48)].map { join([UInt8($0.0), UInt8($0.1)], hostile($0.0 * $0.1)) }
        case .moduleRows: return [0, 1, 255, 256].map { join(low($0, 2), hostile($0 * 48)) }
        default: return nil
        }
    }

    private static func star(_ shape: Shape) -> [[UInt8]]? {
        switch shape {
        case .starBlocks: return [[0, 0], join([0, 2, 0, 2, 0], hostile(2), [1, 0, 1], hostile(256))]
        case .starRaster:
            return [(1, 1, 1), (72, 24, 1), (3, 256, 2), (0, 0, 1)].map {
                join([1], low($0.0, 2), low($0.1, 2), [UInt8($0.2)], hostile($0.0 * $0.1 * $0.2))
            }
        case .starCharacter:
            return [join([1, 1, 0x41], hostile(48)), [1, 0, 0x41], join([0x31, 0x31, 0x41], hostile(48))]
        default: return nil
        }
    }
}
