// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Recall
import Testing

@Suite struct RememberedWordsTests {
    static let rows: [Remembered] = [
        .init(
            "58 昨天 15点 尾号1234",
            "amount 58.00 | Thu 2026-11-19 | time 15:00 | card ending 1234",
            "2026-11-19 14:00..2026-11-19 16:00 15:00:00"),
        .init(
            "58 yesterday about 15:00, card 1234",
            "amount 58.00 | Thu 2026-11-19 | time 15:00 | card ending 1234",
            "2026-11-19 13:30..2026-11-19 16:30 15:00:00"),
        .init(
            "58 yesterday about 3 pm, card …1234",
            "amount 58.00 | Thu 2026-11-19 | time 15:00 | card ending 1234",
            "2026-11-19 13:30..2026-11-19 16:30 15:00:00"),
        .init(
            "¥58 前天下午三点半",
            "amount 58.00 | Wed 2026-11-18 | time 15:30", "2026-11-18 15:10..2026-11-18 15:50 15:30:00"),
        .init(
            "58.00 今早",
            "amount 58.00 | Fri 2026-11-20 | time 05:00–11:00", "2026-11-20 05:00..2026-11-20 10:59 -"),
        .init(
            "五十八元 中午",
            "amount 58.00 | time 11:00–14:00", "2026-11-20 11:00..2026-11-20 13:59 -"),
        .init(
            "五十八块五 刚才",
            "amount 58.50 | 2026-11-20 16:00 to 2026-11-20 16:32", "2026-11-20 16:00..2026-11-20 16:32 -"),
        .init(
            "约60 昨晚",
            "amount 54.00–66.00 | Thu 2026-11-19 | time 17:00–02:00", "2026-11-19 17:00..2026-11-20 01:59 -"),
        .init(
            "about 60 just now",
            "amount 54.00–66.00 | 2026-11-20 16:00 to 2026-11-20 16:32", "2026-11-20 16:00..2026-11-20 16:32 -"),
        .init(
            "~60 2 hours ago",
            "amount 54.00–66.00 | about 2026-11-20 14:30", "2026-11-20 14:00..2026-11-20 15:00 14:30:00"),
        .init(
            "50-70 半小时前",
            "amount 50.00–70.00 | about 2026-11-20 16:00", "2026-11-20 15:50..2026-11-20 16:10 16:00:00"),
        .init(
            "50到70元 上周二",
            "amount 50.00–70.00 | Tue 2026-11-10", "2026-11-10 00:00..2026-11-10 23:59 -"),
        .init(
            "11-20 15:03 58元",
            "Fri 2026-11-20 {amount 11.00–20.00} | time 15:03 | amount 58.00",
            "2026-11-20 14:43..2026-11-20 15:23 15:03:00"),
        .init(
            "11月20日 58",
            "Fri 2026-11-20 | amount 58.00", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "20号 58",
            "Fri 2026-11-20 | amount 58.00", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "last Tue 58.00",
            "Tue 2026-11-17 {Tue 2026-11-10} | amount 58.00", "2026-11-17 00:00..2026-11-17 23:59 -"),
        .init(
            "yesterday 3pm",
            "Thu 2026-11-19 | time 15:00", "2026-11-19 14:00..2026-11-19 16:00 15:00:00"),
        .init(
            "2026-11-20T15:03:07 58",
            "Fri 2026-11-20 | time 15:03 | amount 58.00", "2026-11-20 14:43..2026-11-20 15:23 15:03:07"),
        .init(
            "2026/11/19 15:03",
            "Thu 2026-11-19 | time 15:03", "2026-11-19 14:43..2026-11-19 15:23 15:03:00"),
        .init(
            "尾号1234",
            "card ending 1234"),
        .init(
            "*1234",
            "card ending 1234"),
        .init(
            "ending 1234",
            "card ending 1234"),
        .init(
            "card ending in 1234",
            "card ending 1234"),
        .init(
            "**** 1234",
            "card ending 1234"),
        .init(
            "622200******1234",
            "card 622200******1234"),
        .init(
            "手机尾号 5678",
            "phone ending 5678"),
        .init(
            "13800001234",
            "phone ending 1234"),
        .init(
            "微信 58",
            "WeChat Pay | amount 58.00"),
        .init(
            "支付宝 昨天 128.5",
            "Alipay | Thu 2026-11-19 | amount 128.50", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "云闪付 20",
            "UnionPay app | amount 20.00"),
        .init(
            "工行卡 1234 300",
            "ICBC | card ending 1234 | amount 300.00"),
        .init(
            "WeChat 58 today",
            "WeChat Pay | amount 58.00 | Fri 2026-11-20", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "Alipay 58.00 yesterday",
            "Alipay | amount 58.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "123456789012",
            "reference 123456789012 {order 123456789012}"),
        .init(
            "参考号123456789012",
            "reference 123456789012"),
        .init(
            "000123",
            "voucher 000123 {auth code 000123; amount 123.00}"),
        .init(
            "凭证号 123",
            "voucher 000123"),
        .init(
            "授权码 A1B2C3",
            "auth code A1B2C3"),
        .init(
            "auth code 012345",
            "auth code 012345"),
        .init(
            "批次 000012 凭证 000345",
            "batch 000012 | voucher 000345"),
        .init(
            "订单号 SO20261120-0042",
            "order SO20261120-0042"),
        .init(
            "4200001234202611201234567890",
            "wallet order 4200001234202611201234567890 {order 4200001234202611201234567890}"),
        .init(
            "终端 30100001 58",
            "terminal 30100001 | amount 58.00"),
        .init(
            "30100001",
            "terminal 30100001 {order 30100001; terminal 30100001}"),
        .init(
            "人民路店 58 昨天",
            "store 示例超市（人民路店） | amount 58.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "night bar 58 last night",
            "store Night Bar | amount 58.00 | Thu 2026-11-19 | time 17:00–02:00", "2026-11-19 17:00..2026-11-20 01:59 -"
        ),
        .init(
            "张小明 58 今天",
            "cashier 张小明 | amount 58.00 | Fri 2026-11-20", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "cashier Anna Li 58 today",
            "cashier Anna Li | amount 58.00 | Fri 2026-11-20", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "T0000001234",
            "transaction T0000001234 {order T0000001234}"),
        .init(
            "t1234567",
            "transaction T0001234567 {order t1234567}"),
        .init(
            "退款 58 昨天",
            "refund | amount 58.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "refund 58 yesterday",
            "refund | amount 58.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "撤销 30.00",
            "void | amount 30.00"),
        .init(
            "58 没出票",
            "amount 58.00 | no slip"),
        .init(
            "58 charged no slip yesterday",
            "amount 58.00 | no slip | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "扣了两次 58 今天",
            "charged twice | amount 58.00 | Fri 2026-11-20", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "charged twice 58 today",
            "charged twice | amount 58.00 | Fri 2026-11-20", "2026-11-20 00:00..2026-11-20 23:59 -"),
        .init(
            "1234",
            "card ending 1234 {amount 1,234.00}"),
        .init(
            "58 1234",
            "amount 58.00 | card ending 1234 {amount 1,234.00}"),
        .init(
            "1234 尾号5678",
            "amount 1,234.00 {card ending 1234} | card ending 5678"),
        .init(
            "5678 1234.00",
            "card ending 5678 {amount 5,678.00} | amount 1,234.00"),
        .init(
            "５８．００ 昨天 １５：０３",
            "amount 58.00 | Thu 2026-11-19 | time 15:03", "2026-11-19 14:43..2026-11-19 15:23 15:03:00"),
        .init(
            "6222021234567890123 58",
            "card 622202******0123 | amount 58.00"),
        .init(
            "6222 0212 3456 1234 yesterday",
            "card 622202******1234 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "4111111111111111",
            "card 411111******1111"),
        .init(
            "大概昨天下午3点多，刷卡付了五十八块钱，没出小票",
            "Thu 2026-11-19 | time 15:00 | bank card | amount 58.00 | no slip",
            "2026-11-19 13:45..2026-11-19 16:15 15:00:00"),
        .init(
            "I paid 58 yuan by WeChat around noon on Nov 19 and got no receipt",
            "amount 58.00 | WeChat Pay | time 11:00–14:00 | Thu 2026-11-19 | no slip",
            "2026-11-19 11:00..2026-11-19 13:59 -"),
        .init(
            "昨天15:03到15:20 58",
            "Thu 2026-11-19 | time 15:03 | time 15:20 | amount 58.00", "2026-11-19 14:58..2026-11-19 15:25 -"),
        .init(
            "3-4点 58",
            "time 14:55–16:05 {time 02:55–04:05} | amount 58.00", "2026-11-20 14:55..2026-11-20 16:05 -"),
        .init(
            "between 3 and 4 pm 58",
            "time 14:55–16:05 | amount 58.00", "2026-11-20 14:55..2026-11-20 16:05 -"),
        .init(
            "11/19 58",
            "Thu 2026-11-19 | amount 58.00", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "19/11/2026 58",
            "Thu 2026-11-19 | amount 58.00", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "Nov 19th 58",
            "Thu 2026-11-19 | amount 58.00", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "19 Nov 2026 15:03",
            "Thu 2026-11-19 | time 15:03", "2026-11-19 14:43..2026-11-19 15:23 15:03:00"),
        .init(
            "周三 58",
            "Wed 2026-11-18 | amount 58.00", "2026-11-18 00:00..2026-11-18 23:59 -"),
        .init(
            "星期一 上午 58",
            "Mon 2026-11-16 | time 07:00–12:00 | amount 58.00", "2026-11-16 07:00..2026-11-16 11:59 -"),
        .init(
            "this Monday 58",
            "Mon 2026-11-16 | amount 58.00", "2026-11-16 00:00..2026-11-16 23:59 -"),
        .init(
            "3天前 58",
            "Tue 2026-11-17 | amount 58.00", "2026-11-17 00:00..2026-11-17 23:59 -"),
        .init(
            "half past three 58",
            "time 15:30 {time 03:30} | amount 58.00", "2026-11-20 15:10..2026-11-20 15:50 15:30:00"),
        .init(
            "quarter to 4 yesterday 58",
            "time 15:45 {time 03:45} | Thu 2026-11-19 | amount 58.00", "2026-11-19 15:25..2026-11-19 16:05 15:45:00"),
        .init(
            "下午 58",
            "time 12:00–18:00 | amount 58.00", "2026-11-20 12:00..2026-11-20 17:59 -"),
        .init(
            "58左右 昨天",
            "amount 52.20–63.80 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "60多 昨天",
            "amount 60.00–72.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "1,234.50 昨天",
            "amount 1,234.50 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "¥1,234",
            "amount 1,234.00"),
        .init(
            "58块5毛",
            "amount 58.50"),
        .init(
            "58元5角3分",
            "amount 58.53"),
        .init(
            "HKD 58.00 yesterday",
            "amount HKD 58.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "十一月十九号 三点一刻 两百块",
            "Thu 2026-11-19 | time 15:15 {time 03:15} | amount 200.00", "2026-11-19 14:55..2026-11-19 15:35 15:15:00"),
        .init(
            "20261119 58",
            "Thu 2026-11-19 | amount 58.00", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "261119 58",
            "voucher 261119 {auth code 261119; Thu 2026-11-19; amount 261,119.00} | amount 58.00"),
        .init(
            "1500 昨天",
            "card ending 1500 {amount 1,500.00} | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "58 @ 12:05",
            "amount 58.00 | time 12:05 {time 00:05}", "2026-11-20 11:45..2026-11-20 12:25 12:05:00"),
        .init(
            "上周 500",
            "2026-11-09 to 2026-11-15 | amount 500.00", "2026-11-09 00:00..2026-11-15 23:59 -"),
        .init(
            "last week 500",
            "2026-11-09 to 2026-11-15 | amount 500.00", "2026-11-09 00:00..2026-11-15 23:59 -"),
        .init(
            "本月 3000元 建行",
            "2026-11-01 to 2026-11-20 | amount 3,000.00 | CCB", "2026-11-01 00:00..2026-11-20 23:59 -"),
        .init(
            "order 1234567",
            "order 1234567"),
        .init(
            "58 丢了小票",
            "amount 58.00 | slip lost"),
        .init(
            "8点 58",
            "time 08:00 {time 20:00} | amount 58.00", "2026-11-20 07:00..2026-11-20 09:00 08:00:00"),
        .init(
            "晚上8点 58",
            "time 20:00 | amount 58.00", "2026-11-19 19:00..2026-11-19 21:00 20:00:00"),
        .init(
            "凌晨1点 58",
            "time 01:00 | amount 58.00", "2026-11-20 00:00..2026-11-20 02:00 01:00:00"),
        .init(
            "晚上12点 58",
            "time 00:00 | amount 58.00", "2026-11-19 23:00..2026-11-20 01:00 00:00:00"),
        .init(
            "我昨天下午三点多在你们店刷卡58块钱没出小票，卡尾号1234",
            "Thu 2026-11-19 | time 15:00 | bank card | amount 58.00 | no slip | card ending 1234",
            "2026-11-19 13:45..2026-11-19 16:15 15:00:00"),
        .init(
            "customer says 58 charged twice yesterday evening by Alipay",
            "amount 58.00 | charged twice | Thu 2026-11-19 | time 17:00–02:00 | Alipay",
            "2026-11-19 17:00..2026-11-20 01:59 -"),
        .init(
            "刚刚扫码付了12.5没小票",
            "2026-11-20 16:00 to 2026-11-20 16:32 | QR code | amount 12.50 | no slip",
            "2026-11-20 16:00..2026-11-20 16:32 -"),
        .init(
            "昨天中午微信付的35块8",
            "Thu 2026-11-19 | time 11:00–14:00 | WeChat Pay | amount 35.80", "2026-11-19 11:00..2026-11-19 13:59 -"),
        .init(
            "大前天 120元 建行信用卡 尾号 8899",
            "Tue 2026-11-17 | amount 120.00 | CCB | card ending 8899", "2026-11-17 00:00..2026-11-17 23:59 -"),
        .init(
            "上上周 58",
            "2026-11-02 to 2026-11-08 | amount 58.00", "2026-11-02 00:00..2026-11-08 23:59 -"),
        .init(
            "last month 1,280.00 Visa",
            "2026-10-01 to 2026-10-31 | amount 1,280.00 | Visa", "2026-10-01 00:00..2026-10-31 23:59 -"),
        .init(
            "58 yesterday 15:03:07",
            "amount 58.00 | Thu 2026-11-19 | time 15:03", "2026-11-19 14:43..2026-11-19 15:23 15:03:07"),
        .init(
            "3:05 PM 58",
            "time 15:05 | amount 58.00", "2026-11-20 14:45..2026-11-20 15:25 15:05:00"),
        .init(
            "10 minutes ago 58",
            "about 2026-11-20 16:20 | amount 58.00", "2026-11-20 16:10..2026-11-20 16:30 16:20:00"),
        .init(
            "an hour ago about 58",
            "about 2026-11-20 15:30 | amount 52.20–63.80", "2026-11-20 15:15..2026-11-20 15:45 15:30:00"),
        .init(
            "二十号下午 两百三十",
            "Fri 2026-11-20 | time 12:00–18:00 | amount 230.00", "2026-11-20 12:00..2026-11-20 17:59 -"),
        .init(
            "58.00 ref 123456789012",
            "amount 58.00 | reference 123456789012"),
        .init(
            "voucher 42 terminal 30100001 yesterday",
            "voucher 000042 | terminal 30100001 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "58 T30100AB",
            "amount 58.00 | terminal T30100AB"),
        .init(
            "58 订单 1001",
            "amount 58.00 | order 1001"),
        .init(
            "余额 1000 消费 58",
            "not searched: other sum 1000.00 | amount 58.00"),
        .init(
            "$58 yesterday",
            "amount 58.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "between 50 and 70 yesterday",
            "amount 50.00–70.00 | Thu 2026-11-19", "2026-11-19 00:00..2026-11-19 23:59 -"),
        .init(
            "58 元 11月19日 15点03分",
            "amount 58.00 | Thu 2026-11-19 | time 15:03", "2026-11-19 14:43..2026-11-19 15:23 15:03:00"),
        .init(
            "昨日15時03分 五拾捌圓",
            "Thu 2026-11-19 | time 15:03 | amount 58.00", "2026-11-19 14:43..2026-11-19 15:23 15:03:00"),
        .init(
            "58 昨天 晚8点",
            "amount 58.00 | Thu 2026-11-19 | time 20:00", "2026-11-19 19:00..2026-11-19 21:00 20:00:00"),
        .init(
            "card x1234 58",
            "card ending 1234 | amount 58.00"),
        .init(
            "12/25 58",
            "Thu 2025-12-25 | amount 58.00", "2025-12-25 00:00..2025-12-25 23:59 -"),
        .init(
            "29 Feb 58",
            "Thu 2024-02-29 | amount 58.00", "2024-02-29 00:00..2024-02-29 23:59 -"),
        .init(
            "0.01",
            "amount 0.01"),
        .init(
            "昨下午58",
            "Thu 2026-11-19 | time 12:00–18:00 | amount 58.00", "2026-11-19 12:00..2026-11-19 17:59 -"),
        .init(
            "昨儿下午三点五十八块",
            "Thu 2026-11-19 | time 15:00 | amount 58.00", "2026-11-19 14:00..2026-11-19 16:00 15:00:00"),
        .init(
            "前晚 58",
            "Wed 2026-11-18 | time 17:00–02:00 | amount 58.00", "2026-11-18 17:00..2026-11-19 01:59 -"),
        .init(
            "五十八块 尾号幺二三四",
            "amount 58.00 | card ending 1234"),
        .init(
            "+8613800001234 58",
            "phone ending 1234 | amount 58.00"),
        .init(
            "58 last Thursday around 3, card ends 1234",
            "amount 58.00 | Thu 2026-11-19 {Thu 2026-11-12} | time 15:00 {time 03:00; amount 2.70–3.30} | card ending 1234",
            "2026-11-19 13:30..2026-11-19 16:30 15:00:00"),
    ]

    @Test(arguments: rows)
    func `words are read as a person means them`(_ row: Remembered) {
        let (query, chips, window) = Remembered.read(row.text)
        #expect(chips == row.chips)
        #expect(window == row.window)
        #expect(!query.isMessage)
    }

    @Test(arguments: rows)
    func `a chip stands where its words are, and its removal leaves the others`(_ row: Remembered) {
        let query = Remembered.read(row.text).query
        var end = 0
        for chip in query.chips {
            #expect(chip.range.lowerBound >= end)
            #expect(chip.range.upperBound <= query.text.unicodeScalars.count)
            end = chip.range.upperBound
            let rest = query.text(without: chip)
            #expect(rest.unicodeScalars.count == query.text.unicodeScalars.count - chip.range.count)
        }
    }
}
