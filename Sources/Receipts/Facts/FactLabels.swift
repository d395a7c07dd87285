// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The words that stand in front of values on slips, as data: what they mean and how sure that is.
enum FactLabels {
    /// What a label says of the value behind it.
    enum Meaning: Sendable, Hashable {
        case amount(AmountRole)
        case time(TimeRole)
        case kind, card, channel, merchantName, operatorName
        case number(SlipFacts.Name)
        /// Known, and of no use: it only ends the value in front of it.
        case other
    }

    /// Which of a slip's many amounts this is.
    enum AmountRole: Sendable, Hashable {
        /// `local` is the till's own currency beside a foreign one; `authorised` is held and not yet taken.
        case charged, local, authorised, total, paid, received, subtotal, discount, tax, tip, change, capital, other
    }

    /// `placed` is when an order was given, before it was paid.
    enum TimeRole: Sendable, Hashable { case moment, date, clock, placed, printed, original }

    struct Label: Sendable {
        let words: [Character]
        let meaning: Meaning
        let certainty: Int
    }

    private static let table: [(Meaning, Int, [String])] = [
        (
            .amount(.charged), 95,
            [
                "金额", "交易金额", "消费金额", "退货金额", "退款金额", "撤销金额", "订单金额", "加油金额", "收费金额", "BETRAG",
                "MONTANT", "IMPORTE", "IMPORTO",
                "AMOUNT", "AMT", "TRANS AMOUNT", "TXN AMOUNT", "SALE AMOUNT", "REFUND AMOUNT", "TRANSACTION AMOUNT",
            ]
        ),
        (.amount(.local), 96, ["LOCAL AMOUNT", "LOCAL AMT", "BASE AMOUNT", "本币金额", "人民币金额"]),
        (.amount(.authorised), 95, ["预授权金额", "原预授权金额", "授权金额", "AUTH AMOUNT", "PRE-AUTH AMOUNT"]),
        (
            .amount(.total), 90,
            [
                "金额合计", "合计退款", "SUMME", "GESAMT", "GESAMTBETRAG", "ZU ZAHLEN", "TOTAL TTC", "A PAYER", "TOTALE",
                "합계", "합계금액", "총액", "결제금액", "받을금액", "ご請求額",
                "合计", "总计", "总金额", "总额", "合计金额", "应付", "应付金额", "应收", "应收金额", "应付款", "消费合计",
                "TOTAL", "GRAND TOTAL", "TOTAL AMOUNT", "AMOUNT DUE", "TOTAL DUE", "BALANCE DUE", "ORDER TOTAL",
                "TOTAL DUE",
                "订单总额", "共计", "应收合计", "总计金额", "お会計", "合計",
            ]
        ),
        (
            .amount(.paid), 88,
            [
                "实付", "实付金额", "实付款", "支付金额", "付款金额", "用户实付", "顾客实付", "NET PAID", "AMOUNT PAID", "PAID",
                "实际支付", "实际付款", "本次支付", "个人支付", "个人自付",
            ]
        ),
        (
            .amount(.received), 60,
            [
                "实收", "实收金额", "收款", "收款金额", "现金", "现金支付", "收您", "CASH", "TENDERED", "CASH TENDERED",
                "AMOUNT TENDERED", "PAYMENT", "RECEIVED", "商家实收", "商户实收", "お預り", "BAR", "받은금액", "현금",
            ]
        ),
        (.amount(.subtotal), 90, ["小计", "SUBTOTAL", "SUB TOTAL", "SUB-TOTAL", "NET TOTAL", "小計"]),
        (
            .amount(.discount), 90,
            [
                "优惠", "优惠金额", "折扣", "折扣金额", "立减", "抹零", "优惠券", "商家优惠", "平台优惠", "DISCOUNT", "COUPON",
                "满减", "会员优惠", "减免", "优惠合计",
            ]
        ),
        (.amount(.tax), 90, ["税", "税额", "TAX", "GST", "VAT", "SALES TAX", "A LOCAL TAX", "税金", "부가세", "MWST", "TVA"]),
        (.amount(.tip), 90, ["小费", "TIP", "GRATUITY", "服务费", "SERVICE CHARGE"]),
        (.amount(.change), 90, ["找零", "找赎", "CHANGE", "CHANGE DUE", "お釣り", "找零金额", "RüCKGELD", "거스름돈"]),
        (.amount(.capital), 90, ["大写", "金额大写", "大写金额", "人民币大写", "合计大写", "合计(大写)"]),
        (
            .amount(.other), 90,
            [
                "余额", "卡余额", "BALANCE", "单价", "PRICE", "UNIT PRICE", "押金", "积分", "累计金额", "手续费", "限额",
                "预付", "原价", "会员余额", "储值余额", "可用余额", "原交易金额", "原订单金额", "原金额", "医保统筹", "医保支付",
            ]
        ),
        (
            .time(.moment), 95,
            [
                "日期/时间", "日期时间", "交易时间", "交易日期时间", "付款时间", "支付时间", "结账时间", "收款时间", "退款时间",
                "消费时间", "DATE/TIME", "DATE TIME", "TRANS TIME", "TRANS DATE/TIME", "TXN DATE/TIME", "DATE & TIME",
                "PAID AT", "交易日期/时间", "销售时间", "完成时间", "结算时间", "缴费时间", "离场时间", "出场时间", "退货时间", "出场:",
                "结账:", "거래일시", "판매일시",
            ]
        ),
        (.time(.date), 92, ["日期", "交易日期", "DATE", "TRANS DATE", "TXN DATE", "销售日期", "退货日期", "退款日期"]),
        (.time(.clock), 92, ["时间", "TIME", "TXN TIME"]),
        (
            .time(.printed), 60,
            [
                "打印时间", "打印日期", "PRINTED", "PRINT TIME", "PRINTED AT", "重打时间", "REPRINTED",
            ]
        ),
        (.time(.placed), 65, ["下单时间", "开台时间", "点单时间", "开单时间", "就餐时间", "开台:", "下单:"]),
        (.time(.original), 92, ["原交易日期", "ORIG DATE", "ORIGINAL DATE", "原日期", "ORIG TRANS DATE"]),
        (.kind, 95, ["交易类型", "交易类别", "TRANS TYPE", "TXN TYPE", "TRANSACTION TYPE", "TYPE", "交易种类", "业务类型"]),
        (
            .card, 95,
            [
                "卡号", "付款卡号", "CARD NO", "CARD NUMBER", "CARD NUM", "CARD", "CARD #", "ACCT", "ACCOUNT", "PAN",
                "ACCT #",
                "交易卡号", "CARDNO", "카드번호", "付款账户", "付款帐户", "ACCOUNT NO", "银行卡号",
            ]
        ),
        (
            .channel, 92,
            [
                "支付方式", "付款方式", "支付渠道", "交易渠道", "CHANNEL", "PAID BY", "PAYMENT METHOD", "PAY TYPE", "TENDER TYPE",
                "支付类型", "收款方式", "结账方式", "PAYMENT TYPE",
            ]
        ),
        (.merchantName, 92, ["商户名称", "商户名", "MERCHANT NAME", "MERCHANT", "门店名称", "门店", "商家名称", "STORE", "店名"]),
        (
            .operatorName, 90,
            [
                "操作员", "操作员号", "收银员", "收银", "OPERATOR", "OPER", "CASHIER", "OPERATOR NO", "收款员", "OPER NO", "SERVER",
                "收银员号", "营业员", "CLERK",
            ]
        ),
        (
            .other, 90,
            [
                "发卡行", "收单行", "ISSUER", "ACQUIRER", "卡组织", "SCHEME", "付款方", "PAYER", "备注", "REMARKS", "REMARK",
                "有效期", "EXP DATE", "EXP", "电话", "TEL", "服务电话", "地址", "ADDRESS", "单号后四位", "桌号", "台号", "人数", "TABLE",
                "AID", "TVR", "TSI", "ATC", "TC", "ARQC", "PAN SN", "APP LABEL", "APP NAME", "应用首选名", "应用标签", "件数",
                "数量",
                "入场:", "入场时间", "进场时间", "会员", "积分余额", "期望送达", "发卡机构", "收单机构", "品名", "QTY", "ITEM", "序号", "ENTRY MODE",
                "ENTRY", "分期期数", "INSTALMENTS", "PHONE",
                "会员卡号", "会员号", "MEMBER NO", "身份证", "发票号", "税号", "GUESTS", "取餐号", "流水行", "版本号", "订单备注", "数量合计",
            ]
        ),
    ]

    private static let numbers: [(SlipFacts.Name, Int, [String])] = [
        (
            .reference, 95,
            [
                "参考号", "交易参考号", "系统参考号", "检索参考号", "REF NO", "REFERENCE NO", "REFER NO", "RRN", "REF NUM", "REF #",
                "REFERENCE", "REF", "RETRIEVAL REF NO", "RREF", "参考", "参考编号", "REFERENCE NUMBER",
            ]
        ),
        (
            .voucher, 95,
            [
                "凭证号", "凭证编号", "VOUCHER NO", "VOUCHER", "TRACE NO", "TRACE", "STAN", "流水号", "系统跟踪号", "TRACE #",
                "票据号", "终端流水号", "终端流水", "POS流水号", "流水", "INVOICE NO", "VOUCHER #", "追踪号",
            ]
        ),
        (.batch, 95, ["批次号", "批次", "BATCH NO", "BATCH", "BATCH #", "BATCH NUM", "批号"]),
        (
            .terminal, 95,
            [
                "终端编号", "终端号", "终端", "TERMINAL NO", "TERMINAL ID", "TERMINAL", "TID", "TERM ID", "TERM #", "设备号",
                "设备编号", "终端机号", "TERMINAL #", "机具编号",
            ]
        ),
        (
            .merchant, 95,
            [
                "商户编号", "商户号", "MERCHANT NO", "MERCHANT ID", "MID", "MERCH ID", "MERCHANT #", "商户代码", "MERCHANT NUMBER",
                "商家编号", "特约商户号",
            ]
        ),
        (
            .authorisation, 95,
            [
                "授权码", "授权号", "AUTH CODE", "AUTH NO", "APPROVAL CODE", "APPR CODE", "APP CODE", "AUTH", "APPROVAL",
                "APPROVAL NO", "AUTHORIZATION", "AUTH #", "APPROVED CODE", "AUTH ID", "授权", "승인번호",
            ]
        ),
        (
            .order, 92,
            [
                "订单号", "商户订单号", "商户单号", "订单编号", "ORDER NO", "ORDER ID", "ORDER #", "ORDER", "单号", "MERCHANT ORDER",
                "MERCHANT ORDER NO", "销售单号", "流水单号", "账单号", "小票号", "OUT TRADE NO", "商家订单号", "ORDER NUMBER",
                "RECEIPT #", "INVOICE #", "TICKET #", "CHECK #", "商户退款单号", "单据号", "单据编号", "退货单号", "MERCHANT REF",
                "MERCHANT REF NO", "MERCHANT REFERENCE", "商户参考号", "BILL NO", "BILL #", "CHECK NO", "TICKET NO",
                "TRANS #", "BON-NR", "BON NR", "BELEG-NR", "伝票番号", "レシートNO", "영수증번호", "주문번호",
            ]
        ),
        (
            .channelOrder, 95,
            [
                "渠道单号", "渠道订单号", "微信订单号", "支付宝交易号", "交易单号", "微信支付单号", "交易号", "TRANSACTION ID",
                "CHANNEL ORDER", "CHANNEL ORDER NO", "支付单号", "微信交易号", "支付宝订单号", "付款单号", "TRADE NO", "第三方订单号",
                "微信单号", "支付宝单号", "银联订单号", "支付订单号", "平台订单号", "TRANSACTION NO", "付款凭证号", "TRANS NO", "ALIPAY TRANS NO",
                "WECHAT TRANS NO",
            ]
        ),
        // A bare number at the head of a line; as an order's number it must be long to count.
        (.order, 75, ["NO", "TRANS"]),
        (.receipt, 92, ["收据号", "手工收据号", "RECEIPT NO", "收据编号"]),
        (.originalVoucher, 95, ["原凭证号", "ORIG VOUCHER", "ORIG VOUCHER NO", "ORIG TRACE", "原流水号", "ORIG TRACE NO"]),
        (.originalReference, 95, ["原参考号", "原交易参考号", "ORIG REF", "ORIG REF NO", "ORIGINAL REF", "ORIGINAL REF NO"]),
        (
            .originalAuthorisation, 95,
            ["原授权码", "ORIG AUTH", "ORIG AUTH CODE", "原预授权码", "预授权码", "预授权号", "PRE-AUTH CODE"]
        ),
        (.originalOrder, 95, ["原渠道单号", "原订单号", "原交易单号", "ORIG ORDER", "ORIG CHANNEL ORDER", "原商户订单号", "原单据号", "原单号"]),
    ]

    /// By first character, longest first, so that 原参考号 is never read as 参考号.
    static let byFirst: [Character: [Label]] = {
        var found: [Character: [Label]] = [:]
        let all = table + numbers.map { (.number($0.0), $0.1, $0.2) }
        for (meaning, certainty, texts) in all {
            for text in texts {
                let words = Array(text)
                found[words[0], default: []].append(Label(words: words, meaning: meaning, certainty: certainty))
            }
        }
        return found.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()
}
