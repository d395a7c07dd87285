// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// ISO 8583:1987 as its table has it, written two ways.
///
/// `iso87-ascii`: every character a byte, bitmaps and binary fields in hexadecimal.
/// `iso87-bcd`: numbers and lengths packed, an odd number of digits with a zero in front, binary as it is.
///
/// Where hosts are wider than the standard's letters (44 to 48 and 54 hold signs), so are the rows. A reversal advice
/// (0420, 0421) must name its acquirer in field 32: without it nobody can find what is to be reversed.
extension Dialect {
    public static let iso87ASCII = Dialect(
        builtIn: "iso87-ascii", typeEncoding: .ascii, bitmap: BitmapRule(isHexadecimal: true, most: 2),
        characters: .ascii, headerBytes: 0, rules: iso87.map { $0.rule(packed: false) }, requirements: iso87Required)

    public static let iso87BCD = Dialect(
        builtIn: "iso87-bcd", typeEncoding: .bcd, bitmap: BitmapRule(isHexadecimal: false, most: 2),
        characters: .wide, headerBytes: 0, rules: iso87.map { $0.rule(packed: true) }, requirements: iso87Required)

    private static let iso87Required = [
        Requirement(MessageType(unchecked: 0x0420), 32), Requirement(MessageType(unchecked: 0x0421), 32),
    ]

    private static let iso87: [StandardField] =
        iso87Amounts + iso87Dates + iso87Codes + iso87Card + iso87Place + iso87Data + iso87Sums + iso87Accounts

    private static let iso87Amounts: [StandardField] = [
        .init(3, .n, 6, "Processing code"),
        .init(4, .n, 12, "Amount, transaction"),
        .init(5, .n, 12, "Amount, settlement"),
        .init(6, .n, 12, "Amount, cardholder billing"),
        .init(8, .n, 8, "Amount, cardholder billing fee"),
        .init(9, .n, 8, "Conversion rate, settlement"),
        .init(10, .n, 8, "Conversion rate, cardholder billing"),
        .init(11, .n, 6, "System trace audit number"),
        .init(28, .x, 9, "Amount, transaction fee"),
        .init(29, .x, 9, "Amount, settlement fee"),
        .init(30, .x, 9, "Amount, transaction processing fee"),
        .init(31, .x, 9, "Amount, settlement processing fee"),
    ]

    private static let iso87Dates: [StandardField] = [
        .init(7, .n, 10, "Transmission date and time", form: .monthDayTime),
        .init(12, .n, 6, "Local time", form: .time),
        .init(13, .n, 4, "Local date", form: .monthDay),
        .init(14, .n, 4, "Expiry", form: .yearMonth),
        .init(15, .n, 4, "Settlement date", form: .monthDay),
        .init(16, .n, 4, "Conversion date", form: .monthDay),
        .init(17, .n, 4, "Capture date", form: .monthDay),
        .init(73, .n, 6, "Action date", form: .yearMonthDay),
    ]

    private static let iso87Codes: [StandardField] = [
        .init(18, .n, 4, "Merchant type"),
        .init(19, .n, 3, "Country of acquirer"),
        .init(20, .n, 3, "Country of account"),
        .init(21, .n, 3, "Country of forwarder"),
        .init(22, .n, 3, "Entry mode"),
        .init(23, .n, 3, "Card sequence number"),
        .init(24, .n, 3, "Network international identifier"),
        .init(25, .n, 2, "Condition code"),
        .init(26, .n, 2, "PIN capture code"),
        .init(27, .n, 1, "Authorisation code length"),
        .init(65, .b, 1, "Extended bitmap indicator"),
        .init(66, .n, 1, "Settlement code"),
        .init(67, .n, 2, "Extended payment code"),
        .init(68, .n, 3, "Country of receiver"),
        .init(69, .n, 3, "Country of settlement institution"),
        .init(70, .n, 3, "Network management code"),
        .init(71, .n, 4, "Message number"),
        .init(72, .n, 4, "Last message number"),
    ]

    private static let iso87Card: [StandardField] = [
        .init(2, .n, upTo: 19, digits: 2, "Primary account number"),
        .init(32, .n, upTo: 11, digits: 2, "Acquiring institution"),
        .init(33, .n, upTo: 11, digits: 2, "Forwarding institution"),
        .init(34, .ns, upTo: 28, digits: 2, "Primary account number, extended"),
        .init(35, .z, upTo: 37, digits: 2, "Track 2"),
        .init(36, .z, upTo: 104, digits: 3, "Track 3"),
        .init(45, .ans, upTo: 76, digits: 2, "Track 1"),
        .init(52, .b, 8, "PIN block"),
        .init(53, .n, 16, "Security control"),
    ]

    private static let iso87Place: [StandardField] = [
        .init(37, .an, 12, "Retrieval reference number"),
        .init(38, .an, 6, "Authorisation code"),
        .init(39, .an, 2, "Response code"),
        .init(40, .an, 3, "Service restriction code"),
        .init(41, .ans, 8, "Terminal"),
        .init(42, .ans, 15, "Merchant"),
        .init(43, .ans, 40, "Merchant name and place"),
        .init(44, .ans, upTo: 25, digits: 2, "Additional response data"),
    ]

    private static let iso87Data: [StandardField] =
        [
            .init(49, .an, 3, "Currency, transaction"),
            .init(50, .an, 3, "Currency, settlement"),
            .init(51, .an, 3, "Currency, cardholder billing"),
            .init(54, .ans, upTo: 120, digits: 3, "Additional amounts"),
            .init(55, .ans, upTo: 999, digits: 3, "Chip data"),
            .init(64, .b, 8, "Message authentication code"),
        ] + [46, 47, 48].map { .init($0, .ans, upTo: 999, digits: 3, "Additional data") }
        + (56...63).map { .init($0, .ans, upTo: 999, digits: 3, "Reserved") }

    private static let iso87Sums: [StandardField] =
        [
            (74, "Number of credits"), (75, "Number of reversed credits"), (76, "Number of debits"),
            (77, "Number of reversed debits"), (78, "Number of transfers"), (79, "Number of reversed transfers"),
            (80, "Number of inquiries"), (81, "Number of authorisations"),
        ].map { .init($0.0, .n, 10, $0.1) }
        + [
            (82, "Processing fees of credits"), (83, "Transaction fees of credits"),
            (84, "Processing fees of debits"), (85, "Transaction fees of debits"),
        ].map { .init($0.0, .n, 12, $0.1) }
        + [
            (86, "Amount of credits"), (87, "Amount of reversed credits"), (88, "Amount of debits"),
            (89, "Amount of reversed debits"),
        ].map { .init($0.0, .n, 16, $0.1) }

    private static let iso87Accounts: [StandardField] =
        [
            .init(90, .n, 42, "Original data elements"),
            .init(91, .an, 1, "File update code"),
            .init(92, .an, 2, "File security code"),
            .init(93, .an, 5, "Response indicator"),
            .init(94, .an, 7, "Service indicator"),
            .init(95, .an, 42, "Replacement amounts"),
            .init(96, .b, 8, "Message security code"),
            .init(97, .x, 17, "Net settlement amount"),
            .init(98, .ans, 25, "Payee"),
            .init(99, .n, upTo: 11, digits: 2, "Settlement institution"),
            .init(100, .n, upTo: 11, digits: 2, "Receiving institution"),
            .init(101, .ans, upTo: 17, digits: 2, "File name"),
            .init(102, .ans, upTo: 28, digits: 2, "Account 1"),
            .init(103, .ans, upTo: 28, digits: 2, "Account 2"),
            .init(104, .ans, upTo: 100, digits: 3, "Transaction description"),
            .init(128, .b, 8, "Message authentication code"),
        ] + (105...127).map { .init($0, .ans, upTo: 999, digits: 3, "Reserved") }
}

/// A row of the standard's table, before anybody says how it is written.
private struct StandardField: Sendable {
    let number: Int
    let content: ContentClass
    let limit: UInt16
    let prefixDigits: UInt8
    let name: String
    let form: DateForm

    init(_ number: Int, _ content: ContentClass, _ count: UInt16, _ name: String, form: DateForm = .none) {
        self.init(number, content, upTo: count, digits: 0, name, form: form)
    }

    init(
        _ number: Int, _ content: ContentClass, upTo limit: UInt16, digits: UInt8, _ name: String,
        form: DateForm = .none
    ) {
        self.number = number
        self.content = content
        self.limit = limit
        prefixDigits = digits
        self.name = name
        self.form = form
    }

    func rule(packed: Bool) -> FieldRule {
        // Packed hosts send chip data as it is.
        let content = packed && number == 55 ? .b : content
        let encoding: FieldLayout.Encoding =
            switch content {
            case .b: packed ? .binary : .hex
            case .n, .z, .x: packed ? .bcd : .ascii
            case .a, .an, .ns, .ans, .any: .ascii
            }
        let padding: FieldLayout.Padding =
            switch content {
            case .n where prefixDigits == 0: .leftZeros
            case .a, .an, .ns, .ans: prefixDigits == 0 ? .rightBlanks : .none
            default: .none
            }
        let pieces: [FieldRule.Piece] =
            switch number {
            case 3:
                [.init("3.1", 2, "Transaction type"), .init("3.2", 2, "From account"), .init("3.3", 2, "To account")]
            case 90:
                [
                    .init("90.1", 4, "Message type"), .init("90.2", 6, "Trace"), .init("90.3", 10, "Transmission time"),
                    .init("90.4", 11, "Acquiring institution"), .init("90.5", 11, "Forwarding institution"),
                ]
            default: []
            }
        return FieldRule(
            number, name,
            FieldLayout(
                content: content, encoding: encoding, prefix: prefixDigits == 0 ? .fixed : packed ? .bcd : .ascii,
                prefixDigits: prefixDigits, limit: limit, padding: padding, form: form),
            pieces: pieces)
    }
}
