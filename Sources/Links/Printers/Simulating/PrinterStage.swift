// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import NIOCore
internal import Printing

/// The virtual printer and its connections, on one thread.
final class PrinterStage<Printer: VirtualPrinter> {
    var printer: Printer
    private let loop: any EventLoop
    private var channels: [Int: any NIOCore.Channel] = [:]
    /// Bytes the printer had no room for.
    private var waiting: [Int: [UInt8]] = [:]
    private var lastSession = 0
    private var isClosed = false

    init(_ printer: Printer, loop: any EventLoop) {
        self.printer = printer
        self.loop = loop
    }

    private var steady: Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    func turn() {
        guard !isClosed else { return }
        settle()
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: .milliseconds(10)) { bound.value.turn() }
    }

    /// Lets the printer work, tells its hosts what it says, and cuts off those it cut off.
    func settle() {
        printer.advance(to: steady)
        for (session, bytes) in waiting { offer(bytes, session) }
        for reply in printer.takeReplies() {
            guard let channel = channels[reply.session] else { continue }
            channel.writeAndFlush(channel.allocator.buffer(bytes: reply.bytes), promise: nil)
        }
        let alive = Set(printer.sessions)
        for (session, channel) in channels where !alive.contains(session) {
            channels[session] = nil
            waiting[session] = nil
            channel.close(promise: nil)
        }
    }

    func opened(_ channel: any NIOCore.Channel) -> Int? {
        printer.advance(to: steady)
        lastSession += 1
        guard printer.connect(lastSession) else {
            channel.close(promise: nil)
            return nil
        }
        channels[lastSession] = channel
        return lastSession
    }

    func read(_ bytes: [UInt8], _ session: Int) {
        printer.advance(to: steady)
        offer((waiting[session] ?? []) + bytes, session)
        settle()
    }

    private func offer(_ bytes: [UInt8], _ session: Int) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let taken = printer.receive(rest, from: session)
            guard taken > 0 else { break }
            rest = rest.dropFirst(taken)
        }
        let wasWaiting = waiting[session] != nil
        waiting[session] = rest.isEmpty ? nil : Array(rest)
        guard wasWaiting != !rest.isEmpty, let channel = channels[session] else { return }
        channel.setOption(ChannelOptions.autoRead, value: rest.isEmpty).whenComplete { _ in }
    }

    func closed(_ session: Int) {
        guard channels.removeValue(forKey: session) != nil else { return }
        waiting[session] = nil
        printer.disconnect(session)
    }

    func control(
        _ request: ControlRequest, _ answer: (ControlRequest, inout Printer) -> ControlAnswer?
    ) -> ControlAnswer? {
        printer.advance(to: steady)
        defer { settle() }
        return answer(request, &printer)
    }

    func close() {
        isClosed = true
        for channel in channels.values { channel.close(promise: nil) }
    }
}

/// Passes on what a host says.
final class StageHandler<Printer: VirtualPrinter>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let stage: PrinterStage<Printer>
    private var session: Int?

    init(_ stage: PrinterStage<Printer>) { self.stage = stage }

    func channelActive(context: ChannelHandlerContext) { session = stage.opened(context.channel) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let session { stage.read(Array(unwrapInboundIn(data).readableBytesView), session) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let session { stage.closed(session) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
