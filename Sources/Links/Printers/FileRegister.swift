// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
internal import Glibc
public import Printing
internal import Tender

/// Keeps every job as a file: the register of a proxy that runs without a shop.
///
///     DATA/receipts/01KB…ZQ.escpos     exactly the bytes for the printer
///     DATA/receipts/events.log         one line for each event, oldest first
public struct FileRegister: PrintRegister {
    private let folder: String
    private let say: @Sendable (String) -> Void

    /// - Parameter say: gets one line for each job, event and change of a printer.
    public init(folder: String, say: @escaping @Sendable (String) -> Void) throws(PrintStationError) {
        self.folder = folder
        self.say = say
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unreachable("\(folder): \(error)")
        }
    }

    public func keep(_ job: CapturedJob) async throws {
        let path = "\(folder)/\(job.id).escpos"
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try write(job.bytes, to: "\(path).part", flags: O_CREAT | O_TRUNC)
        guard unsafe rename("\(path).part", path) == 0 else { throw PrintStationError.unreachable(path) }
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw PrintStationError.unreachable(folder) }
        let from = job.sender.isEmpty ? "" : " from \(job.sender)"
        say("kept \(job.id) \(job.printer)\(from) \(job.bytes.count) bytes, ended by \(job.ending.rawValue)")
    }

    public func note(_ event: PrintEvent) async throws {
        let by = event.by.isEmpty ? "" : " by \(event.by)"
        let line = "\(event.job) \(event.number) \(event.at.milliseconds) \(Self.words(event.kind))\(by)"
        try write(Array((line + "\n").utf8), to: "\(folder)/events.log", flags: O_CREAT | O_APPEND)
        say("event \(line)")
    }

    public func order(_ order: CopyOrder) async throws -> Int {
        let line = "\(order.of) copy \(order.number) \(order.job) by \(order.by): \(order.reason)"
        try write(Array((line + "\n").utf8), to: "\(folder)/events.log", flags: O_CREAT | O_APPEND)
        say("copy \(line)")
        return order.number
    }

    public func show(_ condition: PrinterCondition) async { say("printer \(condition.line)") }

    private func write(_ bytes: [UInt8], to path: String, flags: Int32) throws(PrintStationError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else { throw .unreachable("\(path): \(SpoolFolder.words(errno))") }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes[done...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard written > 0 || (written < 0 && errno == EINTR) else {
                throw .unreachable("\(path): \(SpoolFolder.words(errno))")
            }
            done += max(0, written)
        }
        guard fdatasync(descriptor) == 0 else { throw .unreachable("\(path): \(SpoolFolder.words(errno))") }
    }

    private static func words(_ kind: PrintEvent.Kind) -> String {
        switch kind {
        case .reached(let level): "reached \(level.name)"
        case .unconfirmed(let fault): "unconfirmed \(fault.rawValue)"
        case .held(let fault): "held \(fault.rawValue)"
        case .decided(let decision): "decided \(decision.rawValue)"
        case .expired: "expired"
        case .failedOver(let printer): "failed over to \(printer)"
        case .drawerSpared(let pulses): "drawer pulses left out \(pulses)"
        }
    }
}

extension PrinterCondition {
    /// One line for a log: `front up ready, proof processID, 0 waiting, 0 unconfirmed`.
    public var line: String {
        var words = [printer, link.rawValue]
        if isReady { words.append("ready") }
        if paper != .loaded, paper != .unknown { words.append(paper == .out ? "paper-out" : "near-end") }
        if isCoverOpen { words.append("cover-open") }
        if hasCutterError { words.append("cutter-error") }
        if hasUnrecoverableError { words.append("unrecoverable-error") }
        if isOffline { words.append("offline") }
        return words.joined(separator: " ")
            + ", proof \(proof.rawValue), \(waiting) waiting, \(unconfirmed) unconfirmed"
    }
}
