// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A day's bill of a simulated wallet, as the wallets write it.
public struct WalletBills: Sendable {
    private let orders: [SimulatedOrder]
    private let day: CivilDate
    /// Each row stands there twice.
    private let isDoubled: Bool

    public init(_ wallet: SimulatedWallet, day: CivilDate, isDoubled: Bool = false) {
        orders = wallet.truth
        self.day = day
        self.isDoubled = isDoubled
    }

    private enum Row {
        case sale(SimulatedOrder, Instant)
        case reversal(SimulatedOrder, Instant)
        case refund(SimulatedOrder, SimulatedRefund)
    }

    private var rows: [Row] {
        var rows: [Row] = []
        for order in orders {
            guard let paidAt = order.paidAt else { continue }
            if isToday(paidAt) { rows.append(.sale(order, paidAt)) }
            if order.state == .reversed, let at = order.endedAt, isToday(at) { rows.append(.reversal(order, at)) }
            for refund in order.refunds where isToday(refund.at) && refund.state == .success {
                rows.append(.refund(order, refund))
            }
        }
        return isDoubled ? rows.flatMap { [$0, $0] } : rows
    }

    private func isToday(_ time: Instant) -> Bool { Zone.shanghai.civil(at: time).date == day }

    public var isEmpty: Bool { rows.isEmpty }

    private static func yuan(_ fen: Int64) -> String { Money(minor: fen).text }

    /// 0.60 %, half up.
    private static func fee(_ fen: Int64) -> Int64 { (fen * 60 + 5_000) / 10_000 }

    private static func plain(_ text: String) -> String { text.filter { $0 != "," && $0 != "`" && $0 != "\n" } }

    // MARK: - WeChat Pay

    /// UTF-8 with a mark, every cell behind a backtick, totals at the end.
    public func weChat(app: String, merchant: String) -> [UInt8] {
        let rows = rows
        var (sold, back, fees) = (Int64(0), Int64(0), Int64(0))
        var lines = [
            "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
                + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,"
                + "费率,订单金额,申请退款金额,费率备注"
        ]
        for row in rows {
            let (order, time, state, refund) = parts(row)
            let (sale, given) = refund == nil ? (order.fen, Int64(0)) : (0, refund?.fen ?? 0)
            let fee = Self.fee(sale) - Self.fee(given)
            sold += sale
            back += given
            fees += fee
            let cells = [
                Zone.shanghai.civil(at: time).description, app, merchant, "0", order.terminal, order.walletNumber,
                order.number, "oUser", "MICROPAY", state, "OTHERS", "CNY", Self.yuan(sale), "0.00",
                refund?.walletNumber ?? "0", refund?.number ?? "0", Self.yuan(given), "0.00",
                refund == nil ? "" : "ORIGINAL", refund == nil ? "" : "SUCCESS", Self.plain(order.title), "",
                Self.yuan(fee) + "000", "0.60%", Self.yuan(sale), Self.yuan(given), "",
            ]
            lines.append(cells.map { "`" + $0 }.joined(separator: ","))
        }
        lines.append("总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额")
        let totals = [
            "\(rows.count)", Self.yuan(sold), Self.yuan(back), "0.00", Self.yuan(fees) + "000", Self.yuan(sold),
            Self.yuan(back),
        ]
        lines.append(totals.map { "`" + $0 }.joined(separator: ","))
        return Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private func parts(
        _ row: Row
    ) -> (SimulatedOrder, Instant, String, (number: String, walletNumber: String, fen: Int64)?) {
        switch row {
        case .sale(let order, let time): (order, time, "SUCCESS", nil)
        case .reversal(let order, let time):
            (order, time, "REVOKED", (order.number + "R", order.walletNumber + "9", order.fen))
        case .refund(let order, let refund):
            (order, refund.at, "REFUND", (refund.number, refund.walletNumber, refund.fen))
        }
    }

    // MARK: - Alipay

    /// Text that goes out in GBK: notes around the rows, totals at the end.
    public func alipay(account: String) -> String {
        var (sales, refunds) = ((0, Int64(0)), (0, Int64(0)))
        let start = "\(day)"
        var lines = [
            "#支付宝业务明细查询", "#账号：[\(account)]", "#起始日期：[\(start) 00:00:00]   终止日期：[\(day.adding(days: 1)) 00:00:00]",
            "#-----------------------------------------业务明细列表----------------------------------------",
            "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,"
                + "商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
                + "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注",
        ]
        for row in rows {
            let (order, time, _, refund) = parts(row)
            let fen = refund.map { -$0.fen } ?? order.fen
            if let refund {
                refunds = (refunds.0 + 1, refunds.1 - refund.fen)
            } else {
                sales = (sales.0 + 1, sales.1 + order.fen)
            }
            let fee = refund.map { Self.fee($0.fen) } ?? -Self.fee(order.fen)
            let civil = Zone.shanghai.civil(at: time).description
            let cells = [
                order.walletNumber + "\t", order.number + "\t", refund == nil ? "交易" : "退款", Self.plain(order.title),
                civil, civil, "", "", "", order.terminal, "*三(138******00)", Self.yuan(fen), Self.yuan(fen), "0.00",
                "0.00", "0.00", "0.00", "0.00", "", "0.00", "0.00", (refund?.number ?? "") + "\t", Self.yuan(fee),
                "0.00", "",
            ]
            lines.append(cells.joined(separator: ","))
        }
        lines.append("#-----------------------------------------业务明细列表结束------------------------------------")
        lines.append("#交易合计：\(sales.0)笔，商家实收共\(Self.yuan(sales.1))元，商家优惠共0.00元")
        lines.append("#退款合计：\(refunds.0)笔，商家实收退款共\(Self.yuan(refunds.1))元，商家优惠退款共0.00元")
        lines.append("#导出时间：[\(day.adding(days: 1)) 09:30:00]")
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
