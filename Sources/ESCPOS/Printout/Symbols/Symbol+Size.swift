// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Symbol {
    /// Dots on paper, readable digits included, quiet zones not: the commands leave those to the layout.
    ///
    /// Exact for barcodes and QR; PDF417, Aztec, DataMatrix, MaxiCode and composites are what an ordinary encoder
    /// would choose, because the printer's own choice is not in the stream.
    public var size: (width: Int, height: Int) {
        if kind.isLinear {
            let lines = textPosition == .both ? 2 : textPosition == .none ? 0 : 1
            let width = stripes?.reduce(0, +) ?? (dataBarModules ?? max(data.count, 1) * 11) * module
            return (width, barHeight + lines * textFont.cell.height)
        }
        switch kind {
        case .qr, .microQR: return square(17 + 4 * qrVersion)
        case .aztec: return square(aztecSide)
        case .dataMatrix:
            if rows > 0, columns > 0 { return (columns * module, rows * module) }
            return square(rows > 0 ? rows : dataMatrixSide)
        case .maxiCode: return (225, 216)
        case .pdf417: return pdf417Size
        case .dataBarStacked where data.first == 72: return (50 * module, 13 * module)
        case .dataBarStacked where data.first == 73: return (50 * module, 69 * module)
        default: return (max(data.count, 14) * 8 * module, 40 * module)
        }
    }

    /// Modules across of the DataBars that always have the same.
    private var dataBarModules: Int? {
        switch kind {
        case .dataBarOmnidirectional, .dataBarTruncated: 96
        case .dataBarLimited: 79
        // Two characters of the data and a finder to every 49 modules; as many as an ordinary encoder needs.
        case .dataBarExpanded: 4 + (data.count * 8 / 24 + 2) * 49
        default: nil
        }
    }

    private func square(_ side: Int) -> (width: Int, height: Int) { (side * module, side * module) }

    /// The smallest version (1…40) that holds the data in one mode.
    public var qrVersion: Int {
        let capacity = Self.qrCapacity[min(max(errorCorrection ?? 0, 0), 3)]
        for (index, bytes) in capacity.enumerated() where bits(version: index + 1) <= bytes * 8 { return index + 1 }
        return 40
    }

    private func bits(version: Int) -> Int {
        let band = version < 10 ? 0 : version < 27 ? 1 : 2
        if data.allSatisfy({ (0x30...0x39).contains($0) }) {
            return 4 + [10, 12, 14][band] + (data.count * 10 + 2) / 3
        }
        if data.allSatisfy(Self.alphanumeric.contains) {
            return 4 + [9, 11, 13][band] + data.count / 2 * 11 + data.count % 2 * 6
        }
        return 4 + [8, 16, 16][band] + data.count * 8
    }

    private static let alphanumeric = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    /// Data bytes of versions 1…40 at L, M, Q, H (ISO/IEC 18004, table 7).
    private static let qrCapacity: [[Int]] = [
        [
            19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795, 861, 932, 1006,
            1094, 1174, 1276, 1370, 1468, 1531, 1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434, 2566, 2702, 2812, 2956,
        ],
        [
            16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669, 714, 782,
            860,
            914, 1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334,
        ],
        [
            13, 22, 34, 48, 62, 76, 88, 110, 132, 154, 180, 206, 244, 261, 295, 325, 367, 397, 445, 485, 512, 568, 614,
            664, 718, 754, 808, 871, 911, 985, 1033, 1115, 1171, 1231, 1286, 1354, 1426, 1502, 1582, 1666,
        ],
        [
            9, 16, 26, 36, 46, 60, 66, 86, 100, 122, 140, 158, 180, 197, 223, 253, 283, 313, 341, 385, 406, 442, 464,
            514,
            538, 596, 628, 661, 701, 745, 793, 845, 901, 961, 986, 1054, 1096, 1142, 1222, 1276,
        ],
    ]

    private var aztecSide: Int {
        if rows > 0 { return variant == 1 ? 11 + 4 * min(rows, 4) : Self.aztecFullSide(layers: min(max(rows, 1), 32)) }
        let bits = data.count * 10 + 24
        for (side, room) in [(15, 102), (19, 240), (23, 408), (27, 608)] where bits <= room { return side }
        for layers in 4...32 where bits <= (112 + 16 * layers) * layers {
            return Self.aztecFullSide(layers: layers)
        }
        return 151
    }

    private static func aztecFullSide(layers: Int) -> Int {
        let base = 14 + 4 * layers
        return base + 1 + 2 * ((base / 2 - 1) / 15)
    }

    private var dataMatrixSide: Int {
        let sides = [
            (10, 3), (12, 5), (14, 8), (16, 12), (18, 18), (20, 22), (22, 30), (24, 36), (26, 44), (32, 62), (36, 86),
            (40, 114), (44, 144), (48, 174), (52, 204), (64, 280), (72, 368), (80, 456), (88, 576), (96, 696),
            (104, 816), (120, 1_050), (132, 1_304), (144, 1_558),
        ]
        return sides.first { $0.1 >= data.count + 1 }?.0 ?? 144
    }

    /// As commanded, or what the symbology's standard recommends for as much data: 0…8.
    public var pdf417Level: Int {
        min(max(errorCorrection ?? (data.count < 41 ? 2 : data.count < 161 ? 3 : 4), 0), 8)
    }

    private var pdf417Size: (width: Int, height: Int) {
        let words = 1 + (data.count * 5 + 5) / 6 + (2 << pdf417Level)
        var across = columns
        if across == 0 {
            across = 1
            while across < 30, across * across * 3 < words { across += 1 }
        }
        let down = max(3, rows, (words + across - 1) / across)
        return ((17 * across + 69) * module, min(down, 90) * module * barHeight)
    }
}
