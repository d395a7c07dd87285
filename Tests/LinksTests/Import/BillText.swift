// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A small WeChat Pay bill (SUCCESS layout of 2016) whose totals are right unless told otherwise.
enum BillText {
    static func wechat(rows: Int, day: Int = 20, statedCount: Int? = nil) -> String {
        var lines = [
            "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,"
                + "代金券或立减优惠金额,商品名称,商户数据包,手续费,费率"
        ]
        for row in 0..<rows {
            let number = "\(day)" + String(repeating: "0", count: 6 - String(row).count) + String(row)
            lines.append(
                "`2026-11-\(day) 15:03:07,`wx1,`1900000001,`0,`,`42000000\(number),`A\(number),`u,`MICROPAY,`SUCCESS,`CMB,`CNY,"
                    + "`58.00,`0.00,`面,`,`0.35000,`0.60%")
        }
        lines.append("总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额")
        let (total, fees) = (Money(minor: 5_800 * Int64(rows)).text, Money(minor: 35 * Int64(rows)).text)
        lines.append("`\(statedCount ?? rows),`\(total),`0.00,`0.00,`\(fees)")
        return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
    }
}
