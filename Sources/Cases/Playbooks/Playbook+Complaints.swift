// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// CS: complaints and the law. Answered in time, with paper, without heat.
    static let complaints = [cs01, cs02, cs03, cs04, cs05]

    static let cs01 = Playbook(
        .cs01,
        say: (
            "让您久等了，很抱歉；现在由我负责，今天几点前给您答复，我说到做到。",
            "You have waited too long and we are sorry. I look after it now and will call you by the time I name."
        ),
        [
            .system(
                .storeManager, ("按链条上报：负责人、店长、财务、外部", "Escalate along the chain: owner, manager, finance, outside"),
                check: ("上一级已收到", "The next one has it"),
                why: ("看见了才有人管", "What is seen is looked after")),
            .person(
                .storeManager, ("接手：指定一个人和一个时间", "Take it: one name and one time"),
                check: ("负责人和时间已写", "Both are written"),
                why: ("大家负责等于没人负责", "Everybody's is nobody's")),
            .person(
                .customerService, ("给顾客打电话，说明进展和时间", "Call the customer: how it stands, and when"),
                check: ("通话已登记", "The call is logged"),
                why: ("顾客气的多半是没人理", "Silence is what angers people"), [.sendMessage(.n16), .sendMessage(.n7)],
                ticks: [.messageDelivered, .customerAgrees]),
            .confirm(
                .storeManager, ("解决原工单，写明为什么超时", "Solve the case and say why it was late"),
                check: ("原工单已解决", "The case is solved"),
                why: ("是缺人还是缺答复，改法不同", "Too few hands or a missing answer: different cures"),
                [.noteCause, .compensate], ticks: [.explained]),
        ],
        branches: [.after(3, .authorityAsks, .open(.cs04)), .after(3, .disputeOpen, .open(.cs03))],
        closesOn: [.customerAgrees, .explained])

    static let cs02 = Playbook(
        .cs02,
        say: (
            "您的银行在核对这笔付款，我们已把凭证准备好提交；您不用做什么。",
            "Your bank is checking this payment. We send it our papers; you need do nothing."
        ),
        [
            .person(
                .finance, ("登记来函：编号、原因、截止日", "Enter the notice: number, reason, date"),
                check: ("截止日在日历里", "The date is in the calendar"),
                why: ("调单过期，会变成退单", "A late answer becomes a chargeback")),
            .system(
                .finance, ("收集签购单、销售、交付证明", "Gather slip, sale and proof of delivery"),
                check: ("三样都有，或注明缺哪样", "All three, or what is missing"),
                why: ("答得全，一次就够", "A full answer is given once"), [.evidencePack, .compare]),
            .confirm(
                .finance, ("看证据包：卡号已遮，没有别人的信息", "Look at the pack: cards masked, nobody else's data"),
                check: ("已核对", "It was looked at"),
                why: ("交出去的收不回来", "What is handed over stays out"), [.evidencePack]),
            .person(
                .finance, ("期限内提交，登记移交", "Submit in time and note the hand-over"),
                check: ("回执编号已记下", "The receipt's number is noted"),
                why: ("没有回执等于没交", "Without a receipt it was not sent"), [.evidencePack], ticks: [.writtenAnswer]),
        ],
        branches: [.after(2, .recordMissing, .open(.rc04)), .after(4, .disputeOpen, .follow(.cs03))],
        closesOn: [.writtenAnswer])

    static let cs03 = Playbook(
        .cs03,
        say: (
            "您向银行提出了拒付，我们尊重您的权利，会把事实交给银行；期间不重复退款。",
            "You have disputed this with your bank, which is your right. We give the bank the facts, and do not refund twice."
        ),
        [
            .person(
                .finance,
                (
                    "登记通知：原因、金额、到期日；停下这笔的退款",
                    "Enter the notice: reason, amount, date; hold refunds of this payment"
                ),
                check: ("到期日在日历里，退款已锁", "The date is in the calendar and refunds are locked"),
                why: ("一边拒付一边退款，就付两次", "Chargeback and refund together pay twice")),
            .system(
                .finance,
                (
                    "按原因配证据：没收到货、金额不符、重复、未授权",
                    "Fit the evidence to the reason: not received, wrong amount, duplicate, not authorised"
                ),
                check: ("每个原因都有对应的证据", "Each reason has its evidence"),
                why: ("答非所问等于没答", "An answer to another question is none"), [.evidencePack, .compare]),
            .confirm(
                .finance, ("决定接受或抗辩", "Accept or defend"),
                check: ("决定和理由已写", "Decision and reason are written"),
                why: ("是我们错就认，省钱也省口碑", "Where we are wrong, accepting is cheaper")),
            .person(
                .finance, ("到期前三天提交，留回执", "Submit three days before the date and keep the receipt"),
                check: ("回执编号已记下", "Its number is noted"),
                why: ("最后一天常出意外", "Last days go wrong"), [.evidencePack], ticks: [.writtenAnswer]),
            .confirm(
                .finance, ("记下裁定，写明原因", "Note the ruling, and state the cause"),
                check: ("裁定和金额已登记", "Ruling and amount are entered"),
                why: ("输在哪里，就改哪里", "Where it was lost is where to mend"), [.noteCause], ticks: [.writtenAnswer]),
        ],
        branches: [
            .after(1, .moneyGivenBack, .follow(.rf04)), .after(2, .recordMissing, .open(.rc04)),
        ],
        closesOn: [.writtenAnswer])

    static let cs04 = Playbook(
        .cs04,
        say: (
            "您的投诉我们收到了，会按规定时间书面答复，也愿意当面把事情解决。",
            "We have your complaint. You get a written answer in the time the rules set, and we gladly settle it in person."
        ),
        [
            .person(
                .storeManager, ("登记来函：编号、事由、经办人、期限", "Enter the letter: number, matter, officer, date"),
                check: ("期限在日历里，资料已冻结", "The date is in the calendar and the files are held"),
                why: ("受理期限内答复，多数不再升级", "Answered before acceptance, most go no further"), [.legalHold]),
            .system(
                .storeManager, ("整理完整证据包和时间线", "Build the full pack and the chronology"),
                check: ("证据包通过校验", "The pack verifies"),
                why: ("事实摆清楚，话就好说", "Clear facts make for calm talk"), [.evidencePack]),
            .person(
                .storeManager, ("先联系顾客，提出解决办法", "Call the customer first and offer a way"),
                check: ("顾客的答复已登记", "The answer is logged"),
                why: ("能和解，对谁都好", "A settlement is good for both"), [.compensate, .voidOrRefund],
                ticks: [.customerAgrees]),
            .person(
                .storeManager, ("在受理期限前书面答复", "Answer in writing before the authority decides on acceptance"),
                check: ("回执在证据里", "The receipt is in the evidence"),
                why: ("拖到受理，就要走全程", "After acceptance it goes the whole way"), [.evidencePack, .directory],
                ticks: [.writtenAnswer]),
            .person(
                .storeManager, ("配合调解，留存记录", "Take part in mediation and keep the record"),
                check: ("调解结果已登记", "Its result is entered"),
                why: ("签了字的调解书才算结束", "Signed, it is over"), [.noteCause], ticks: [.writtenAnswer]),
        ],
        branches: [
            .after(2, .moneyUnknown, .open(.py13)), .after(3, .customerRefuses, .goTo(4)),
            .after(5, .disputeOpen, .open(.cs05)),
        ],
        closesOn: [.writtenAnswer, .customerAgrees])

    static let cs05 = Playbook(
        .cs05,
        say: (
            "此事已进入法律程序，由我们的律师与您联系；该退的钱不会因此不退。",
            "This is now with the court and our lawyer will be in touch. Money that is owed to you is owed all the same."
        ),
        [
            .confirm(
                .finance, ("冻结资料：停止删除，封存原件", "Set the hold: stop all deletion, seal the originals"),
                check: ("工单显示“资料已冻结”", "The case says “held”"),
                why: ("删了证据，有理也说不清", "Without the evidence even the right side loses"), [.legalHold]),
            .system(
                .finance, ("生成完整证据包和保管记录", "Build the full pack with its custody log"),
                check: ("证据包通过校验", "The pack verifies"),
                why: ("能独立校验的证据才有分量", "Evidence that verifies by itself carries weight"), [.evidencePack]),
            .person(
                .finance, ("交给律师，登记移交", "Hand it to the lawyer and note the hand-over"),
                check: ("移交有人、有时间、有校验值", "Name, time and hash are noted"),
                why: ("谁拿过什么，法庭会问", "Courts ask who held what"), [.evidencePack, .directory]),
            .person(
                .finance, ("登记答辩期、举证期和开庭日", "Enter the dates for answer, evidence and hearings"),
                check: ("日历里都有提醒", "All are in the calendar"),
                why: ("错过举证期，证据就不算数", "Evidence after its date does not count")),
            .person(
                .finance, ("裁判后执行并解除冻结，写明原因", "After the ruling comply, lift the hold, state the cause"),
                check: ("文书编号已登记", "The ruling's number is entered"),
                why: ("结束也要有人宣布", "Somebody must say that it is over"), [.noteCause], ticks: [.writtenAnswer]),
        ],
        branches: [.after(2, .recordMissing, .open(.rc04))],
        closesOn: [.writtenAnswer])
}
