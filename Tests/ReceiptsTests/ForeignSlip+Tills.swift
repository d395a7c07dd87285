// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension ForeignSlip {
    static let wallets = [
        ForeignSlip(
            "WeChat on a till",
            """
            示例超市(人民路店)
            单号: SO20261125000077
            收银员: 王小明
            --------------------------------
            矿泉水     2   2.00    4.00
            面包       1   12.00   12.00
            --------------------------------
            合计:               16.00
            支付方式: 微信支付
            微信订单号:
            4200002489202611251234567890
            交易时间: 2026-11-25 12:03:44
            谢谢惠顾
            """,
            [
                "order": "SO20261125000077", "operator": "王小明", "amount": "16.00", "channel": "wechat",
                "channelOrder": "4200002489202611251234567890", "time": "2026-11-25 12:03:44",
            ]),
        ForeignSlip(
            "Alipay with a discount",
            """
            支付宝付款凭证
            订单金额：￥58.00
            优惠金额：￥3.00
            实付金额：￥55.00
            交易号：2026112522001412341234567890
            商户订单号：M202611250001
            付款时间：2026-11-25 12:03:44
            付款账户：abc***@example.com
            """,
            [
                "amount": "58.00", "netPaid": "55.00", "channel": "alipay", "order": "M202611250001",
                "channelOrder": "2026112522001412341234567890", "time": "2026-11-25 12:03:44",
            ], never: ["card"]),
        ForeignSlip(
            "wallet number without a label",
            """
            微信支付
            4200002489202611251234567890
            合计 ¥9.90
            """,
            ["channelOrder": "4200002489202611251234567890", "channel": "wechat", "amount": "9.90"]),
        ForeignSlip(
            "aggregate code of a payment company",
            """
            扫码支付签购单
            商户号：822290058120001
            交易类型：扫码支付
            支付渠道：云闪付
            付款凭证号：10112611251203441234567
            金额：0.01元
            2026-11-25 12:03:44
            """,
            [
                "merchant": "822290058120001", "kind": "walletSale", "channel": "unionpay", "amount": "0.01",
                "channelOrder": "10112611251203441234567", "time": "2026-11-25 12:03:44", "currency": "CNY",
            ]),
        ForeignSlip(
            "refund by code",
            """
            支付方式:支付宝
            交易类型:退款
            退款金额:¥58.00
            原订单号:2026112422001412340987654321
            商户退款单号:RF20261125000009
            退款时间:2026-11-25 12:03:44
            """,
            [
                "kind": "walletRefund", "channel": "alipay", "amount": "58.00",
                "originalOrder": "2026112422001412340987654321", "order": "RF20261125000009",
                "time": "2026-11-25 12:03:44",
            ]),
        ForeignSlip(
            "a foot that praises two wallets names no channel",
            """
            合计: 20.00
            本店支持微信、支付宝付款
            """,
            ["amount": "20.00"], never: ["channel"]),
        ForeignSlip(
            "digital yuan", "支付方式：数字人民币\n实付：8.80", ["channel": "digitalYuan", "amount": "8.80"]),
    ]

    static let tills = [
        ForeignSlip(
            "restaurant, cash and change",
            """
                  示例饭店
            桌号:8   人数:3
            账单号:20261125-0018
            开台时间:2026-11-25 11:10:00
            结账时间:2026-11-25 12:03:44
            品名      数量  单价   金额
            宫保鸡丁    1  38.00  38.00
            米饭        3   2.00   6.00
            小计:               44.00
            折扣:               -4.00
            应收:               40.00
            实收:              100.00
            找零:               60.00
            """,
            ["order": "20261125-0018", "time": "2026-11-25 12:03:44", "amount": "40.00", "currency": "CNY"]),
        ForeignSlip(
            "count beside the total",
            "合计：  3 件   128.00\n现金：  150.00\n找零：  22.00",
            ["amount": "128.00", "channel": "cash"]),
        ForeignSlip(
            "total and item heads without colons",
            """
            商品   数量  金额
            大米    1   45.00
            酱油    1   13.00
            总计  ￥58.00
            2026/11/25 12:03
            """,
            ["amount": "58.00", "time": "2026-11-25 12:03:00"]),
        ForeignSlip(
            "shop abroad",
            """
            ExampleMart Ltd.
            Shop No. 42.
            Example item #1                             4.00
            Another thing                               8.95
            Subtotal                                   12.95
            A local tax                                 1.30
            Total            $ 14.25
            Monday 6th of April 2015 02:56:25 PM
            """,
            ["amount": "14.25", "time": "2015-04-06 14:56:25"], never: ["currency", "netPaid"]),
        ForeignSlip(
            "two totals that cash and change decide between",
            "合计: 60.00\n应付: 58.00\n收您: 100.00\n找零: 42.00", ["amount": "58.00"]),
        ForeignSlip(
            "two totals and nothing to decide", "合计: 60.00\n总计: 58.00", [:], never: ["amount"]),
        ForeignSlip(
            "received only, with change: no charge can be told", "实收: 100.00\n找零: 42.00", [:], never: ["amount"]),
        ForeignSlip("received alone", "实收: 58.00", ["amount": "58.00"]),
        ForeignSlip(
            "capital numerals that agree", "金额: 58.00\n大写: 人民币伍拾捌元整", ["amount": "58.00"]),
        ForeignSlip("minimum spend is no amount", "最低消费金额: 100.00", [:], never: ["amount"]),
        ForeignSlip("member's balance is no amount", "会员余额: 300.00\n应付: 20.00", ["amount": "20.00"]),
        ForeignSlip("points are no amount", "本次积分: 58\n累计积分: 1058", [:], never: ["amount"]),
        ForeignSlip("a day that may be a month", "DATE: 05/06/2026 TIME: 12:03", [:], never: ["time", "date"]),
        ForeignSlip("three pairs of digits are no date", "日期: 25/11/26", [:], never: ["date"]),
        ForeignSlip("a day beyond twelve tells itself", "DATE: 25/11/2026", ["date": "2026-11-25"]),
        ForeignSlip("month before day", "DATE: Nov 25, 2026", ["date": "2026-11-25"]),
        ForeignSlip("day, hyphen, month", "DATE: 25-NOV-2026 12:03:44", ["time": "2026-11-25 12:03:44"]),
        ForeignSlip("date and clock in one number", "交易时间:20261125120344", ["time": "2026-11-25 12:03:44"]),
        ForeignSlip("date without marks", "日期:20261125", ["date": "2026-11-25"]),
        ForeignSlip("afternoon", "DATE/TIME: 2026-11-25 02:03:44 PM", ["time": "2026-11-25 14:03:44"]),
        ForeignSlip("a day that does not exist", "日期:2026-02-30", [:], never: ["date", "time"]),
        ForeignSlip("two references contradict", "参考号:123456789012\n参考号:210987654321", [:], never: ["reference"]),
        ForeignSlip("the same reference twice", "参考号:123456789012\nREF NO:123456789012", ["reference": "123456789012"]),
        ForeignSlip("reference in groups", "参考号: 1234 5678 9012", ["reference": "123456789012"]),
        ForeignSlip(
            "a label without value takes no other label's line", "参考号:\n金额:58.00", ["amount": "58.00"],
            never: ["reference"]),
        ForeignSlip("a member's card is no bank card", "会员卡号: 8800123412341234", [:], never: ["card"]),
        ForeignSlip("last four alone", "卡号: 1234", ["card": "****1234"]),
        ForeignSlip("yuan behind the figure", "消费金额 58.00 元", ["amount": "58.00", "currency": "CNY"]),
        ForeignSlip("CNY behind the figure", "AMOUNT: 58.00 CNY", ["amount": "58.00", "currency": "CNY"]),
        ForeignSlip("thousands", "总计：￥12,345,678.90", ["amount": "12345678.90"]),
        ForeignSlip("comma at a wrong place is no amount", "总计: 12,34.50", [:], never: ["amount"]),
        ForeignSlip("percent is no amount", "总计: 10%", [:], never: ["amount"]),
        ForeignSlip("an order number is no amount", "订单号: 20261125", ["order": "20261125"], never: ["amount"]),
        ForeignSlip("an amount too large is none", "金额: 99999999999999999999.00", [:], never: ["amount"]),
        ForeignSlip("hand-written number", "收据号: HW0001234\n金额: 58.00", ["receipt": "HW0001234", "amount": "58.00"]),
        ForeignSlip("nothing at all", "欢迎光临\n谢谢惠顾", [:], never: ["amount", "time", "card", "kind"]),
    ]
}
