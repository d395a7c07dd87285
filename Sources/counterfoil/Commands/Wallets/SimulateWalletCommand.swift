// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import SimKit
import Store

struct SimulateWalletCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "WeChat Pay v3 and Alipay on one port, with customers, signatures and every fault of a wallet.",
        discussion: """
            WeChat Pay answers under /v3/, Alipay under /gateway.do. The keys of both sides are files of --keys; they \
            are made when there are none.

            The control, on the same port; without wallet=… it is for both:
              POST /control/fault/NAME?wallet=wechat      used up by the next message that it fits
              POST /control/customer/WORD?wallet=alipay   what the next customer does: at-once, password-MS, abandons,
                                                          no-money, old-code
              POST /control/clear                         no more faults
              POST /control/advance?ms=N                  moves the wallets' clock on, or back where N is negative
              POST /control/notices[?forged=1]            takes the notifications of what ended since, as JSON
              GET /control/truth?wallet=wechat            every order as it is

            Faults:
            \(WalletFault.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
            """)

    @Option(help: "Port to listen on; 0: any.") var listen: Int
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Folder of the keys.") var keys = "./counterfoil-wallet-keys"

    func run() async throws {
        let clock = SystemWallClock()
        do {
            let made = try SimulatedWalletKeys(folder: keys)
            let server = try await WalletServer.start(made, host: host, port: listen, now: { clock.now() })
            let merchant = SimulatedMerchant()
            Terminal.write("wallet ready: port \(server.port), keys \(keys)")
            Terminal.write(
                "wechat: merchant \(merchant.weChat), app \(merchant.weChatApp), "
                    + "certificate \(SimulatedWalletKeys.merchantSerial); alipay: app \(merchant.alipayApp)")
            await Interruption.wait()
            await server.stop()
        } catch let failure as WalletServer.Failure {
            throw StoreError.unreachable(Tongue.ofLocale.choose(failure.words))
        }
    }
}
