// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the proxy tells tills in the printer's place. docs/formats/print-proxy.md says why each answer is true.
extension Proxy {
    /// Answers a question. The effects before it in the same step hold the records of every byte before it, so the
    /// answer leaves only when those are durable.
    mutating func answer(_ request: TillRequest, to till: TillID, _ effects: inout [ProxyEffect]) {
        guard let post = tills[till], let condition = spoolers[post.session.printer]?.condition else { return }
        let status = TillStatus(condition, isRefusing: isRefusing)
        switch request {
        case .realTimeStatus(let n):
            if let byte = status.realTimeStatus(n) { effects.append(.answer(till, [byte])) }
        case .fence(let n):
            if [1, 49].contains(n) { effects.append(.answer(till, [status.paperStatus])) }
            if [2, 50].contains(n) { effects.append(.answer(till, [0])) }
        case .oldPaperStatus: effects.append(.answer(till, [status.paperStatus]))
        case .oldDrawerStatus: effects.append(.answer(till, [0]))
        case .automaticStatus(let mask):
            tills[till]?.told = mask == 0 ? nil : status.automaticStatus
            if mask != 0 { effects.append(.answer(till, status.automaticStatus)) }
        case .identity(let n):
            if let bytes = Self.identity(n) { effects.append(.answer(till, bytes)) }
        case .processID(let mark): promise(mark, to: till, condition, &effects)
        }
    }

    /// Who answers: the proxy, a printer with a knife that knows CJK.
    private static func identity(_ n: UInt8) -> [UInt8]? {
        switch n {
        case 1, 49: [0x20]
        case 2, 50: [0x03]
        case 3, 51: [0x01]
        case 66: [0x5F] + Array("COUNTERFOIL".utf8) + [0]
        case 67: [0x5F] + Array("PRINT PROXY".utf8) + [0]
        default: nil
        }
    }

    /// A process ID says "all before it is printed": it is given back when the device has confirmed that job, and
    /// never before. On a printer that confirms nothing the till hears nothing, as it would from the printer.
    private mutating func promise(
        _ mark: UInt32, to till: TillID, _ condition: PrinterCondition, _ effects: inout [ProxyEffect]
    ) {
        guard let post = tills[till] else { return }
        guard let job = post.lastJob else {
            if condition.proof == .processID { effects.append(.answer(till, Self.confirmation(mark))) }
            return
        }
        let level = spoolers.values.compactMap { $0.jobs[job]?.level }.first
        if level == .confirmed {
            effects.append(.answer(till, Self.confirmation(mark)))
        } else if post.waitsFor.count < TillPost.markLimit {
            tills[till]?.waitsFor.append((mark, job))
        }
    }

    private static func confirmation(_ mark: UInt32) -> [UInt8] { [0x37, 0x22] + ProcessMark.bytes(mark) + [0x00] }

    /// The device confirmed a job: the tills that asked hear of it. Of several IDs the newest is enough.
    mutating func confirm(_ job: PrintJobID, _ effects: inout [ProxyEffect]) {
        for (till, post) in tills {
            guard let newest = post.waitsFor.last(where: { $0.job == job }) else { continue }
            tills[till]?.waitsFor.removeAll { $0.job == job }
            effects.append(.answer(till, Self.confirmation(newest.mark)))
        }
    }

    /// Tills that asked for automatic status hear of each change they asked for.
    mutating func tellTills(_ effects: inout [ProxyEffect]) {
        for (till, post) in tills {
            guard let old = post.told, let condition = spoolers[post.session.printer]?.condition else { continue }
            let new = TillStatus(condition, isRefusing: isRefusing).automaticStatus
            guard new != old else { continue }
            tills[till]?.told = new
            if TillStatus.isWanted(post.session.automaticStatus, from: old, to: new) {
                effects.append(.answer(till, new))
            }
        }
    }
}
