// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore

/// One request to the control of a simulated device.
public struct ControlRequest: Sendable, Hashable {
    public let method: String
    /// Without the query.
    public let path: String
    public let query: [String: String]
}

/// Its answer.
public struct ControlAnswer: Sendable, Hashable {
    public let status: Int
    public let type: String
    public let body: [UInt8]

    public init(_ body: [UInt8], status: Int = 200, type: String = "application/octet-stream") {
        self.status = status
        self.type = type
        self.body = body
    }

    /// UTF-8 text with a line end.
    public init(_ text: String, status: Int = 200) {
        self.init(Array((text + "\n").utf8), status: status, type: "text/plain; charset=utf-8")
    }
}

/// As much of HTTP/1.1 as `curl` on the same machine needs: one request a connection, its body not looked at.
final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let act: (ControlRequest) -> ControlAnswer?
    private var head: [UInt8] = []
    private var isDone = false

    /// Bytes of a request's head.
    private static let headLimit = 8_192

    init(_ act: @escaping (ControlRequest) -> ControlAnswer?) { self.act = act }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return }
        head += unwrapInboundIn(data).readableBytesView
        let text = String(decoding: head, as: UTF8.self)
        guard text.contains("\r\n\r\n") || text.contains("\n\n") else {
            if head.count > Self.headLimit { context.close(promise: nil) }
            return
        }
        isDone = true
        let answer = Self.request(text).map { act($0) ?? ControlAnswer("there is no such thing", status: 404) }
        send(answer ?? ControlAnswer("this is not HTTP", status: 400), context)
    }

    private static func request(_ text: String) -> ControlRequest? {
        guard let line = text.split(whereSeparator: \.isNewline).first else { return nil }
        let words = line.split(separator: " ")
        guard words.count == 3, words[1].hasPrefix("/") else { return nil }
        let parts = words[1].split(separator: "?", maxSplits: 1)
        var query: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1)
            query[String(sides[0])] = sides.count > 1 ? String(sides[1]) : ""
        }
        return ControlRequest(method: String(words[0]), path: parts.first.map(String.init) ?? "/", query: query)
    }

    private func send(_ answer: ControlAnswer, _ context: ChannelHandlerContext) {
        let reason = answer.status == 200 ? "OK" : "Refused"
        let head = """
            HTTP/1.1 \(answer.status) \(reason)\r
            Content-Type: \(answer.type)\r
            Content-Length: \(answer.body.count)\r
            Connection: close\r
            \r

            """
        var buffer = context.channel.allocator.buffer(string: head)
        buffer.writeBytes(answer.body)
        let channel = context.channel
        channel.writeAndFlush(buffer).whenComplete { _ in channel.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
