// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What one exchange with a terminal, an acquirer or a wallet is to do with money.
///
/// What is left to do when no answer comes depends on the kind alone (UnionPay POS: MTI 02xx and 01xx requests are
/// reversed by 0400; 0220 advices, refunds among them, are repeated until answered; payments reference §1.1).
public enum MovementKind: UInt8, CaseIterable, Hashable, Sendable {
    /// 消费
    case sale = 1
    /// 消费撤销, same terminal, same batch, whole amount.
    case void = 2
    /// 退货
    case refund = 3
    /// 预授权
    case preauth = 4
    /// 预授权追加
    case addition = 5
    /// 预授权撤销
    case preauthVoid = 6
    /// 预授权完成, asked for and answered at once.
    case completion = 7
    /// 预授权完成通知, told and never refused.
    case completionAdvice = 8
    /// 预授权完成撤销
    case completionVoid = 9
    /// 离线消费, approved by the terminal alone.
    case offlineSale = 10

    /// What takes the uncertainty away when nobody can be asked.
    public enum Remedy: Hashable, Sendable {
        /// The same request as a reversal, until it is answered: the money is back wherever it was.
        case reversal
        /// The same message again, marked as a repeat, until it is answered: it counts once.
        case repetition
    }

    public var remedy: Remedy {
        switch self {
        case .sale, .void, .preauth, .addition, .preauthVoid, .completion, .completionVoid: .reversal
        case .refund, .completionAdvice, .offlineSale: .repetition
        }
    }

    /// Whether it takes money or credit from the customer; the others give back.
    public var takes: Bool {
        switch self {
        case .sale, .preauth, .addition, .completion, .completionAdvice, .offlineSale: true
        case .void, .refund, .preauthVoid, .completionVoid: false
        }
    }
}
