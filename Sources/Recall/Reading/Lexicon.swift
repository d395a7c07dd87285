// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges

/// Words of customers and banks, with what they stand for. Longer phrases win over shorter ones.
enum Lexicon {
    struct Entry: Sendable {
        let phrases: [Phrase]
        let meaning: Meaning
    }

    /// The longest phrase of the lexicon that stands here.
    static func entry(in scan: Scan, at position: Int) -> (meaning: Meaning, end: Int)? {
        guard let candidates = byFirst[scan[position]] else { return nil }
        var best: (Meaning, Int)?
        for (phrase, meaning) in candidates {
            if let end = scan.end(of: phrase, at: position), end > best?.1 ?? 0 { best = (meaning, end) }
        }
        return best
    }

    /// Words that say nothing by themselves.
    static func noiseEnd(in scan: Scan, at position: Int) -> Int? {
        guard let candidates = noiseByFirst[scan[position]] else { return nil }
        return scan.end(ofAny: candidates, at: position)
    }

    private static let byFirst: [UInt32: [(Phrase, Meaning)]] = {
        var table: [UInt32: [(Phrase, Meaning)]] = [:]
        for entry in channels + types + troubles {
            for phrase in entry.phrases {
                guard let first = phrase.scalars.first else { continue }
                table[first, default: []].append((phrase, entry.meaning))
            }
        }
        return table
    }()

    private static let noiseByFirst: [UInt32: [Phrase]] = {
        var table: [UInt32: [Phrase]] = [:]
        for phrase in noise {
            guard let first = phrase.scalars.first else { continue }
            table[first, default: []].append(phrase)
        }
        return table
    }()

    // MARK: Banks, wallets, kinds of card

    private static func channel(
        _ chinese: String, _ english: String, _ phrases: [Phrase], words: [String], products: [String] = []
    ) -> Entry {
        let name = Bilingual(zh: chinese, en: english)
        return Entry(
            phrases: phrases, meaning: .channel(PaymentChannel(name: name, words: words, products: products)))
    }

    private static func bank(_ chinese: String, _ english: String, _ short: String, _ phrases: [Phrase]) -> Entry {
        channel(
            chinese, english, phrases + [Phrase(chinese), Phrase(short)],
            words: [chinese, short, english.lowercased()], products: ["debit", "credit"])
    }

    static let channels = [
        channel(
            "微信支付", "WeChat Pay", ["微信支付", "微信", "wechat pay", "wechatpay", "wechat", "weixin", "零钱通", "零钱"],
            words: ["微信", "wechat", "weixin", "wx"], products: ["qr"]),
        channel(
            "支付宝", "Alipay", ["支付宝", "alipay", "ali pay", "花呗", "余额宝"],
            words: ["支付宝", "alipay", "花呗"], products: ["qr"]),
        channel(
            "云闪付", "UnionPay app", ["云闪付", "quickpass", "quick pass", "闪付"],
            words: ["云闪付", "quickpass", "闪付", "unionpay"], products: ["qr", "debit", "credit"]),
        channel(
            "银联", "UnionPay", ["银联", "unionpay", "union pay"], words: ["银联", "unionpay", "cup"],
            products: ["debit", "credit", "qr"]),
        channel("数字人民币", "e-CNY", ["数字人民币", "e-cny", "ecny", "数币"], words: ["数字人民币", "e-cny", "ecny"]),
        channel(
            "扫码", "QR code", ["扫码支付", "扫码付", "扫码", "二维码", "付款码", "qr code", "qr"],
            words: ["qr", "扫码"], products: ["qr"]),
        channel(
            "信用卡", "credit card", ["信用卡", "贷记卡", "credit card", "credit"], words: ["credit", "信用", "贷记"],
            products: ["credit"]),
        channel(
            "借记卡", "debit card", ["借记卡", "储蓄卡", "debit card", "debit"], words: ["debit", "借记", "储蓄"],
            products: ["debit"]),
        channel(
            "银行卡", "bank card", ["银行卡", "刷卡", "插卡", "bank card", "by card", "card"], words: ["card", "卡"],
            products: ["debit", "credit"]),
        channel("Visa", "Visa", ["visa"], words: ["visa"], products: ["credit", "debit"]),
        channel(
            "万事达", "Mastercard", ["mastercard", "master card", "万事达"], words: ["master", "万事达"],
            products: ["credit", "debit"]),
        channel(
            "运通", "American Express", ["american express", "amex", "运通"], words: ["amex", "运通"], products: ["credit"]),
        bank("工商银行", "ICBC", "工行", ["icbc"]),
        bank("农业银行", "ABC", "农行", ["abc", "agricultural bank"]),
        bank("中国银行", "Bank of China", "中行", ["bank of china", "boc"]),
        bank("建设银行", "CCB", "建行", ["ccb", "construction bank"]),
        bank("交通银行", "BoCom", "交行", ["bocom", "bank of communications"]),
        bank("招商银行", "CMB", "招行", ["cmb", "merchants bank"]),
        bank("邮储银行", "PSBC", "邮储", ["psbc", "邮政储蓄银行", "邮政储蓄"]),
        bank("浦发银行", "SPDB", "浦发", ["spdb"]),
        bank("中信银行", "CITIC", "中信", ["citic"]),
        bank("民生银行", "CMBC", "民生", ["cmbc"]),
        bank("光大银行", "Everbright", "光大", ["ceb", "everbright"]),
        bank("兴业银行", "CIB", "兴业", ["cib"]),
        bank("平安银行", "Ping An", "平安", ["pingan", "ping an"]),
        bank("广发银行", "CGB", "广发", ["cgb"]),
        bank("华夏银行", "Huaxia", "华夏", ["huaxia", "hua xia"]),
    ]

    // MARK: Kinds of transaction

    static let types = [
        Entry(phrases: ["退款", "退货", "退钱", "refunded", "refund"], meaning: .type(.refund)),
        Entry(phrases: ["撤销", "消费撤销", "voided", "void"], meaning: .type(.void)),
        Entry(phrases: ["冲正", "reversal", "reversed"], meaning: .type(.reversal)),
        Entry(
            phrases: ["预授权完成", "completion", "pre-auth completion"], meaning: .type(.completion)),
        Entry(
            phrases: ["预授权", "押金", "preauth", "pre-auth", "preauthorisation", "pre-authorisation", "deposit hold"],
            meaning: .type(.preauth)),
    ]

    // MARK: What went wrong

    private static func trouble(
        _ chinese: String, _ english: String, _ codes: [String], _ phrases: [Phrase]
    ) -> Entry {
        let known = codes.compactMap { FindingCode($0) }
        return Entry(
            phrases: phrases, meaning: .trouble(Trouble(name: Bilingual(zh: chinese, en: english), codes: known)))
    }

    static let troubles = [
        trouble(
            "没出票", "no slip", ["RC-01", "RC-02", "RC-03"],
            [
                "没出小票", "没有出票", "没出票", "未出票", "没打小票", "没小票", "没有小票", "没打出来", "没打印", "未打印", "小票没出",
                "没给小票", "小票没给", "没拿到小票", "没收到小票", "不出票", "no slip", "no receipt", "without slip", "without receipt",
                "didn't print",
                "did not print", "not printed", "no paper",
            ]),
        trouble(
            "扣了两次", "charged twice", ["PY-06"],
            [
                "扣了两次", "扣了2次", "扣两次", "扣了两笔", "扣了2笔", "重复扣款", "重复扣", "刷了两次", "付了两次", "多扣了一次", "多扣一笔", "多扣",
                "charged twice", "double charged", "double charge", "charged two times", "paid twice",
                "duplicate charge",
                "duplicate", "twice",
            ]),
        trouble(
            "金额不对", "wrong amount", ["PY-09", "ST-04"],
            [
                "金额不对", "金额错了", "金额错误", "金额错", "多收了", "多收", "收错钱", "收错了", "刷错金额", "wrong amount",
                "incorrect amount", "overcharged", "too much",
            ]),
        trouble(
            "小票丢了", "slip lost", ["RC-04"],
            [
                "小票丢了", "小票丢失", "小票不见了", "票丢了", "弄丢小票", "丢了小票", "lost receipt", "lost the receipt", "lost my receipt",
                "lost slip", "lost the slip", "lost my slip",
            ]),
        trouble(
            "显示失败但扣款", "charged though the till said no", ["PY-02", "PY-01"],
            [
                "显示失败", "支付失败", "付款失败", "交易失败", "收银失败", "没成功", "failed", "declined but charged", "declined",
            ]),
        trouble(
            "结果不明", "outcome unknown", ["PY-01", "PY-02"],
            ["没反应", "超时", "结果不明", "不知道成功没", "卡住", "timed out", "timeout", "time out", "unknown", "no response"]),
        trouble(
            "没有记录", "not in our records", ["PY-04"],
            ["查不到", "没有记录", "没记录", "not in the records", "no record"]),
        trouble(
            "退款没到", "refund not arrived", ["RF-02", "RF-03", "RF-01"],
            ["退款没到账", "退款没到", "退款未到账", "没收到退款", "refund not received", "refund not arrived"]),
        trouble(
            "没到账", "not settled", ["ST-01", "ST-07"],
            ["没到账", "未到账", "没结算", "未结算", "not settled", "not arrived", "unsettled"]),
        trouble("手续费不对", "fee wrong", ["ST-05"], ["手续费多收", "手续费不对", "fee wrong", "fee too high", "wrong fee"]),
    ]

    // MARK: Words to pass over

    private static let noise: [Phrase] = [
        "的", "了", "我", "在", "是", "有", "大概", "大约", "约", "好像", "应该", "可能", "左右", "那笔", "一笔", "笔", "付了", "付款", "付的",
        "刷了", "刷的", "花了", "消费", "支付", "买", "买了", "扣了", "扣款", "已扣款", "被扣", "钱", "金额", "时间", "卡", "用", "请", "帮",
        "查", "查一下", "顾客", "客人", "您", "你", "他", "她", "于", "并", "和", "跟", "到", "就", "说", "小票", "交易", "成功",
        "卡号", "尾号", "你们店", "你们", "我们", "店里", "没有", "says", "said", "got", "no", "a", "an", "the", "at", "on", "in",
        "of", "for", "to", "i", "my", "was", "is", "it", "and", "about",
        "around", "approx", "approximately", "maybe", "with", "by", "from", "paid", "pay", "payment", "charged",
        "charge", "spent", "bought", "transaction", "purchase",
        "sale", "amount", "time", "please", "find", "customer", "me", "we", "you", "your", "some", "something", "like",
        "date", "but",
    ]
}
