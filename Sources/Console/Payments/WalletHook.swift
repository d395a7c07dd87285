// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Links
import NIOCore
import Tender
import Wallets

/// `/hooks/wallets/wechat/T0000007`, the terminal being that of a link, and `/hooks/wallets/wechat` for any account:
/// where wallets say what became of a payment. Their signature is their proof; what is not signed changes nothing.
enum WalletHook {
    static let path = "/hooks/wallets/{wallet}"
    static let linkPath = "/hooks/wallets/{wallet}/{terminal}"

    static func route(_ gate: inout Gate) {
        for path in [path, linkPath] { route(path, &gate) }
    }

    private static func route(_ path: String, _ gate: inout Gate) {
        gate.open(.post, path) { request, visit, parameters in
            guard let door = visit.site.options.walletDoor,
                let wallet = WalletKind(rawValue: try parameters.require("wallet"))
            else { throw Refusal.notFound }
            let named = parameters.get("terminal")
            let terminal = named.flatMap { TerminalID($0) }
            guard named == nil || terminal != nil else { throw Refusal.notFound }
            let headers = request.headers.map { WalletHeader($0.name.rawName, $0.value) }
            let buffer = try await request.body.collect(upTo: WalletNoticeDoor.bodyLimit)
            let reply = await door.take(wallet, at: terminal, headers: headers, body: Array(buffer.readableBytesView))
            return Response(
                status: HTTPResponse.Status(code: reply.status), headers: [.contentType: reply.type],
                body: ResponseBody(byteBuffer: ByteBuffer(string: reply.body)))
        }
    }
}
