// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Tariffs
internal import Tender

/// What a run with a carry folder may be asked for. Whatever would make its result another than that of one run of all
/// files is refused here, by the name of the option.
struct CarryTerms {
    let carried: Carried

    func check(
        _ inputs: FileJobInputs, _ tariff: Tariff, _ calendar: SettlementCalendar, memory: Int64?
    ) throws(FileJobError) {
        let past = carried.past
        if memory != nil { throw together("--memory") }
        if !inputs.receipts.isEmpty { throw together("--receipts") }
        if !inputs.orders.isEmpty { throw together("--orders") }
        if inputs.acquirers.contains(where: \.hasOrderRows) {
            throw refusal(
                zh: "--acquirer：按订单号对账的账单还不能与 --carry 同用",
                en: "--acquirer: bills that join by order number cannot be used with --carry yet")
        }
        if !calendar.sources.isEmpty {
            throw refusal(
                zh: "--calendar：按来源分别规定时钟或日切的日历还不能与 --carry 同用",
                en: "--calendar: clocks and days of single sources cannot be used with --carry yet")
        }
        if tariff.hasVolumes || tariff.rows.contains(where: { $0.terms.level != .transaction }) {
            throw refusal(
                zh: "--tariff：按月交易量或按批次取整的费率不能与 --carry 同用，因为已经判过的手续费还会变",
                en: "--tariff: prices by a month's volume, or rounded by batch, cannot be used with --carry: fees that "
                    + "were judged already would change")
        }
        guard past.run > 0 else { return }
        if tariff.version != past.tariffVersion {
            throw refusal(
                zh: "--tariff：费率与文件夹里的（\(past.tariffVersion)）不同；用原来的费率，或换一个空文件夹把文件重新给一遍",
                en: "--tariff: is another than the folder's (\(past.tariffVersion)); use that one, or give all files "
                    + "again with an empty folder")
        }
        if calendar.businessDay.cutOff != Int(past.cutOff) {
            throw refusal(
                zh: "--calendar：日切时间与文件夹里的不同；用原来的日历，或换一个空文件夹把文件重新给一遍",
                en: "--calendar: days are cut at another time than the folder's; use that calendar, or give all files "
                    + "again with an empty folder")
        }
    }

    /// The folder's currency; nil where it has none yet.
    func currency(of tables: [InputTable]) throws(FileJobError) -> Currency? {
        let past = carried.past
        guard past.run > 0, let known = Currency(code: past.currency) else { return nil }
        for table in tables {
            guard let code = FileJob.firstCurrency(of: table), Currency(code: code) != nil, code != past.currency else {
                continue
            }
            throw refusal(
                zh: "\(table.name)：币种 \(code) 与文件夹里的 \(past.currency) 不同；每种币种用一个文件夹",
                en: "\(table.name): its currency is \(code), the folder's is \(past.currency); take a folder for each")
        }
        return known
    }

    private func together(_ option: String) -> FileJobError {
        refusal(zh: "\(option) 还不能与 --carry 同用", en: "\(option) cannot be used with --carry yet")
    }

    private func refusal(zh: String, en: String) -> FileJobError {
        let folder = carried.folder.name
        return .carryRefuses(Bilingual(zh: "--carry \(folder)：\(zh)", en: "--carry \(folder): \(en)"))
    }
}

/// Which files an earlier run has taken: a file is known by what is in it.
struct KnownFiles {
    private struct Known {
        let side: InputTable.Side
        let bytes: Int64
        let digest: String
        /// The sheet of a file of this run; nil for a file of an earlier one, which had all its sheets taken.
        let sheet: Substring?
    }

    private var known: [Known]
    private let makeDigest: (@Sendable () -> any FileDigest)?
    private(set) var names: [String] = []

    init(_ past: CarryState, digest: (@Sendable () -> any FileDigest)?) {
        known = past.files.map { Known(side: $0.side, bytes: $0.bytes, digest: $0.digest, sheet: nil) }
        makeDigest = digest
    }

    /// The inputs without those that were taken before, or stand twice in the list.
    mutating func without(_ inputs: FileJobInputs) -> FileJobInputs {
        var left = inputs
        left.tills = fresh(inputs.tills, .till)
        left.acquirers = fresh(inputs.acquirers, .acquirer)
        left.banks = fresh(inputs.banks, .bank)
        return left
    }

    private mutating func fresh(_ files: [FileJobInput], _ side: InputTable.Side) -> [FileJobInput] {
        var fresh: [FileJobInput] = []
        let sources = files.map(\.source)
        for (index, file) in files.enumerated() {
            guard let source = sources[index] else {
                fresh.append(file)
                continue
            }
            // A digest is only taken where another file is as long.
            let isAsLong = { (size: Int64) in size == source.size }
            let others = sources.indices.filter { $0 != index && sources[$0].map { isAsLong($0.size) } ?? false }
            let mayBeKnown = known.contains { $0.side == side && isAsLong($0.bytes) } || !others.isEmpty
            let digest = file.digest ?? (mayBeKnown ? makeDigest.map { DigestBaton(source, $0()).finish() } : nil)
            if let digest, !digest.isEmpty {
                let sheet = Self.sheet(of: file)
                let isOne = { (known: Known) in
                    known.side == side && known.digest == digest && known.sheet ?? sheet == sheet
                }
                if known.contains(where: isOne) {
                    names.append(file.name)
                    continue
                }
                known.append(Known(side: side, bytes: source.size, digest: digest, sheet: sheet))
            }
            fresh.append(file)
        }
        return fresh
    }

    /// Sheets of a workbook have its digest and names of their own, `book.xlsx[Monday]`.
    private static func sheet(of file: FileJobInput) -> Substring {
        guard file.digest != nil, file.name.hasSuffix("]"), let start = file.name.lastIndex(of: "[") else { return "" }
        return file.name[start...]
    }
}

extension FileJobInput {
    /// nil where it cannot be opened: who reads it says so.
    fileprivate var source: ByteSource? {
        switch content {
        case .bytes(let bytes): ByteSource(bytes: bytes)
        case .path(let path): ByteSource(path: path)
        }
    }
}
