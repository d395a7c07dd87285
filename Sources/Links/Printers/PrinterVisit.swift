// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS
internal import NIOCore
internal import NIOPosix
public import Printing
public import Tender

/// Calls on one printer to ask how it is, without the proxy.
public enum PrinterVisit {
    /// Connects, asks, and reports every change until told to stop.
    ///
    /// - Parameters:
    ///   - profile: whose language the printer speaks.
    ///   - report: told of the first answer and of every change; false ends the visit.
    ///   - patience: milliseconds until silence is reported as a condition with nothing known.
    /// - Throws: `.unreachable` when it cannot be reached or hangs up: off, or busy with another host.
    public static func call(
        _ address: ListenAddress, profile: Profile = .standard, patience: Int64 = 2_000,
        now: @escaping @Sendable () -> Instant,
        report: @escaping @Sendable (PrinterCondition, _ isAnswered: Bool) -> Bool
    ) async throws(PrintStationError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let name = "\(address.host):\(address.port)"
        do {
            let channel = try await ClientBootstrap(group: group)
                .connectTimeout(.seconds(3))
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let inquiry = PrinterInquiry(printer: name, at: now(), profile: profile)
                        let handler = VisitHandler(inquiry, patience, now, report)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }
                .connect(host: address.host, port: address.port).get()
            try await channel.closeFuture.get()
            try await group.shutdownGracefully()
        } catch {
            try? await group.shutdownGracefully()
            throw .unreachable("\(name): \(error)")
        }
    }
}

private final class VisitHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var inquiry: PrinterInquiry
    private let patience: Int64
    private let now: () -> Instant
    private let report: (PrinterCondition, Bool) -> Bool
    private var isSettled = false

    init(
        _ inquiry: PrinterInquiry, _ patience: Int64, _ now: @escaping () -> Instant,
        _ report: @escaping (PrinterCondition, Bool) -> Bool
    ) {
        self.inquiry = inquiry
        self.patience = patience
        self.now = now
        self.report = report
    }

    func channelActive(context: ChannelHandlerContext) {
        send(inquiry.opening, context)
        // All four answers are waited for, so that the first report is whole.
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(min(400, patience))) { Self.first(bound) }
        context.eventLoop.scheduleTask(in: .milliseconds(patience)) { Self.first(bound, isLast: true) }
        context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(2), delay: .seconds(2)) { _ in
            let (visit, context) = bound.value
            visit.send(visit.inquiry.repeated, context)
        }
    }

    private static func first(_ bound: NIOLoopBound<(VisitHandler, ChannelHandlerContext)>, isLast: Bool = false) {
        let (visit, context) = bound.value
        guard !visit.isSettled, visit.inquiry.isAnswered || isLast else { return }
        visit.isSettled = true
        visit.tell(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let isNew = inquiry.read(Array(unwrapInboundIn(data).readableBytesView), at: now())
        if isSettled, isNew { tell(context) }
    }

    private func tell(_ context: ChannelHandlerContext) {
        if !report(inquiry.condition, inquiry.isAnswered) { context.close(promise: nil) }
    }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        inquiry.sent(bytes)
        context.writeAndFlush(NIOAny(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
