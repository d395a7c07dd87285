// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Acquirers
internal import NIOCore
internal import NIOPosix

/// Why a simulated host cannot listen.
public struct HostServerError: Error, Sendable, CustomStringConvertible {
    public let description: String
}

/// Lets a virtual acquirer be reached over TCP, and be played with over HTTP on loopback.
///
///     terminals ─ TCP ─▶ ┌──────────────────┐ ◀─ HTTP, 127.0.0.1 ─ POST /fault/silence · GET /entries
///                        │ virtual acquirer │
///                        └──────────────────┘
public final class VirtualHostServer<Host: VirtualHost>: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let loop: any EventLoop
    private let stage: NIOLoopBound<HostStage<Host>>
    private let listeners: [any NIOCore.Channel]
    public let port: Int
    /// Port of the control; 0 without one.
    public let controlPort: Int

    /// - Parameters:
    ///   - control: HTTP on this port of 127.0.0.1; nil for none, 0 for any.
    ///   - answer: acts on the host for one control request; nil is answered with 404.
    public static func start(
        _ host: Host, address: String = "127.0.0.1", port: Int, control: Int? = nil,
        answer: @escaping @Sendable (ControlRequest, inout Host) -> ControlAnswer? = { _, _ in nil }
    ) async throws(HostServerError) -> VirtualHostServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let stage = try await loop.submit {
                let stage = HostStage(host, loop: loop)
                stage.turn()
                return NIOLoopBound(stage, eventLoop: loop)
            }.get()
            let hostPort = try await bind(address, port, loop) { HostHandler(stage.value) }
            var controlPort: (any NIOCore.Channel)?
            if let control {
                controlPort = try await bind("127.0.0.1", control, loop) {
                    ControlHandler { request in stage.value.control(request, answer) }
                }
            }
            return VirtualHostServer(group, loop, stage, hostPort, controlPort)
        } catch {
            try? await group.shutdownGracefully()
            throw HostServerError(description: "\(address):\(port): \(error)")
        }
    }

    private init(
        _ group: MultiThreadedEventLoopGroup, _ loop: any EventLoop, _ stage: NIOLoopBound<HostStage<Host>>,
        _ host: any NIOCore.Channel, _ control: (any NIOCore.Channel)?
    ) {
        self.group = group
        self.loop = loop
        self.stage = stage
        listeners = [host] + (control.map { [$0] } ?? [])
        port = host.localAddress?.port ?? 0
        controlPort = control?.localAddress?.port ?? 0
    }

    /// Looks at the host, or does something to it.
    public func with<Answer: Sendable>(_ body: @escaping @Sendable (inout Host) -> Answer) async throws -> Answer {
        let stage = stage
        return try await loop.submit {
            let answer = body(&stage.value.host)
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
        _ address: String, _ port: Int, _ loop: any EventLoop, _ handler: @escaping @Sendable () -> some ChannelHandler
    ) async throws -> any NIOCore.Channel {
        try await ServerBootstrap(group: loop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
            .bind(host: address, port: port).get()
    }
}
