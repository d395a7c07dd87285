// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Synchronization
internal import Tender

/// One input file, opened and its header read.
final class InputTable: Sendable {
    enum Side: Int, Sendable { case till, acquirer, bank, receipt, order }

    let name: String
    let side: Side
    let keys: RowKeys
    let source: ByteSource
    let encoding: FileEncoding
    let shape: TableShape
    let header: Header
    let acquirer: String?
    let origins: [FileJobInput.RowOrigin]?
    /// Brings its times to the store's clock; nil where they are on it.
    let shift: ClockShift?
    let givenDigest: String?
    let refused: [FileJobInput.RefusedRow]
    let corrections: [SettlementCorrection]
    /// Where the file begins when all files of its side are laid end to end.
    let base: Int64
    let tillColumns: TillColumns
    let acquirerColumns: AcquirerColumns
    let bankColumns: BankColumns
    let receiptColumns: ReceiptColumns
    let orderColumns: OrderColumns
    private let isKnotted = Atomic(false)

    /// - Parameter shift: from the clock of the file's source, where that is not the store's.
    init(
        _ input: FileJobInput, side: Side, base: Int64, keys: RowKeys = .slip, shift: ClockShift? = nil
    ) throws(FileJobError) {
        self.shift = input.hasStoreTimes ? nil : shift
        name = input.name
        self.side = side
        self.keys = keys
        self.base = base
        acquirer = input.acquirer
        origins = input.origins
        givenDigest = input.digest
        refused = input.refused
        corrections = input.corrections
        switch input.content {
        case .bytes(let bytes): source = ByteSource(bytes: bytes)
        case .path(let path):
            guard let opened = ByteSource(path: path) else {
                throw .unreadable(
                    file: input.name,
                    reason: Bilingual(zh: "打不开，或不是普通文件", en: "cannot be opened, or is not a plain file"))
            }
            source = opened
        }
        guard source.size > 0 else { throw .empty(file: input.name) }
        let start: Int64 = source.bytes(at: 0, count: 3) == [0xEF, 0xBB, 0xBF] ? 3 : 0
        encoding = FileEncoding(source, isOurs: input.origins != nil)
        let peek = RowPeek(source, decode: encoding.decoding())
        guard let row = peek.row(at: start), row.fault == nil, let header = Header(row.fields) else {
            throw .headerUnreadable(file: input.name)
        }
        self.header = header
        shape = TableShape(fieldCount: row.fields.count, dataStart: row.next, firstLine: 1 + row.newlines)
        tillColumns = try side == .till ? Self.till(header, input.name, keys) : TillColumns()
        var acquirerColumns = try side == .acquirer ? Self.acquirer(header, input.name, keys) : AcquirerColumns()
        // Rows of our own files without a reference are bad rows, whatever else they have.
        if keys != .slip { acquirerColumns.orderKey = acquirerColumns.order }
        self.acquirerColumns = acquirerColumns
        bankColumns = try side == .bank ? Self.bank(header, input.name) : BankColumns()
        receiptColumns = try side == .receipt ? Self.receipt(header, input.name, keys) : ReceiptColumns()
        orderColumns = try side == .order ? Self.order(header, input.name) : OrderColumns()
    }

    private static func till(
        _ header: Header, _ file: String, _ keys: RowKeys
    ) throws(FileJobError) -> TillColumns {
        try header.map(TillColumns(), names: TillColumns.names, required: TillColumns.required, keys: keys, file: file)
    }

    private static func acquirer(
        _ header: Header, _ file: String, _ keys: RowKeys
    ) throws(FileJobError) -> AcquirerColumns {
        try header.map(
            AcquirerColumns(), names: AcquirerColumns.names, required: AcquirerColumns.required, keys: keys, file: file)
    }

    private static func bank(_ header: Header, _ file: String) throws(FileJobError) -> BankColumns {
        try header.map(BankColumns(), names: BankColumns.names, required: BankColumns.required, file: file)
    }

    private static func receipt(
        _ header: Header, _ file: String, _ keys: RowKeys
    ) throws(FileJobError) -> ReceiptColumns {
        try header.map(
            ReceiptColumns(), names: ReceiptColumns.names, required: ReceiptColumns.required, keys: keys, file: file)
    }

    private static func order(_ header: Header, _ file: String) throws(FileJobError) -> OrderColumns {
        try header.map(OrderColumns(), names: OrderColumns.names, required: OrderColumns.required, file: file)
    }

    var hasMerchant: Bool { side == .till ? tillColumns.merchant >= 0 : acquirerColumns.merchant >= 0 }

    /// Whether line ends lie inside quotations, so that a chunk's border may too. Set once that has been found out.
    var needsSettling: Bool {
        get { isKnotted.load(ordering: .relaxed) }
        set { isKnotted.store(newValue, ordering: .relaxed) }
    }

    /// The chunks the file is read in.
    func chunks(of size: Int) -> [Chunk] {
        let chunks = Chunk.cut(from: shape.dataStart, to: source.size, every: size)
        return needsSettling ? QuoteSections.settle(chunks, of: source) : chunks
    }
}
