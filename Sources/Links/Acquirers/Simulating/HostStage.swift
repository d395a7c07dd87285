// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import Glibc
internal import NIOCore
internal import Tender

/// A virtual host and its connections, on one thread.
final class HostStage<Host: VirtualHost> {
    var host: Host
    private let loop: any EventLoop
    private var channels: [Int: any NIOCore.Channel] = [:]
    private var lastSession = 0
    private var isClosed = false

    /// Milliseconds between two looks at what is due.
    private static var beat: Int64 { 5 }

    init(_ host: Host, loop: any EventLoop) {
        self.host = host
        self.loop = loop
    }

    private var time: Instant {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    func turn() {
        guard !isClosed else { return }
        settle()
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: .milliseconds(Self.beat)) { bound.value.turn() }
    }

    /// Sends what is due, and cuts off those that the host cut off.
    func settle() {
        host.advance(to: time)
        for reply in host.takeReplies() {
            guard let channel = channels[reply.session] else { continue }
            channel.writeAndFlush(channel.allocator.buffer(bytes: reply.bytes), promise: nil)
        }
        let alive = Set(host.sessions)
        for (session, channel) in channels where !alive.contains(session) {
            channels[session] = nil
            channel.close(promise: nil)
        }
    }

    func opened(_ channel: any NIOCore.Channel) -> Int {
        lastSession += 1
        host.connect(lastSession)
        channels[lastSession] = channel
        return lastSession
    }

    func read(_ bytes: [UInt8], _ session: Int) {
        host.advance(to: time)
        host.receive(bytes[...], from: session)
        settle()
    }

    func closed(_ session: Int) {
        guard channels.removeValue(forKey: session) != nil else { return }
        host.disconnect(session)
    }

    func control(
        _ request: ControlRequest, _ answer: (ControlRequest, inout Host) -> ControlAnswer?
    ) -> ControlAnswer? {
        host.advance(to: time)
        defer { settle() }
        return answer(request, &host)
    }

    func close() {
        isClosed = true
        for channel in channels.values { channel.close(promise: nil) }
    }
}

/// Passes on what a terminal says.
final class HostHandler<Host: VirtualHost>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let stage: HostStage<Host>
    private var session: Int?

    init(_ stage: HostStage<Host>) { self.stage = stage }

    func channelActive(context: ChannelHandlerContext) { session = stage.opened(context.channel) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let session { stage.read(Array(unwrapInboundIn(data).readableBytesView), session) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let session { stage.closed(session) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
