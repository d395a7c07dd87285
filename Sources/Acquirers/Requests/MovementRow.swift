// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts

/// How one kind of movement is written: the wire matrix of payments reference §1.1, a row each.
struct MovementRow: Sendable, Hashable {
    /// What a request names of the transaction that it goes back to.
    struct Naming: OptionSet, Sendable, Hashable {
        let rawValue: UInt8

        /// Field 37.
        static let reference = Naming(rawValue: 1)
        /// Field 38.
        static let authorisation = Naming(rawValue: 2)
        /// Field 61: batch and trace.
        static let trace = Naming(rawValue: 4)
        /// Field 61: batch, trace and date.
        static let traceAndDate = Naming(rawValue: 8)
        /// Field 61: twelve zeros and the date.
        static let dateAlone = Naming(rawValue: 16)
        /// Field 61: sixteen zeros.
        static let nothing = Naming(rawValue: 32)
    }

    let type: String
    /// Field 3 at UnionPay and in the standard.
    let processing: (unionPay: String, standard: String)
    /// Field 25.
    let condition: String
    /// Field 60.1.
    let kind: String
    let names: Naming
    /// Whether the chip's data goes with it.
    let sendsChip: Bool

    init(
        _ type: String, _ processing: String, standard: String? = nil, _ condition: String, _ kind: String,
        _ names: Naming = [], sendsChip: Bool = false
    ) {
        self.type = type
        self.processing = (processing, standard ?? processing)
        self.condition = condition
        self.kind = kind
        self.names = names
        self.sendsChip = sendsChip
    }

    static func == (left: Self, right: Self) -> Bool { left.type == right.type && left.kind == right.kind }
    func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

extension MovementKind {
    var row: MovementRow {
        switch self {
        case .sale: MovementRow("0200", "000000", "00", "22", sendsChip: true)
        case .void:
            MovementRow(
                "0200", "200000", standard: "020000", "00", "23", [.reference, .authorisation, .trace])
        case .refund: MovementRow("0220", "200000", "00", "25", [.reference, .dateAlone])
        case .preauth: MovementRow("0100", "030000", standard: "000000", "06", "10", sendsChip: true)
        case .addition:
            MovementRow("0100", "030000", standard: "000000", "60", "10", [.authorisation, .nothing])
        case .preauthVoid:
            MovementRow("0100", "200000", standard: "020000", "06", "11", [.authorisation, .traceAndDate])
        case .completion: MovementRow("0200", "000000", "06", "20", [.authorisation, .traceAndDate])
        case .completionAdvice: MovementRow("0220", "000000", "06", "24", [.authorisation, .traceAndDate])
        case .completionVoid:
            MovementRow(
                "0200", "200000", standard: "020000", "06", "21", [.reference, .authorisation, .traceAndDate])
        case .offlineSale: MovementRow("0220", "000000", "00", "30", [.nothing])
        }
    }
}
