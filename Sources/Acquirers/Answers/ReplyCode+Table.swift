// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension ReplyCode {
    /// Field 39 as UnionPay's terminals print it (payments reference §2.4), each judged by one question: could money
    /// have moved? 09, 68, 96, 98 and A7 are answers that do not say no.
    public static let table: [ReplyCode] = approvals + unclear + retried + refused + cards + system

    private static let approvals = [
        ReplyCode("00", .moved, .done, zh: "交易成功", en: "approved"),
        ReplyCode("10", .movedInPart, .done, zh: "部分承兑", en: "approved in part"),
        ReplyCode("11", .moved, .done, zh: "成功（VIP）", en: "approved, VIP"),
        ReplyCode("A2", .moved, .askIssuer, zh: "交易成功", en: "approved"),
        ReplyCode("A4", .moved, .askIssuer, zh: "交易成功", en: "approved"),
        ReplyCode("A5", .moved, .askIssuer, zh: "交易成功", en: "approved"),
        ReplyCode("A6", .moved, .askIssuer, zh: "交易成功", en: "approved"),
    ]

    private static let unclear = [
        ReplyCode("09", .mayHaveMoved, .wait, zh: "请求正在处理中", en: "request is being worked on"),
        ReplyCode("68", .mayHaveMoved, .wait, zh: "交易超时", en: "timed out behind the host"),
        ReplyCode("96", .mayHaveMoved, .wait, zh: "交换中心异常、失效", en: "exchange out of order"),
        ReplyCode("98", .mayHaveMoved, .wait, zh: "发卡方超时", en: "issuer timed out"),
        ReplyCode("A7", .mayHaveMoved, .wait, zh: "中心异常", en: "centre out of order"),
    ]

    private static let retried = [
        ReplyCode("13", .notMoved, .retryLater, zh: "无效金额", en: "invalid amount"),
        ReplyCode("55", .notMoved, .enterPINAgain, zh: "密码错", en: "wrong PIN"),
        ReplyCode("90", .notMoved, .retryLater, zh: "系统日切，请稍后重试", en: "day is being changed"),
        ReplyCode("91", .notMoved, .retryLater, zh: "发卡方状态不正常", en: "issuer not available"),
        ReplyCode("92", .notMoved, .retryLater, zh: "发卡方线路异常", en: "line to the issuer out of order"),
        ReplyCode("99", .notMoved, .signIn, zh: "PIN 格式错", en: "PIN block malformed"),
        ReplyCode("A0", .notMoved, .signIn, zh: "MAC 校验错", en: "authentication code wrong"),
        ReplyCode("22", .notMoved, .signIn, zh: "操作有误", en: "wrong operation"),
        ReplyCode("77", .notMoved, .signIn, zh: "批次不符", en: "batch does not fit"),
        ReplyCode("94", .notMoved, .lookUp, zh: "重复交易", en: "number was used before"),
    ]

    private static let refused = [
        ReplyCode("03", .notMoved, .callAcquirer, zh: "无效商户", en: "invalid merchant"),
        ReplyCode("06", .notMoved, .retryLater, zh: "发卡行故障", en: "error at the issuer"),
        ReplyCode("12", .notMoved, .otherCard, zh: "无效交易", en: "invalid transaction"),
        ReplyCode("25", .notMoved, .lookUp, zh: "没有原始交易", en: "no such original"),
        ReplyCode("30", .notMoved, .callAcquirer, zh: "报文格式错误", en: "message malformed"),
        ReplyCode("40", .notMoved, .otherCard, zh: "请求的功能尚不支持", en: "function not supported"),
        ReplyCode("58", .notMoved, .callAcquirer, zh: "不允许终端进行的交易", en: "not allowed at this terminal"),
        ReplyCode("64", .notMoved, .lookUp, zh: "原始金额不正确", en: "amount is not the original's"),
        ReplyCode("97", .notMoved, .callAcquirer, zh: "终端未登记", en: "terminal not registered"),
    ]

    private static let cards = [
        ReplyCode("01", .notMoved, .otherCard, zh: "请持卡人与发卡银行联系", en: "cardholder to call the issuer"),
        ReplyCode("04", .notMoved, .keepCard, zh: "没收卡", en: "keep the card"),
        ReplyCode("05", .notMoved, .otherCard, zh: "不予承兑", en: "not honoured"),
        ReplyCode("14", .notMoved, .otherCard, zh: "无效卡号", en: "invalid card number"),
        ReplyCode("15", .notMoved, .otherCard, zh: "无此发卡方", en: "no such issuer"),
        ReplyCode("34", .notMoved, .keepCard, zh: "有作弊嫌疑", en: "suspected fraud"),
        ReplyCode("38", .notMoved, .otherCard, zh: "密码错误次数超限", en: "too many wrong PINs"),
        ReplyCode("41", .notMoved, .keepCard, zh: "挂失卡", en: "lost card"),
        ReplyCode("43", .notMoved, .keepCard, zh: "被窃卡", en: "stolen card"),
        ReplyCode("51", .notMoved, .otherCard, zh: "可用余额不足", en: "not enough money"),
        ReplyCode("54", .notMoved, .otherCard, zh: "过期的卡", en: "card expired"),
        ReplyCode("57", .notMoved, .otherCard, zh: "不允许此卡交易", en: "not allowed for this card"),
        ReplyCode("59", .notMoved, .otherCard, zh: "卡片校验错", en: "card check failed"),
        ReplyCode("61", .notMoved, .otherCard, zh: "交易金额超限", en: "above the card's limit"),
        ReplyCode("62", .notMoved, .otherCard, zh: "受限制的卡", en: "restricted card"),
        ReplyCode("65", .notMoved, .otherCard, zh: "超出消费次数限制", en: "used too often"),
        ReplyCode("75", .notMoved, .otherCard, zh: "密码错误次数超限", en: "too many wrong PINs"),
    ]

    private static let system = [
        // The standard's answer to totals that differ; no money moves with them.
        ReplyCode("95", .notMoved, .lookUp, zh: "对账不平", en: "totals differ")
    ]
}
