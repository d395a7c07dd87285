// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension UnseenSlip {
    /// Slips of card terminals in China.
    static let bank: [UnseenSlip] = [
        UnseenSlip(
            "an acquirer's sale, bilingual labels",
            """
                      银联商务签购单
            商户存根           MERCHANT COPY
            --------------------------------
            商户名称(MERCHANT NAME):
            老灶火锅(王府井店)
            商户编号(MERCHANT NO):898110358120457
            终端编号(TERMINAL NO):10458872
            操作员号(OPERATOR NO):01
            发卡行(ISSUER):招商银行
            收单行(ACQUIRER):银联商务
            卡号(CARD NO):
            621483******8821 /C
            有效期(EXP DATE):2811
            交易类型(TRANS TYPE):
            消费(SALE)
            批次号(BATCH NO):000317
            凭证号(VOUCHER NO):002946
            授权码(AUTH NO):
            参考号(REF NO):150912774301
            日期/时间(DATE/TIME):
            2026/03/14 19:42:08
            交易金额(AMOUNT):RMB 468.00
            ARQC:8F3A6611B0C2D417
            TVR:0000048000 AID:A000000333010101
            """,
            amount: "468.00",
            time: "2026-03-14 19:42:08",
            reference: "150912774301",
            voucher: "002946",
            batch: "000317",
            terminal: "10458872",
            card: "621483******8821"),
        UnseenSlip(
            "a bank's slip with letter-spaced labels",
            """
                   中国工商银行 POS 签购单
             商 户 名: 鼎盛百货有限责任公司
             商 户 号: 102110053110024
             终 端 号: 01062233
             卡    号: 622202*********3367
             交 易 类 型: 消费
             批 次 号: 000021  凭 证 号: 000108
             授 权 号: 038812
             参 考 号: 072514330918
             日期时间: 2026-01-09 09:05:31
             金    额: RMB 1,299.00
               持卡人签名:
            """,
            amount: "1299.00",
            time: "2026-01-09 09:05:31",
            reference: "072514330918",
            voucher: "000108",
            batch: "000021",
            terminal: "01062233",
            card: "622202*********3367"),
        UnseenSlip(
            "a void that names the voucher it voids",
            """
            POS签购单
            持卡人存根
            商户名称:晨光文具店
            商户编号:831290058140031
            终端编号:44001927
            卡号:436742******0917(I)
            交易类型:消费撤销
            批次号:000455
            凭证号:000092
            原凭证号:000088
            参考号:163310285577
            日期/时间:2026/02/27 16:33:10
            金额:RMB -35.60
            """,
            amount: "35.60",
            time: "2026-02-27 16:33:10",
            reference: "163310285577",
            voucher: "000092",
            batch: "000455",
            terminal: "44001927",
            card: "436742******0917"),
        UnseenSlip(
            "a refund that names the first sale",
            """
            银联POS签购单 / POS SALES SLIP
            商户名称: 同德大药房
            终端编号: 30011876
            卡号: 622700******4410
            交易类型: 退货(REFUND)
            批次号: 000130 凭证号: 001502
            参考号: 112233009871
            原参考号: 110801554210
            原交易日期: 0301
            日期/时间: 2026/03/05 11:20:45
            退货金额: RMB 76.50
            """,
            amount: "76.50",
            time: "2026-03-05 11:20:45",
            reference: "112233009871",
            voucher: "001502",
            batch: "000130",
            terminal: "30011876",
            card: "622700******4410"),
        UnseenSlip(
            "a hotel's pre-authorisation",
            """
                      签 购 单
            悦来酒店前台
            商户号 898440170110086
            终端号 60129930
            预授权 / PRE-AUTH
            卡号 520082******1129  S
            有效期 29/04
            批次 000009 流水 000377
            预授权码 771204
            检索参考号 203355812049
            2026年03月12日 20:33:55
            金额 RMB  2000.00
            """,
            amount: "2000.00",
            time: "2026-03-12 20:33:55",
            reference: "203355812049",
            voucher: "000377",
            batch: "000009",
            terminal: "60129930",
            card: "520082******1129"),
        UnseenSlip(
            "a pre-authorisation completion in two columns",
            """
            商户名称           悦来酒店前台
            商户编号        898440170110086
            终端编号               60129930
            卡号        520082******1129
            交易类型         预授权完成请求
            批次号                   000011
            凭证号                   000420
            原预授权码               771204
            参考号             094107733185
            交易时间    2026-03-15 09:41:07
            预授权金额             2,000.00
            交易金额               1,536.00
            """,
            amount: "1536.00",
            time: "2026-03-15 09:41:07",
            reference: "094107733185",
            voucher: "000420",
            batch: "000011",
            terminal: "60129930",
            card: "520082******1129"),
        UnseenSlip(
            "large letters on 58 mm that wrap values after 24 cells",
            """
                商户签购单
            商户名称:深圳市南山区阿
            婆牛杂店
            商户编号:898584058140022
            终端编号:77120045
            卡号(CARD):622848*******
            *9016
            类型:消费
            批次号:000201凭证号:0055
            31
            类别:1 参考号:1845562004
            17
            日期/时间:2026/03/08 18:4
            5:56
            金额:RMB42.00
            """,
            amount: "42.00",
            time: "2026-03-08 18:45:56",
            reference: "184556200417",
            voucher: "005531",
            batch: "000201",
            terminal: "77120045",
            card: "622848********9016"),
        UnseenSlip(
            "a settlement list, which is no charge",
            """
                     结算总计单
            商户名称:晨光文具店
            终端编号:44001927
            批次号:000455
            结算时间:2026-02-27 22:01:09
            类型     笔数       金额
            消费       37    4,218.30
            退货        1       35.60
            借记合计   37    4,218.30
            贷记合计    1       35.60
                  对账平
            """,
            time: "2026-02-27 22:01:09",
            batch: "000455",
            terminal: "44001927"),
        UnseenSlip(
            "a dollar conversion at the till",
            """
                  POS SALES SLIP 签购单
            MERCHANT: SILK STREET MARKET
            MID: 104110059980012
            TID: 21009934
            CARD: 411111******1111 (S)
            TYPE: SALE/消费
            BATCH: 000077  TRACE: 003310
            REF NO: 142208330719
            DATE/TIME: 2026/03/11 14:22:08
            LOCAL AMOUNT: CNY 1288.00
            EXCH RATE: 1 CNY = 0.138456 USD
            MARKUP: 3.50%
            TRANSACTION AMOUNT: USD 178.33
            """,
            amount: "1288.00",
            time: "2026-03-11 14:22:08",
            reference: "142208330719",
            voucher: "003310",
            batch: "000077",
            terminal: "21009934",
            card: "411111******1111"),
        UnseenSlip(
            "a declined sale",
            """
                   交 易 失 败
            商户:阿婆牛杂店
            终端号:77120045
            卡号:621799******5523
            凭证号:005532  批次号:000201
            时间:2026/03/08 18:47:20
            金额:88.00元
            应答码:51 余额不足
                   (非凭证联)
            """,
            amount: "88.00",
            time: "2026-03-08 18:47:20",
            voucher: "005532",
            batch: "000201",
            terminal: "77120045",
            card: "621799******5523"),
        UnseenSlip(
            "a reprint with its mark in the middle",
            """
            商户名称 MERCHANT NAME
            新华书店解放路店
            商户编号 MERCHANT NO.
            303331053110067
            终端编号 TERMINAL NO.
            00187325
            卡号 CARD NO.
            622588******7702 C
            交易类型 TRANS TYPE
            消费 SALE
            凭证号 VOUCHER NO.
            000613
            ***重打印凭证/DUPLICATED***
            批次号 BATCH NO.
            000058
            参考号 REFER NO.
            083021117645
            日期 DATE
            2026/03/02
            时间 TIME
            08:30:21
            金额 AMOUNT
            RMB: 119.80
            """,
            amount: "119.80",
            time: "2026-03-02 08:30:21",
            reference: "083021117645",
            voucher: "000613",
            batch: "000058",
            terminal: "00187325",
            card: "622588******7702"),
        UnseenSlip(
            "a small free-of-PIN tap with a limit in the text",
            """
            建设银行签购单
            商户名称: 便民早餐
            终端编号: 55390012
            卡号: 621700******3108(挥卡)
            交易类型: 消费
            批次号:000007
            凭证号:000219
            参考号:070311458820
            日期时间:20260304 07:03:11
            金额: ￥6.50
            本交易金额小于1000.00元，免密免签
            """,
            amount: "6.50",
            time: "2026-03-04 07:03:11",
            reference: "070311458820",
            voucher: "000219",
            batch: "000007",
            terminal: "55390012",
            card: "621700******3108"),
    ]
}
