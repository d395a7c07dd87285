// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Opens the ports of a station.
enum Listening {
    /// - Returns: the listeners, and the port of each printer.
    static func open(
        _ settings: PrintSettings, _ core: NIOLoopBound<StationCore>, _ loop: any EventLoop
    ) async throws(PrintStationError) -> (listeners: [any NIOCore.Channel], ports: [String: Int]) {
        var listeners: [any NIOCore.Channel] = []
        var ports: [String: Int] = [:]
        for printer in settings.printers {
            for address in printer.listen {
                let port = address.port == 0 ? ports[printer.name] ?? 0 : address.port
                do {
                    let listener = try await bootstrap(printer, core, loop, isV6: address.host.contains(":"))
                        .bind(host: address.host, port: port).get()
                    listeners.append(listener)
                    if ports[printer.name] == nil { ports[printer.name] = listener.localAddress?.port }
                } catch {
                    // A machine without IPv6 is no fault as long as one address works.
                    if address.host == "::", ports[printer.name] != nil { continue }
                    for listener in listeners { try? await listener.close().get() }
                    throw .unreachable("\(printer.name): cannot listen on \(address.host):\(port): \(error)")
                }
            }
        }
        return (listeners, ports)
    }

    private static func bootstrap(
        _ printer: PrinterSettings, _ core: NIOLoopBound<StationCore>, _ loop: any EventLoop, isV6: Bool
    ) -> ServerBootstrap {
        let plain = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            // A till that was switched off says no goodbye: a minute of silence, then three questions.
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE)), value: 60)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL)), value: 5)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPCNT)), value: 3)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One piece at a time: what a till has sent beyond it stays in the kernel until this is durable.
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TillHandler(core.value, printer))
                }
            }
        guard isV6 else { return plain }
        return plain.serverChannelOption(
            ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only), value: 1)
    }
}
