// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Bills as the services write them, made row by row so that a test can bend one thing.
struct WeChatBillFixture {
    enum Layout: CaseIterable { case all, success, year2016 }

    struct Entry {
        var id: Int
        var fen: Int64
        var isRefund = false
        var goods = "可乐"
        var fee: String?
        var order: String?
    }

    var layout = Layout.all
    var entries: [Entry] = []
    var totals: [String: String] = [:]
    var lineEnd = "\r\n"
    var hasMark = true
    var hasTotals = true
    var endsWithLineEnd = true

    static func day(_ layout: Layout = .all) -> WeChatBillFixture {
        var fixture = WeChatBillFixture(layout: layout)
        fixture.entries = [
            Entry(id: 1, fen: 12_800), Entry(id: 2, fen: 5_800, goods: "面,大份"), Entry(id: 3, fen: 3_250),
        ]
        if layout == .all { fixture.entries.append(Entry(id: 4, fen: 5_800, isRefund: true)) }
        return fixture
    }

    static let all = [
        "交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号", "用户标识", "交易类型", "交易状态",
        "付款银行", "货币种类", "应结订单金额", "代金券金额", "微信退款单号", "商户退款单号", "退款金额", "充值券退款金额", "退款类型",
        "退款状态", "商品名称", "商户数据包", "手续费", "费率", "订单金额", "申请退款金额", "费率备注",
    ]

    var header: [String] {
        switch layout {
        case .all: Self.all
        case .success:
            Self.all.filter {
                !["微信退款单号", "商户退款单号", "退款金额", "充值券退款金额", "退款类型", "退款状态", "申请退款金额"].contains($0)
            }
        case .year2016:
            [
                "交易时间", "公众账号ID", "商户号", "子商户号", "设备号", "微信订单号", "商户订单号", "用户标识", "交易类型", "交易状态",
                "付款银行", "货币种类", "总金额", "代金券或立减优惠金额", "商品名称", "商户数据包", "手续费", "费率",
            ]
        }
    }

    var totalNames: [String] {
        layout == .year2016
            ? ["总交易单数", "总交易额", "总退款金额", "总代金券或立减优惠退款金额", "手续费总金额"]
            : ["总交易单数", "应结订单总金额", "退款总金额", "充值券退款总金额", "手续费总金额", "订单总金额", "申请退款总金额"]
    }

    static func yuan(_ fen: Int64) -> String { Money(minor: fen).text }

    /// 0.60 %, half up.
    static func fee(_ fen: Int64) -> Int64 { (fen * 60 + 5_000) / 10_000 }

    func value(_ column: String, _ entry: Entry) -> String {
        let money = Self.yuan(entry.fen)
        return switch column {
        case "交易时间": "2026-11-20 15:03:0\(entry.id % 10)"
        case "公众账号ID": "wx0000000000000001"
        case "商户号": "1900000001"
        case "特约商户号", "子商户号": "0"
        case "微信订单号": "42000000012026112000000000\(pad(entry.isRefund ? 2 : entry.id))"
        case "商户订单号": entry.order ?? "000\(pad(entry.isRefund ? 2 : entry.id))"
        case "交易类型": "MICROPAY"
        case "交易状态": entry.isRefund ? "REFUND" : "SUCCESS"
        case "付款银行": "OTHERS"
        case "货币种类": "CNY"
        case "应结订单金额", "总金额", "订单金额": entry.isRefund ? "0.00" : money
        case "微信退款单号": entry.isRefund ? "5030000001202611200000000\(pad(entry.id))" : "0"
        case "商户退款单号": entry.isRefund ? "R\(pad(entry.id))" : "0"
        case "退款金额", "申请退款金额": entry.isRefund ? money : "0.00"
        case "退款类型": entry.isRefund ? "ORIGINAL" : ""
        case "退款状态": entry.isRefund ? "SUCCESS" : ""
        case "商品名称": entry.goods
        case "手续费": entry.fee ?? (entry.isRefund ? "-" : "") + Self.yuan(Self.fee(entry.fen)) + "000"
        case "费率": "0.60%"
        case "代金券金额", "充值券退款金额", "代金券或立减优惠金额": "0.00"
        default: ""
        }
    }

    func total(_ name: String) -> String {
        if let stated = totals[name] { return stated }
        let sales = entries.filter { !$0.isRefund }.reduce(0) { $0 + $1.fen }
        let refunds = entries.filter(\.isRefund).reduce(0) { $0 + $1.fen }
        let fees = entries.reduce(0) { $0 + ($1.isRefund ? -1 : 1) * Self.fee($1.fen) }
        return switch name {
        case "总交易单数": String(entries.count)
        case "应结订单总金额", "总交易额", "订单总金额": Self.yuan(sales)
        case "退款总金额", "总退款金额", "申请退款总金额": Self.yuan(refunds)
        case "手续费总金额": Self.yuan(fees)
        default: "0.00"
        }
    }

    var text: String {
        var lines = [header.joined(separator: ",")]
        for entry in entries { lines.append(header.map { "`" + value($0, entry) }.joined(separator: ",")) }
        if hasTotals {
            lines.append(totalNames.joined(separator: ","))
            lines.append(totalNames.map { "`" + total($0) }.joined(separator: ","))
        }
        return (hasMark ? "\u{FEFF}" : "") + lines.joined(separator: lineEnd) + (endsWithLineEnd ? lineEnd : "")
    }

    private func pad(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
    }
}

/// An Alipay merchant bill in GBK.
struct AlipayBillFixture {
    struct Entry {
        var id: Int
        var isRefund = false
        var fen: Int64
        var fee: String
        var goods = "拿铁"
        var type: String?
        var refundNumber: String?
    }

    var entries: [Entry] = [
        Entry(id: 1, fen: 12_800, fee: "-0.77"), Entry(id: 2, fen: 5_800, fee: "-0.35", goods: "蛋糕，小份"),
        Entry(id: 3, isRefund: true, fen: 5_800, fee: "0.35"),
    ]
    var refundsAreNegative = true
    var salesTotal: String?
    var refundsTotal: String?
    var hasTotals = true
    var header = [
        "支付宝交易号", "商户订单号", "业务类型", "商品名称", "创建时间", "完成时间", "门店编号", "门店名称", "操作员", "终端号", "对方账户",
        "订单金额（元）", "商家实收（元）", "支付宝红包（元）", "集分宝（元）", "支付宝优惠（元）", "商家优惠（元）", "券核销金额（元）",
        "券名称", "商家红包消费金额（元）", "卡消费金额（元）", "退款批次号/请求号", "服务费（元）", "分润（元）", "备注",
    ]

    var text: String {
        var lines = [
            "#支付宝业务明细查询", "#账号：[20880000000000000156]",
            "#起始日期：[2026年11月20日 00:00:00]   终止日期：[2026年11月21日 00:00:00]",
            "#-----------------------------------------业务明细列表----------------------------------------",
            header.joined(separator: ","),
        ]
        lines += entries.map { entry in header.map { value($0, entry) }.joined(separator: ",") }
        lines.append("#-----------------------------------------业务明细列表结束------------------------------------")
        if hasTotals {
            let sales = entries.filter { !$0.isRefund }
            let refunds = entries.filter(\.isRefund)
            let sold = salesTotal ?? Money(minor: sales.reduce(0) { $0 + $1.fen }).text
            let back = refundsTotal ?? Money(minor: -refunds.reduce(0) { $0 + $1.fen }).text
            lines.append("#交易合计：\(sales.count)笔，商家实收共\(sold)元，商家优惠共0.00元")
            lines.append("#退款合计：\(refunds.count)笔，商家实收退款共\(back)元，商家优惠退款共0.00元")
            lines.append("#导出时间：[2026年11月21日 09:30:00]")
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    var bytes: [UInt8] { GBK.bytes(text) }

    private func value(_ column: String, _ entry: Entry) -> String {
        let signed = Money(minor: entry.isRefund && refundsAreNegative ? -entry.fen : entry.fen).text
        return switch column {
        case "支付宝交易号": "202611202200140000000000000\(entry.isRefund ? 2 : entry.id)\t"
        case "商户订单号": "A00\(entry.isRefund ? 2 : entry.id)\t"
        case "业务类型": entry.type ?? (entry.isRefund ? "退款" : "交易")
        case "商品名称": entry.goods
        case "创建时间", "完成时间": "2026-11-20 12:00:0\(entry.id)"
        case "操作员": "张三"
        case "对方账户": "*三(138******00)"
        case "订单金额（元）", "商家实收（元）": signed
        case "退款批次号/请求号": entry.refundNumber ?? (entry.isRefund ? "RA00\(entry.id)\t" : "\t")
        case "服务费（元）": entry.fee
        case "备注", "券名称", "门店编号", "门店名称", "终端号": ""
        default: "0.00"
        }
    }
}
