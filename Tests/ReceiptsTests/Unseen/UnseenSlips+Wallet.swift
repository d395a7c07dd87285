// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension UnseenSlip {
    /// Slips of code payments.
    static let wallet: [UnseenSlip] = [
        UnseenSlip(
            "a scan payment on an acquirer's terminal",
            """
                      拉卡拉支付
            商户名：林记烧腊
            商户号：822290058120993
            终端号：A1034428
            交易类型：微信支付
            交易时间：2026-03-06 12:18:33
            订单号：20260306121830044
            交易单号：4200002231202603065512345678
            批次号：000088 凭证号：000731
            参考号：121833556702
            交易金额：28.00元
            """,
            amount: "28.00",
            time: "2026-03-06 12:18:33",
            reference: "121833556702",
            voucher: "000731",
            batch: "000088",
            terminal: "A1034428",
            order: "20260306121830044",
            wallet: "4200002231202603065512345678"),
        UnseenSlip(
            "a wallet payment with a coupon",
            """
                  微信支付凭证
            商户全称 成都阿姐小面
            商品 堂食
            订单金额    ￥32.00
            优惠金额    -￥5.00
            实付金额    ￥27.00
            支付时间 2026/02/18 11:52:07
            商户单号 CDAJ2602180115207
            交易单号
            4200001988202602184467120093
            """,
            amount: "27.00",
            time: "2026-02-18 11:52:07",
            order: "CDAJ2602180115207",
            wallet: "4200001988202602184467120093"),
        UnseenSlip(
            "an Alipay slip with a split number",
            """
                    支付宝收款
            门店: 花田水果(二店)
            商家订单号: HT20260311-0092
            支付宝交易号: 20260311220014
            50911403322718
            应收: 45.80  优惠: 0.80
            实收: 45.00
            付款方: 138****2291
            时间: 2026-03-11 20:07:49
            """,
            amount: "45.00",
            time: "2026-03-11 20:07:49",
            order: "HT20260311-0092",
            wallet: "2026031122001450911403322718"),
        UnseenSlip(
            "an Alipay refund",
            """
            退款凭证
            支付宝
            商户订单号：M20260220773
            交易号：2026022022001466120514438899
            原订单金额：￥199.00
            退款金额：￥59.00
            退款时间：2026-02-21 10:15:02
            操作员：003
            """,
            amount: "59.00",
            time: "2026-02-21 10:15:02",
            order: "M20260220773",
            wallet: "2026022022001466120514438899"),
        UnseenSlip(
            "a bank code slip with a masked card",
            """
            云闪付二维码消费
            商户名称：城南五金
            商户编号：898370157220118
            终端编号：13900027
            付款凭证码：62264410******7725
            卡号：621226******0043
            批次号：000034
            凭证号：000297
            参考号：153848210976
            交易时间：2026/03/09 15:38:48
            交易金额：RMB 213.40
            优惠金额：RMB 10.00
            实付金额：RMB 203.40
            """,
            amount: "203.40",
            time: "2026-03-09 15:38:48",
            reference: "153848210976",
            voucher: "000297",
            batch: "000034",
            terminal: "13900027",
            card: "621226******0043"),
        UnseenSlip(
            "an overseas wallet slip in English",
            """
            ALIPAY+ PAYMENT RECEIPT
            Kopi Corner, Bugis
            Terminal ID  : 99010227
            Merchant Ref : KC-26-030981
            Alipay Trans No:
            20260310110820010012345678
            Amount       : SGD 11.20
            (CNY 60.37)
            Date/Time    : 10 Mar 2026 13:44:10
            """,
            amount: "11.20",
            time: "2026-03-10 13:44:10",
            terminal: "99010227",
            order: "KC-26-030981",
            wallet: "20260310110820010012345678"),
        UnseenSlip(
            "an aggregator's slip with three numbers",
            """
            聚合支付签购单
            商户名称：永辉便利
            支付方式：支付宝
            渠道订单号：2026030822001412345600778899
            平台订单号：100220260308995512
            商户订单号：YH0308-7781
            交易时间：2026-03-08 08:08:08
            金额：￥9.90
            """,
            amount: "9.90",
            time: "2026-03-08 08:08:08",
            order: "YH0308-7781",
            wallet: "2026030822001412345600778899"),
    ]
}
