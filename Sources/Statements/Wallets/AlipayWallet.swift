// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A person's Alipay export (电子客户回单).
enum AlipayWallet {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "alipay-wallet", title: Phrase(zh: "支付宝个人账单", en: "Alipay wallet export"), role: .wallet),
        layout: Layout(
            required: [
                (.time, ["交易时间"]), (.category, ["交易分类"]), (.counterparty, ["交易对方"]), (.goods, ["商品说明"]),
                (.direction, ["收/支"]), (.amount, ["金额"]), (.method, ["收/付款方式"]), (.status, ["交易状态"]),
                (.channelOrder, ["交易订单号"]), (.order, ["商家订单号"]),
            ],
            optional: [(.counterAccount, ["对方账号"]), (.remark, ["备注"])]),
        marks: ["支付宝（中国）网络技术有限公司", "支付宝账户"], hasNullMarks: true,
        makeInterpreter: { context in AlipayWalletRows(context) })

    static let purchases: Set<String> = [
        "餐饮美食", "服饰装扮", "日用百货", "家居家装", "数码电器", "运动户外", "美容美发", "母婴亲子", "宠物", "交通出行", "爱车养车",
        "住房物业", "酒店旅游", "文化休闲", "教育培训", "医疗健康", "生活服务", "公共服务", "商业服务", "公益捐赠", "亲友代付",
        "充值缴费", "互助保障", "保险", "其他",
    ]
    static let movements: Set<String> = ["投资理财", "信用借还", "转账红包", "账户存取", "收入"]
}

private struct AlipayWalletRows: RowInterpreter {
    private var totals: WalletTotals

    init(_ context: ReadingContext) { totals = WalletTotals(context.preamble) }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let minor = try cells.amount(.amount, style: [])
        guard minor >= 0 else { throw .negativeAmount(column: cells.map.name(of: .amount)) }
        let direction = try cells.text(.direction) ?? "不计收支"
        guard direction == "收入" || direction == "支出" || direction == "不计收支" else {
            throw cells.fault(unknown: direction, in: .direction)
        }
        totals.add(direction, minor: minor)
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: .neutral)
        try addKind(to: &row, cells, direction)
        row.amount = Money(minor: minor)
        guard let time = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        row.status = try status(cells)
        if let text = try cells.label(.method) {
            let method = PayMethod(text)
            row.channel = method.name
            row.card = method.card
        }
        row.product = "alipay"
        try WalletNumbers.add(to: &row, cells, refundHasOwnNumber: true)
        row.remark = try cells.remark([.counterparty, .goods, .remark])
        return row
    }

    private func addKind(to row: inout StatementRow, _ cells: Cells, _ direction: String) throws(RowFault) {
        let category = try cells.word(.category)
        let status = try cells.text(.status)
        if category == "退款" {
            row.kind = .refund
            row.side = direction == "支出" ? .merchant : .payer
        } else if AlipayWallet.movements.contains(category) {
            row.kind = movement(direction)
        } else if AlipayWallet.purchases.contains(category) {
            // A closed order is taken out of the sums but is still the order of a purchase.
            let isPurchase = direction == "支出" || (direction == "不计收支" && status == "交易关闭")
            let goods = try cells.text(.goods)
            let isReceipt = direction == "收入" && goods == "收钱码收款"
            row.kind = isPurchase || isReceipt ? .sale : movement(direction)
            row.side = isPurchase ? .payer : .merchant
        } else {
            throw cells.fault(unknown: category, in: .category)
        }
    }

    private func movement(_ direction: String) -> StatementRow.Kind {
        direction == "收入" ? .incoming : direction == "支出" ? .outgoing : .neutral
    }

    private func status(_ cells: Cells) throws(RowFault) -> StatementRow.Status {
        let word = try cells.word(.status)
        switch word {
        // Waiting for the goods to be confirmed: the customer has paid.
        case "交易成功", "等待确认收货", "支付成功", "退款成功", "还款成功", "充值成功", "提现成功", "解冻成功", "转账成功", "等待对方发货":
            return .approved
        case "交易关闭", "已关闭": return .closed
        case "等待付款", "处理中", "冻结成功": return .pending
        case "交易失败", "支付失败", "还款失败", "退款失败": return .declined
        default: throw cells.fault(unknown: word, in: .status)
        }
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] {
        totals.controls(
            read: counts.read, directions: [("收入", "收入"), ("支出", "支出"), ("不计收支", "不计收支")])
    }
}
