// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender
public import Wallets

/// A merchant's account at a wallet, with the links of the configuration that take payments for it.
public struct LinkedAccount: Sendable {
    public enum Link: Sendable {
        case weChat(WeChatLink)
        case alipay(AlipayLink)
    }

    /// The first of them: each knows the account's keys.
    public let link: Link
    public private(set) var terminals: Set<TerminalID>

    public init(_ link: Link, terminals: Set<TerminalID>) {
        self.link = link
        self.terminals = terminals
    }

    public var name: WalletAccountName {
        switch link {
        case .weChat(let link): link.account.name
        case .alipay(let link): link.account.name
        }
    }

    /// Where its daily bills come from.
    public var bills: any BillSource {
        switch link {
        case .weChat(let link): link
        case .alipay(let link): link
        }
    }

    /// The accounts of a configuration's links, each once.
    public static func all(_ links: [OpenLink]) -> [LinkedAccount] {
        var accounts: [LinkedAccount] = []
        for open in links {
            let link: Link
            if let found = open.weChat {
                link = .weChat(found)
            } else if let found = open.alipay {
                link = .alipay(found)
            } else {
                continue
            }
            let account = LinkedAccount(link, terminals: [open.lane.terminal])
            if let known = accounts.firstIndex(where: { $0.name == account.name }) {
                accounts[known].terminals.formUnion(account.terminals)
            } else {
                accounts.append(account)
            }
        }
        return accounts
    }
}
