// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Glibc
import NIOCore
import NIOPosix
import Printing
import SimKit
import Synchronization
import Tender
import Testing

@testable import Links

/// A till, the station and a simulated printer on loopback, and a folder that outlives the station.
final class PrintShop: Sendable {
    let folder: String
    let printer: VirtualPrinterServer<SimulatedPrinter>
    let register = MemoryRegister()
    let limits: CaptureLimits

    init(_ make: PrinterMake = PrinterMake(), limits: CaptureLimits = CaptureLimits()) async throws {
        folder = NSTemporaryDirectory() + "prints-\(UUID().uuidString)"
        printer = try await VirtualPrinterServer.start(SimulatedPrinter(make), port: 0)
        self.limits = limits
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func settings(printerPort: Int? = nil, allowed: [SenderRule] = []) throws -> PrintSettings {
        let address = try #require(ListenAddress("127.0.0.1:\(printerPort ?? printer.port)"))
        let anywhere = try #require(ListenAddress("127.0.0.1:0"))
        var front = PrinterSettings(name: "front", listen: [anywhere], address: address, allowed: allowed)
        front.plan.answerMilliseconds = 3_000
        var settings = PrintSettings(folder: folder, printers: [front], now: { Self.now() })
        settings.limits = limits
        return settings
    }

    func open(_ settings: PrintSettings? = nil) async throws -> PrintStation {
        try await PrintStation.start(try settings ?? self.settings(), register: register)
    }

    static func now() -> Instant {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A slip of so many lines that all carry its name, with a cut.
    static func slip(_ name: String, lines: Int = 8) -> [UInt8] {
        var bytes: [UInt8] = [0x1B, 0x40]
        for line in 1...lines { bytes += Array("\(name) line \(line) of \(lines)\n".utf8) }
        return bytes + [0x1D, 0x56, 0x42, 0x03]
    }

    /// How often the whole slip stands on paper.
    static func count(_ name: String, lines: Int = 8, on tape: PaperTape) -> Int {
        let wanted = (1...lines).map { Array("\(name) line \($0) of \(lines)".utf8) }
        return tape.slips.count { slip in
            wanted.allSatisfy { line in slip.contains(line) }
        }
    }

    var tape: PaperTape {
        get async throws { try await printer.with { $0.tape } }
    }

    /// What the spool's files hold, in bytes; a file that is renamed or goes meanwhile counts nothing.
    var spoolBytes: Int {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: folder + "/spool").reduce(0) { sum, name in
                let file = try? FileManager.default.attributesOfItem(atPath: folder + "/spool/" + name)
                return sum + (file?[.size] as? Int ?? 0)
            }
        }
    }

    /// Waits until something holds, for a generous while.
    static func until(_ what: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1_000 {
            if try await what() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}

/// Keeps what the station hands over, in memory.
final class MemoryRegister: PrintRegister {
    struct Content: Sendable {
        var jobs: [PrintJobID: CapturedJob] = [:]
        var order: [PrintJobID] = []
        var events: [PrintJobID: [PrintEvent]] = [:]
        var condition: PrinterCondition?
    }

    private let content = Mutex(Content())

    var now: Content { content.withLock { $0 } }

    struct Refusal: Error {}

    /// Jobs that contain this are refused.
    let poison = Mutex<[UInt8]>([])

    func keep(_ job: CapturedJob) async throws {
        let poison = poison.withLock { $0 }
        if !poison.isEmpty, job.bytes.starts(with: poison) { throw Refusal() }
        content.withLock {
            if $0.jobs.updateValue(job, forKey: job.id) == nil { $0.order.append(job.id) }
        }
    }

    func note(_ event: PrintEvent) async throws {
        content.withLock { content in
            guard !(content.events[event.job] ?? []).contains(event) else { return }
            content.events[event.job, default: []].append(event)
        }
    }

    /// Whether copies may be ordered, and the orders so far.
    let mayOrder = Mutex(true)
    let orders = Mutex<[CopyOrder]>([])

    func order(_ order: CopyOrder) async throws -> Int {
        guard mayOrder.withLock({ $0 }) else { throw Refusal() }
        orders.withLock { $0.append(order) }
        // Others ordered copies meanwhile.
        return order.number + 5
    }

    func show(_ condition: PrinterCondition) async { content.withLock { $0.condition = condition } }

    func level(_ id: PrintJobID) -> EvidenceLevel {
        let events = now.events[id] ?? []
        return events.compactMap { if case .reached(let level) = $0.kind { level } else { nil } }.max() ?? .captured
    }
}

/// A till that knows nothing of us: a socket.
final class Till: Sendable {
    private let socket: Int32

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = socket
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw DiskRefusal(code: errno) }
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    struct DiskRefusal: Error { let code: Int32 }

    deinit { close(socket) }

    func send(_ bytes: [UInt8]) {
        var done = 0
        while done < bytes.count {
            let sent = unsafe bytes[done...].withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            done += sent
        }
    }

    /// So many bytes, or fewer when the other side fell silent or hung up.
    func receive(_ count: Int) -> [UInt8] {
        var got: [UInt8] = []
        while got.count < count {
            var buffer = [UInt8](repeating: 0, count: count - got.count)
            let read = unsafe buffer.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
            guard read > 0 else { break }
            got += buffer[..<read]
        }
        return got
    }
}
