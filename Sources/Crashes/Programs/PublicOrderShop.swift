// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Journal
internal import Tender

/// The order of the public terminal code (payments reference §1.2), with every file synced, in its favour:
///
///     (a) send ─▶ (b) save the reversal ─▶ (c) wait ─▶ (d) answer ─▶ (e) delete the reversal ─▶ (f) log ─▶ (g) print
///
/// A saved reversal goes out before the next transaction and is deleted after three tries. Refunds have none.
public final class PublicOrderShop: Program {
    private let bench: Bench
    private let flow: Flow
    private var log: [Line] = []
    private var saved: Line?
    private var trace = 0
    /// Batch rows that were taken; -1 before the totals were answered, `rows` + 1 when closed.
    private var phase: Int?

    /// A transaction in its log or in its reversal record.
    private struct Line: Hashable {
        let voucher: Int
        let wish: Int

        var text: String { "\(voucher) \(wish)\n" }

        init(voucher: Int, wish: Int) {
            self.voucher = voucher
            self.wish = wish
        }

        init?(_ text: Substring) {
            let parts = text.split(separator: " ").compactMap { Int($0) }
            guard parts.count == 2 else { return nil }
            self.init(voucher: parts[0], wish: parts[1])
        }

        var number: VoucherNumber { VoucherNumber("\(100_000 + voucher)") ?? "1" }
    }

    private static let reversalTries = 3

    public init(_ bench: Bench, for flow: Flow) throws(Halt) {
        self.bench = bench
        self.flow = flow
        log = lines("log").compactMap { Line($0) }.filter { flow.wishes.indices.contains($0.wish) }
        saved = lines("reversal").last.flatMap { Line($0) }
        trace = lines("trace").last.flatMap { Int($0) } ?? 0
        phase = lines("batch").last.flatMap { Int($0) }
    }

    public func perform(_ place: Int, trial: Int) throws(Halt) -> Shown {
        let wish = flow.wishes[place]
        try replayReversal()
        guard let kind = wish.kind else { return try settle() }
        if log.contains(where: { $0.wish == place }) { return .done }
        if let of = wish.of, !log.contains(where: { $0.wish == of }) { return .impossible }
        trace += 1
        try append("trace", "\(trace)\n")
        let line = Line(voucher: trace, wish: place)
        let message = Message(
            .request, line.number, kind, minor: wish.yuan * 100, wish: place, isHopeless: wish.isHopeless)
        guard let underway = try bench.send(message) else { return .notCharged }
        if kind.remedy == .reversal { try save(line) }
        guard case .reply(let reply) = try bench.receive(underway) else { return .notCharged }
        switch reply {
        case .approved:
            try forget()
            try append("log", line.text)
            log.append(line)
            try bench.print(line.number)
            return .done
        case .declined:
            try forget()
            return .declined
        default: return .notCharged
        }
    }

    /// The next transaction, whichever it is, sends the reversal first.
    public func idle() throws(Halt) { try replayReversal() }

    private func replayReversal() throws(Halt) {
        guard let line = saved else { return }
        guard flow.wishes.indices.contains(line.wish) else { return try forget() }
        let wish = flow.wishes[line.wish]
        for _ in 0..<Self.reversalTries {
            let message = Message(
                .reverse, line.number, wish.kind ?? .sale, minor: wish.yuan * 100, wish: line.wish)
            guard case .reply(let reply) = try bench.exchange(message) else { continue }
            if reply == .reversed || reply == .reversalNotFound || reply == .declined { break }
        }
        try forget()
    }

    private func settle() throws(Halt) -> Shown {
        for _ in 0..<100 {
            let done = phase ?? -1
            guard done <= log.count else { return .done }
            let kind: Message.Kind = done < 0 ? .totals(BatchTotals()) : done < log.count ? .row(done) : .end
            guard case .reply(let reply) = try bench.exchange(Message(kind, "1", .sale, minor: 0, wish: -1)) else {
                continue
            }
            let next = reply == .balanced ? log.count : done + 1
            try append("batch", "\(next)\n")
            phase = next
        }
        return .waiting
    }

    public var books: Books {
        var books = Books()
        for line in log {
            books.rows[line.number] = Books.Row(
                isApproved: true, isOpen: false, hasSlip: bench.printed[line.number] != nil)
        }
        if let saved { books.rows[saved.number] = Books.Row(isApproved: false, isOpen: true, hasSlip: false) }
        books.isBatchClosed = phase.map { $0 > log.count }
        return books
    }

    // MARK: - Its files

    /// Whole lines; one that was cut is none, in its favour.
    private func lines(_ name: String) -> [Substring] {
        let bytes = bench.disk.files[name] ?? []
        guard let end = bytes.lastIndex(of: 10) else { return [] }
        return String(decoding: bytes[...end], as: UTF8.self).split(separator: "\n")
    }

    private func save(_ line: Line) throws(Halt) {
        try append("reversal", line.text)
        saved = line
    }

    private func forget() throws(Halt) {
        guard saved != nil else { return }
        saved = nil
        do throws(DiskFault) {
            try bench.disk.remove("reversal")
            try bench.disk.syncFolder()
        } catch {
            throw .killed
        }
    }

    private func append(_ name: String, _ text: String) throws(Halt) {
        do throws(DiskFault) {
            let isNew = bench.disk.files[name] == nil
            let file = try isNew ? bench.disk.create(name) : bench.disk.open(name)
            let isCut = bench.disk.files[name]?.last.map { $0 != 10 } ?? false
            _ = try file.write(Array(((isCut ? "\n" : "") + text).utf8)[...], at: try file.size())
            try file.sync()
            if isNew { try bench.disk.syncFolder() }
        } catch {
            throw .killed
        }
    }
}
