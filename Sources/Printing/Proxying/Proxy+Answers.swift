// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// What the proxy tells tills in the printer's place. docs/formats/print-proxy.md says why each answer is true.
extension Proxy {
    /// Answers a question. The effects before it in the same step hold the records of every byte before it, so the
    /// answer leaves only when those are durable.
    mutating func answer(_ request: StatusRequest, to till: TillID, _ effects: inout [ProxyEffect]) {
        guard let post = tills[till], let condition = spoolers[post.session.printer]?.condition else { return }
        let status = PrinterStatus(condition, isRefusing: isRefusing)
        let say = { (bytes: [UInt8]) in ProxyEffect.answer(till, bytes) }
        switch request {
        case .realTime(let number, _):
            if (1...4).contains(number) { effects.append(say([status.realTime(number)])) }
        case .transmit(let number):
            if [1, 2, 49, 50].contains(number) { effects.append(say([status.transmitted(number)])) }
        case .paperSensor: effects.append(say([status.transmitted(1)]))
        case .drawer: effects.append(say([status.transmitted(2)]))
        case .automatic(let mask):
            tills[till]?.told = mask == 0 ? nil : status.automatic
            if mask != 0 { effects.append(say(status.automatic)) }
        case .identity(let number):
            if let bytes = Self.identity(number) { effects.append(say(bytes)) }
        case .processID(let id): promise(ProcessMark.number(id[...]), to: till, condition, &effects)
        // They would act on other tills' slips, or speak of a connection that is not the till's.
        case .recover, .clearBuffers, .offlineResponse: break
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
            let new = PrinterStatus(condition, isRefusing: isRefusing).automatic
            guard new != old else { continue }
            tills[till]?.told = new
            if PrinterStatus.isWanted(post.session.automaticStatus, from: old, to: new) {
                effects.append(.answer(till, new))
            }
        }
    }
}
