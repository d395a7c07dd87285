// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// A terminal of the shop and who stands behind it.
struct Lane {
    enum Style {
        /// A host that speaks ISO 8583: takes reversals and repeats, and cannot be asked.
        case acquirer
        /// A terminal that speaks nexo: it is asked.
        case terminal
        /// A wallet: asked first, cancelled after.
        case wallet
    }

    let index: Int
    let terminal: TerminalID
    let style: Style

    var kind: LinkKind {
        switch style {
        case .acquirer: .acquirer
        case .terminal: .terminal
        case .wallet: .wallet
        }
    }

    var ability: LinkAbility {
        switch style {
        case .acquirer: .acquirer
        case .terminal: .terminal
        case .wallet: .wallet
        }
    }

    /// Whether its vouchers belong to batches.
    var hasBatches: Bool { style == .acquirer }

    /// The day's batch, and the one that is open once it is closed.
    static let batch: BatchNumber = "000001"
    static let nextBatch: BatchNumber = "000002"

    static let all: [Lane] = [
        Lane(index: 0, terminal: "30100001", style: .acquirer),
        Lane(index: 1, terminal: "30100002", style: .acquirer),
        Lane(index: 2, terminal: "30200001", style: .terminal),
        Lane(index: 3, terminal: "30300001", style: .wallet),
    ]

    static func of(_ terminal: TerminalID) -> Lane? { all.first { $0.terminal == terminal } }
}

extension AttemptRequest {
    /// The number in our own name of it.
    var number: Int { Int(id.text.dropFirst()) ?? 0 }

    var peerKey: PeerKey { PeerKey(terminal: terminal, batch: batch, voucher: voucher) }
}

/// What names an exchange on the other side.
struct PeerKey: Hashable {
    let terminal: TerminalID
    let batch: BatchNumber?
    let voucher: VoucherNumber
}
