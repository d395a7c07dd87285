// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore
internal import Printing

/// Passes on what a till says.
final class TillHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let core: StationCore
    private let printer: PrinterSettings
    private var till: TillID?

    init(_ core: StationCore, _ printer: PrinterSettings) {
        self.core = core
        self.printer = printer
    }

    func channelActive(context: ChannelHandlerContext) {
        let sender = context.remoteAddress?.ipAddress ?? ""
        guard printer.allowed.isEmpty || printer.allowed.contains(where: { $0.allows(sender) }) else {
            core.settings.log("refused \(sender): not in the list of senders of \(printer.name)")
            return context.close(promise: nil)
        }
        till = core.opened(context.channel, printer: printer.name)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let till else { return }
        let bytes = Array(unwrapInboundIn(data).readableBytesView)
        core.take(.tillSaid(till, bytes[...]))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed, let till { return core.ended(till) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let till { core.closed(till) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
