// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// RF: money that goes back. One intent, one number, however often it is tried.
    static let refunds = [rf01, rf02, rf03, rf04, rf05, rf06]

    static let rf01 = Playbook(
        .rf01,
        say: (
            "这笔退款可能退了两次，我们核对后再联系您，不会影响您该得的退款。",
            "This refund may have gone out twice. We check and call you; what is owed to you stays yours."
        ),
        [
            .system(
                .finance, ("拦下后一笔", "Stop the later one"),
                check: ("未受理的已停，已受理的标出", "What was not accepted is stopped, the rest marked"),
                why: ("还没出去的最容易拦", "What has not gone out is easy to stop"), [.compare]),
            .system(
                .finance, ("向渠道查两笔的真实状态", "Ask the channel how both really stand"),
                check: ("每笔是成功、失败还是处理中", "Succeeded, failed or in progress, each"),
                why: ("“受理”可能最后失败", "“Accepted” may still fail"), [.askAcquirer], ticks: [.inquiryAnswered]),
            .confirm(
                .finance, ("只成功一笔：说明后结案", "Only one succeeded: explain and close"),
                check: ("退款合计不超过扣款", "Refunds are within the charge"),
                why: ("多点一次不等于多退一次", "Pressed twice is not paid twice"), [.compare], ticks: [.booksAgree]),
            .person(
                .finance, ("两笔都成功：与顾客协商追回", "Both succeeded: ask the customer to give one back"),
                check: ("约定的方式和日期已登记", "How and when is agreed and noted"),
                why: ("是我们的错，要好好商量", "The mistake is ours: ask kindly"),
                [.sendMessage(.n13), .proofSheet], ticks: [.collected]),
            .confirm(
                .finance, ("追不回的经批准核销，写明原因", "What does not come back is written off with cause"),
                check: ("批准人和原因已登记", "Who approved, and why"),
                why: ("两个入口同时退，是流程漏洞", "Two doors to one refund is a hole in the process"),
                [.approve, .noteCause], ticks: [.writtenOff]),
        ],
        branches: [.after(2, .moneyUnknown, .follow(.rf02)), .after(3, .disputeOpen, .open(.rf04))],
        closesOn: [.booksAgree, .collected, .writtenOff])

    static let rf02 = Playbook(
        .rf02,
        say: (
            "退款已受理，银行处理比平时慢；我们每天在催，到账前不会撒手。",
            "Your refund is accepted and the bank is slower than usual. We ask every day until it is there."
        ),
        [
            .system(
                .finance, ("用原退款号查询", "Ask with the same refund number"),
                check: ("答复成功、失败或处理中", "Succeeded, failed or in progress"),
                why: ("换号就是另一笔退款", "Another number is another refund"), [.askAcquirer], ticks: [.inquiryAnswered]),
            .person(
                .finance, ("没有答复：用原退款号重试", "No answer: try again with the same number"),
                check: ("渠道认得这个号", "The channel knows the number"),
                why: ("同号重试，渠道只会退一次", "The same number pays once"), [.retryRefund], ticks: [.moneyGivenBack]),
            .person(
                .finance, ("书面催收单机构，要银行参考号", "Ask the acquirer in writing for the bank's reference"),
                check: ("参考号和预计日期已记下", "The reference and the date are noted"),
                why: ("有参考号，顾客可以自己问发卡行", "With it the customer can ask the own bank"),
                [.factSheet, .directory], ticks: [.writtenAnswer]),
            .person(
                .customerService, ("告诉顾客进展和日期；成功时发 N5", "Tell the customer how it stands; N5 when it succeeded"),
                check: ("顾客知道日期", "The customer has a date"),
                why: ("主动说，比被追问强", "Told is better than asked"), [.sendMessage(.n14), .sendMessage(.n5), .proofSheet],
                ticks: [.messageDelivered]),
            .confirm(
                .finance,
                (
                    "仍不成功：先证实原退款已失败，再走其他账户",
                    "Still stuck: prove that it failed, and only then take another route"
                ),
                check: ("渠道答复“失败”", "The channel says “failed”"),
                why: ("没证实失败就另付，会付两次", "Paid another way before that, it is paid twice"), [.approve],
                ticks: [.moneyGivenBack]),
        ],
        branches: [
            .after(1, .moneyGivenBack, .done(.moneyGivenBack)), .after(1, .refundFailed, .follow(.rf03)),
            .after(4, .disputeOpen, .follow(.rf04)),
        ],
        closesOn: [.moneyGivenBack, .customerAgrees])

    static let rf03 = Playbook(
        .rf03,
        say: (
            "原路退款没成功，通常是卡已注销；核实身份后我们退到您的其他账户。",
            "The refund did not go through, mostly because the card is closed. We verify who you are and pay it to another account."
        ),
        [
            .system(
                .finance, ("读银行的失败原因", "Read the bank's reason"),
                check: ("原因已知，退款确已失败", "The reason is known and it did fail"),
                why: ("“异常”不都等于失败", "“Abnormal” is not always failed"), [.askAcquirer], ticks: [.inquiryAnswered]),
            .person(
                .customerService, ("联系顾客，核实身份", "Reach the customer and verify who it is"),
                check: ("证件与付款人相符", "The ID fits the payer"),
                why: ("换账户退款是骗子最爱的口子", "Another account is what fraud asks for"), [.sendMessage(.n15), .compare]),
            .person(
                .finance, ("登记收款账户", "Note the account"),
                check: ("户名与证件一致", "Its holder is the person"),
                why: ("只付给付款人本人", "Only the payer is paid")),
            .confirm(
                .finance, ("双人办理转账，留回单", "Two persons make the transfer and keep the slip"),
                check: ("银行回单在证据里", "The bank's slip is in the evidence"),
                why: ("两个人看过，谁都安心", "Two pairs of eyes protect both"), [.approve, .proofSheet],
                ticks: [.moneyGivenBack]),
            .person(
                .customerService, ("告诉顾客到账，给退款证明", "Tell the customer and hand over the proof"),
                check: ("顾客确认到账", "The customer has it"),
                why: ("收到才算完", "Received is done"), [.proofSheet, .sendMessage(.n5), .follow(workingDays: 3)],
                ticks: [.customerAgrees]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.rf02)), .after(1, .disputeOpen, .follow(.rf04)),
        ],
        closesOn: [.moneyGivenBack, .customerAgrees])

    static let rf04 = Playbook(
        .rf04,
        say: (
            "您已向银行申请了争议；银行会处理这笔钱，我们这边先停退款，免得两边各退一次后再向您要回。",
            "You have raised it with your bank. The bank will settle it, so we hold our refund: otherwise one of the two would be asked back."
        ),
        [
            .system(
                .finance, ("停下退款", "Hold the refund"),
                check: ("退款按钮已锁", "The button is locked"),
                why: ("退款和拒付都成功，就付了两次", "Refund and chargeback together pay twice")),
            .system(
                .finance, ("查退款走到哪一步、争议到哪一天", "See how far the refund is, and the dispute's date"),
                check: ("两边的状态和日期都有", "Both states and dates are there"),
                why: ("谁先走完，决定怎么答", "Which is first decides the answer"), [.askAcquirer, .compare],
                ticks: [.inquiryAnswered]),
            .confirm(
                .finance,
                (
                    "已退：凭退款证明应诉；未退：接受争议，取消退款",
                    "Gone out: defend with the proof of refund. Not yet: accept the dispute, cancel the refund"
                ),
                check: ("选定一条路，另一条已关", "One road is chosen, the other closed"),
                why: ("两条路只能走一条", "Only one of them may pay"), [.evidencePack, .proofSheet]),
            .person(
                .finance, ("到期前提交，留回执", "Submit before the date and keep the receipt"),
                check: ("回执编号已记下", "Its number is noted"),
                why: ("过期等于认输", "Late is lost"), [.evidencePack], ticks: [.writtenAnswer]),
            .person(
                .customerService, ("告诉顾客由谁退、何时到", "Tell the customer who pays, and when"),
                check: ("顾客知道结果", "The customer knows"),
                why: ("顾客只关心钱在哪里", "Where the money is, is all that counts"),
                [.sendMessage(.n17), .follow(workingDays: 5)],
                ticks: [.customerAgrees]),
        ],
        branches: [.after(2, .moneyGivenBack, .goTo(3)), .after(2, .moneyUnknown, .follow(.rf02))],
        closesOn: [.writtenAnswer, .moneyGivenBack])

    static let rf05 = Playbook(
        .rf05,
        say: (
            "已超过原路退款的期限；该退的钱照退，改用银行转账，需要您的账户和证件。",
            "It is too late for the same way. What is owed is still paid, by bank transfer; we need an account and an ID."
        ),
        [
            .system(
                .finance, ("核对原交易日期和渠道期限", "Check the charge's date against the channel's window"),
                check: ("确已超期，且没有退过", "It is over, and nothing went back yet"),
                why: ("先看有没有已经退过", "It may have gone back long ago"), [.compare, .askAcquirer],
                ticks: [.inquiryAnswered]),
            .person(
                .customerService, ("核实身份，登记收款账户", "Verify identity and note the account"),
                check: ("付款人、证件、户名一致", "Payer, ID and holder agree"),
                why: ("只付给付款人本人", "Only the payer is paid"), [.sendMessage(.n15)]),
            .confirm(
                .finance, ("双人办理转账", "Two persons make the transfer"),
                check: ("银行回单在证据里", "The bank's slip is in the evidence"),
                why: ("不走渠道的退款最容易出错", "Outside the channel errors are easiest"), [.approve, .proofSheet],
                ticks: [.moneyGivenBack]),
            .person(
                .customerService, ("确认到账，填写原因", "Make sure it arrived, and state the cause"),
                check: ("顾客确认", "The customer says so"),
                why: ("为什么拖到超期，要弄明白", "Why it took so long is worth knowing"),
                [.follow(workingDays: 3), .noteCause], ticks: [.customerAgrees]),
        ],
        branches: [
            .after(1, .moneyGivenBack, .done(.moneyGivenBack)), .after(1, .disputeOpen, .follow(.rf04)),
            .after(1, .moneyUnknown, .follow(.rf02)),
        ],
        closesOn: [.moneyGivenBack, .customerAgrees])

    static let rf06 = Playbook(
        .rf06,
        say: (
            "我们先找到您当时的付款再退，这样钱能原路回到您手里，也保护您不被冒领。",
            "We look for your payment first, so that it goes back the same way and nobody else can claim it."
        ),
        [
            .person(
                .storeManager, ("先找原交易：金额、时间、卡末四位、钱包账单", "Look for the original: amount, time, last four, wallet bill"),
                check: ("找到，或确认找不到", "Found, or not to be found"),
                why: ("找得到就不是无原单", "Found, it is an ordinary refund"), [.compare]),
            .person(
                .storeManager, ("登记原因和证件", "Note the reason and an ID"),
                check: ("原因具体，证件已看", "The reason is concrete and the ID was seen"),
                why: ("无原单退款是内外勾结的老路", "It is the old road of fraud")),
            .confirm(
                .finance, ("店长和财务共同批准", "Manager and finance both approve"),
                check: ("两个不同的人", "Two different people"),
                why: ("一个人说了不算", "One is not enough"), [.approve]),
            .person(
                .finance, ("退款并给证明", "Pay it and give the proof"),
                check: ("渠道或银行答复成功", "Channel or bank says it succeeded"),
                why: ("退到付款人名下的账户", "To an account in the payer's name"),
                [.voidOrRefund, .sendMessage(.n5), .proofSheet],
                ticks: [.moneyGivenBack]),
            .confirm(
                .auditor, ("审计抽查", "The auditor samples"),
                check: ("抽查结果已写", "The result is written"),
                why: ("知道会被查，就没人乱来", "What is looked at is done well"), [.noteCause], ticks: [.explained]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .recordFound, .done(.booksAgree)),
            .after(3, .customerRefuses, .open(.cs01)),
        ],
        closesOn: [.moneyGivenBack, .booksAgree, .explained])
}
