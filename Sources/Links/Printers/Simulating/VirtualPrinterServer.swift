// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import NIOCore
internal import NIOPosix
public import Printing

/// Lets a virtual printer be reached over TCP, and be played with over HTTP on loopback.
///
///     hosts ─ TCP, 9100 ─▶ ┌─────────────────┐ ◀─ HTTP, 127.0.0.1 ─ POST /fault/paper-out · GET /tape
///                          │ virtual printer │
///                          └─────────────────┘
///
/// A printer that has no room is not read from: the sender's TCP window closes, as with a real one.
public final class VirtualPrinterServer<Printer: VirtualPrinter>: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let loop: any EventLoop
    private let stage: NIOLoopBound<PrinterStage<Printer>>
    private let listeners: [any NIOCore.Channel]
    public let port: Int
    /// Port of the control; 0 without one.
    public let controlPort: Int

    /// - Parameters:
    ///   - control: HTTP on this port of 127.0.0.1; nil for none, 0 for any.
    ///   - answer: acts on the printer for one control request; nil is answered with 404.
    public static func start(
        _ printer: Printer, host: String = "127.0.0.1", port: Int, control: Int? = nil,
        answer: @escaping @Sendable (ControlRequest, inout Printer) -> ControlAnswer? = { _, _ in nil }
    ) async throws(PrintStationError) -> VirtualPrinterServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let stage = try await loop.submit {
                let stage = PrinterStage(printer, loop: loop)
                stage.turn()
                return NIOLoopBound(stage, eventLoop: loop)
            }.get()
            let printerPort = try await bind(host, port, loop, isSmall: true) { StageHandler(stage.value) }
            let controlPort =
                if let control {
                    try await bind("127.0.0.1", control, loop, isSmall: false) {
                        ControlHandler { request in stage.value.control(request, answer) }
                    } as (any NIOCore.Channel)?
                } else { nil as (any NIOCore.Channel)? }
            return VirtualPrinterServer(group, loop, stage, printerPort, controlPort)
        } catch {
            try? await group.shutdownGracefully()
            throw .unreachable("\(host):\(port): \(error)")
        }
    }

    private init(
        _ group: MultiThreadedEventLoopGroup, _ loop: any EventLoop, _ stage: NIOLoopBound<PrinterStage<Printer>>,
        _ printer: any NIOCore.Channel, _ control: (any NIOCore.Channel)?
    ) {
        self.group = group
        self.loop = loop
        self.stage = stage
        listeners = [printer] + (control.map { [$0] } ?? [])
        port = printer.localAddress?.port ?? 0
        controlPort = control?.localAddress?.port ?? 0
    }

    /// Looks at the printer, or does something to it.
    public func with<Answer: Sendable>(_ body: @escaping @Sendable (inout Printer) -> Answer) async throws -> Answer {
        let stage = stage
        return try await loop.submit {
            let answer = body(&stage.value.printer)
            stage.value.settle()
            return answer
        }.get()
    }

    public func stop() async {
        for listener in listeners { try? await listener.close().get() }
        let stage = stage
        try? await loop.submit { stage.value.close() }.get()
        try? await group.shutdownGracefully()
    }

    private static func bind(
        _ host: String, _ port: Int, _ loop: any EventLoop, isSmall: Bool,
        _ handler: @escaping @Sendable () -> some ChannelHandler
    ) async throws -> any NIOCore.Channel {
        try await ServerBootstrap(group: loop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.socketOption(.so_rcvbuf), value: isSmall ? 4_096 : 65_536)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
            .bind(host: host, port: port).get()
    }
}
