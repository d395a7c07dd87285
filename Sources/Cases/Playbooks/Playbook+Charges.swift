// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// PY-09 to PY-16: payments that are real but wrong in amount, kind, party or time.
    static let charges = [py09, py10, py11, py12, py13, py14, py15, py16]

    static let py09 = Playbook(
        .py09,
        say: (
            "金额收错了，很抱歉；多收的我们退给您，您不用再付任何钱。",
            "We charged the wrong amount and we are sorry. What was too much goes back; you need not pay anything more."
        ),
        [
            .person(
                .storeManager, ("看购物明细：应收多少", "Look at the basket: what should it have been?"),
                check: ("应收金额已填", "The right amount is entered"),
                why: ("先定应收，差额才算得准", "The difference needs the right amount first"), [.compare]),
            .system(
                .storeManager,
                ("算差额，认出 10 倍、100 倍、换错顾客", "Work out the difference; know ×10, ×100 and swapped customers"),
                check: ("多收或少收的金额显示出来", "Too much or too little is shown"),
                why: ("看出是哪种错，就知道怎么改", "The kind of mistake tells the remedy"), [.compare]),
            .system(
                .storeManager, ("向收单机构确认实际扣了多少", "Ask the acquirer what was really charged"),
                check: ("答复与终端一致", "Its answer agrees with the terminal"),
                why: ("按猜的金额退会越改越错", "A refund by guess makes it worse"), [.askAcquirer],
                ticks: [.inquiryAnswered, .clearingRow]),
            .person(
                .storeManager,
                ("多收：退差额；当日可经同意撤销整笔", "Too much: refund the difference, or void it all the same day with consent"),
                check: ("申请已提交，有退款号", "The request is in, with its number"),
                why: ("退差额最快，顾客不用再刷一次卡", "The difference is quickest and needs no new card"),
                [.voidOrRefund, .sendMessage(.n6), .proofSheet], ticks: [.moneyGivenBack]),
            .confirm(
                .storeManager,
                ("整笔撤销成功后，经同意按正确金额收款", "After a full void succeeded: collect the right amount with consent"),
                check: ("撤销已成功，新的一笔已批准", "The void succeeded and the new charge is approved"),
                why: ("撤销没成功就收，等于收两次", "Before the void succeeded it would be two charges"), [.chargeAnew],
                ticks: [.collected]),
            .person(
                .storeManager, ("少收：请顾客补；不愿意就由店里承担", "Too little: ask for it; if refused, the shop bears it"),
                check: ("已补收，或经批准核销", "Collected, or written off with approval"),
                why: ("是我们的错，不能勉强顾客", "The mistake is ours; nobody is pressed"), [.approve],
                ticks: [.collected, .writtenOff]),
            .confirm(
                .storeManager, ("填写原因", "State the cause"), check: ("原因已选", "It is chosen"),
                why: ("10 倍多是按键，100 倍多是软件", "×10 is mostly a finger, ×100 mostly software"), [.noteCause, .compensate],
                ticks: [.explained]),
        ],
        branches: [
            .after(3, .moneyUnknown, .follow(.py01)), .after(3, .moneyReversed, .goTo(7)),
            .after(4, .disputeOpen, .follow(.rf04)), .after(6, .customerRefuses, .goTo(7)),
        ],
        closesOn: [.moneyGivenBack, .collected, .writtenOff])

    static let py10 = Playbook(
        .py10,
        say: (
            "刚才选错了功能，我们先把错的一笔撤掉；在撤好之前请不要再付。",
            "The wrong function was chosen. We undo that one first; please do not pay before that is done."
        ),
        [
            .system(
                .storeManager, ("并排看各方记的类型：消费、退货、预授权", "Lay out what each side calls it: sale, refund, hold"),
                check: ("知道错的是哪一方", "Known which side is wrong"),
                why: ("记错和做错是两回事", "Recorded wrongly and done wrongly are two things"),
                [.compare, .askAcquirer, .sendMessage(.n11)],
                ticks: [.inquiryAnswered]),
            .person(
                .storeManager, ("做错的：先冲回错误的一笔", "Done wrongly: undo the wrong one first"),
                check: ("收单机构答复已冲回", "The acquirer says it is undone"),
                why: ("先做新的会同时挂着两笔", "The new one first leaves two standing"), [.voidOrRefund],
                ticks: [.moneyGivenBack]),
            .person(
                .storeManager, ("冲回成功后，经顾客同意做正确的类型", "Once undone, do the right kind with the customer's consent"),
                check: ("新的一笔已批准", "The new one is approved"),
                why: ("钱没有清零就收，会变成两次", "Before the money is clear it would be twice"), [.chargeAnew],
                ticks: [.collected]),
            .person(
                .storeManager, ("只是记错的：改销售记录，不动钱", "Only recorded wrongly: correct the record, move no money"),
                check: ("销售与扣款对平", "Sale and charge agree"),
                why: ("钱是对的，动钱反而错", "The money is right; leave it"), ticks: [.booksAgree]),
            .confirm(
                .storeManager, ("给操作员说明，填写原因", "Show the operator, and state the cause"),
                check: ("原因已选，说明日期已记", "The cause is chosen, the coaching dated"),
                why: ("两个相邻的键，谁都会按错一次", "Two keys side by side: anybody errs once"), [.noteCause],
                ticks: [.explained]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .isHold, .follow(.py08)),
            .after(1, .moneyReversed, .goTo(3)), .after(3, .customerRefuses, .goTo(5)),
        ],
        closesOn: [.booksAgree, .moneyGivenBack, .collected])

    static let py11 = Playbook(
        .py11,
        say: (
            "您的付款已成功，只是记到了另一家店，我们内部改正，您不用再付。",
            "Your payment went through but was booked to another store. We put that right among ourselves; nothing more to pay."
        ),
        [
            .system(
                .storeManager, ("核对终端、门店、商户号的绑定历史", "Check the history of terminal, store and merchant number"),
                check: ("知道从哪天开始对不上", "Known since when they do not agree"),
                why: ("一台接错，当天每一笔都错", "One wrong binding spoils every sale of the day"), [.compare]),
            .person(
                .storeManager, ("确认顾客只付了一次、付给了我们", "Make sure the customer paid once, and paid us"),
                check: ("收单机构答复一笔成功", "The acquirer says one approved"),
                why: ("付到别家商户要由收单机构退", "Money at a stranger's account comes back through the acquirer"),
                [.askAcquirer], ticks: [.inquiryAnswered, .clearingRow]),
            .person(
                .storeManager, ("改记到正确的门店，并告知两边店长", "Re-book it to the right store and tell both managers"),
                check: ("两店当天都对平", "Both stores balance for the day"),
                why: ("只改一边，另一边就多出一笔", "Corrected on one side only, the other is out"),
                [.sendMessage(.n11)], ticks: [.booksAgree]),
            .person(
                .devices, ("重新绑定终端并试一笔查询", "Bind the terminal anew and test it with an inquiry"),
                check: ("新交易记在正确的店", "New sales land in the right store"),
                why: ("不改绑定，明天照样错", "Unbound, it errs again tomorrow"), [.openDevice(.dv06)], ticks: [.testPassed]),
            .confirm(
                .storeManager, ("填写原因", "State the cause"), check: ("原因已选", "It is chosen"),
                why: ("借机、换机没登记最常见", "A terminal lent or swapped without a note is the usual cause"),
                [.noteCause], ticks: [.explained]),
        ],
        branches: [
            .after(1, .settingsChanged, .open(.dv06)), .after(2, .moneyUnknown, .follow(.py01)),
            .after(2, .sourcesDisagree, .follow(.py13)),
        ],
        closesOn: [.booksAgree])

    static let py12 = Playbook(
        .py12,
        say: (
            "您的钱在关单之后到了，没有丢；您可以继续要这单，也可以原路退回，请不要再付。",
            "Your money came after the order had closed; it is not lost. Keep the order or have it back the same way; please do not pay again."
        ),
        [
            .system(
                .customerService, ("确认款项已收到、订单已关", "Make sure that the money is here and the order closed"),
                check: ("渠道答复成功，订单状态为关闭", "Approved at the channel, closed at the till"),
                why: ("晚到的钱也是钱，必须入账", "Late money is money and must be booked"), [.askAcquirer, .compare],
                ticks: [.inquiryAnswered, .clearingRow]),
            .person(
                .customerService, ("请顾客选择：继续交付或原路退款", "Let the customer choose: fulfil or refund"),
                check: ("选择已登记", "The choice is noted"),
                why: ("选择权在顾客", "It is the customer's choice"), [.sendMessage(.n12), .showCode]),
            .person(
                .customerService, ("继续：补记销售，交付并出小票", "Fulfil: restore the sale, deliver, issue the receipt"),
                check: ("销售与扣款对平", "Sale and charge agree"),
                why: ("付过就不能再收一次", "It is paid; nobody pays it twice"), [.restoreSale, .showCode],
                ticks: [.booksAgree]),
            .person(
                .customerService, ("退款：原路退回并告知到账时间", "Refund: the same way, with the date of arrival"),
                check: ("渠道答复退款成功", "The refund succeeded"),
                why: ("原路退回最稳，不要转给别的账户", "The same way is the safe way"),
                [.voidOrRefund, .sendMessage(.n5), .proofSheet], ticks: [.moneyGivenBack]),
            .confirm(
                .customerService, ("填写原因：关单太早，还是通知太晚", "State the cause: closed too soon, or told too late"),
                check: ("原因已选", "It is chosen"),
                why: ("关单时间可以调", "The closing time can be changed"), [.noteCause], ticks: [.explained]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .recordFound, .follow(.py06)),
            .after(4, .moneyNotArrived, .follow(.rf02)),
        ],
        closesOn: [.booksAgree, .moneyGivenBack])

    static let py13 = Playbook(
        .py13,
        say: (
            "银行那边的说法前后不一，我们已书面核实；结果出来前请不要再付，钱的去向一定会给您说法。",
            "The bank's records contradict each other and we have asked in writing. Please do not pay again; we will tell you where the money is."
        ),
        [
            .system(
                .finance, ("冻结这一笔的资金操作", "No money of this payment moves"),
                check: ("撤销、退款按钮已锁", "Void and refund are locked"),
                why: ("按错的一边动钱，两边都亏", "Acting on the wrong side loses on both")),
            .system(
                .finance, ("五方说法并排，按可信度排列", "All sources side by side, by rank"),
                check: ("矛盾的字段已标出", "The fields that differ are marked"),
                why: ("要问得准，先要看得清", "A good question needs a clear view"), [.compare]),
            .person(
                .finance, ("书面问收单机构，写明要什么、何时答复", "Ask the acquirer in writing: which answer, by when"),
                check: ("说明已发出，有受理编号", "The fact sheet is out, with a ticket number"),
                why: ("口头答复不算证据", "A spoken answer proves nothing"), [.factSheet, .directory], ticks: [.writtenAnswer]),
            .person(
                .customerService, ("告诉顾客答复日期，发 N2", "Tell the customer the date, send N2"),
                check: ("短信送达", "The message arrived"),
                why: ("等待要有期限", "Waiting needs a date"), [.sendMessage(.n2)], ticks: [.messageDelivered]),
            .confirm(
                .finance, ("按书面答复记账并解锁", "Book by the written answer and unlock"),
                check: ("结论已变，矛盾消失", "The verdict has changed and agrees"),
                why: ("证据进来，结论自己会变", "Give it the evidence and the verdict follows"),
                [.askAcquirer, .noteCause], ticks: [.writtenAnswer, .clearingRow]),
        ],
        branches: [
            .after(3, .fileMissing, .open(.st01)), .after(5, .moneyCharged, .follow(.py02)),
            .after(5, .moneyNotCharged, .follow(.py03)), .after(5, .moneyUnknown, .follow(.py01)),
        ],
        closesOn: [.writtenAnswer, .clearingRow])

    static let py14 = Playbook(
        .py14,
        say: (
            "这一笔后来被银行退回了，您没有被扣款；如果您愿意，可以重新付这一单，不愿意也没关系。",
            "The bank took this one back: you were not charged. If you wish you can pay it anew; there is no pressure."
        ),
        [
            .system(
                .storeManager, ("确认冲正确实成功", "Make sure that the reversal succeeded"),
                check: ("收单机构答复已冲正，或对账单没有这笔", "The acquirer says reversed, or the file has no row"),
                why: ("冲正也可能失败，那就是已扣款", "A reversal can fail too, and then it is charged"), [.askAcquirer],
                ticks: [.inquiryAnswered]),
            .person(
                .storeManager, ("告诉顾客没有扣款，发 N3", "Tell the customer it was not charged, send N3"),
                check: ("顾客知道手里的小票作废", "The customer knows that the slip no longer counts"),
                why: ("顾客拿着小票，以为已经付过", "The customer holds a slip and believes it is paid"), [.sendMessage(.n3)],
                ticks: [.messageDelivered]),
            .person(
                .storeManager, ("不要退款：钱没有进来", "Do not refund: no money came in"),
                check: ("没有退款申请", "There is no refund request"),
                why: ("退一笔没收到的钱，就是白送", "Refunding what never came is a gift")),
            .person(
                .storeManager, ("经顾客同意重新收款", "Collect it anew, with consent"),
                check: ("新的一笔已批准，与原单相连", "The new charge is approved and tied to the sale"),
                why: ("证实没扣、顾客同意，才可以再收", "Only proof and consent allow another charge"), [.chargeAnew],
                ticks: [.collected]),
            .confirm(
                .storeManager, ("收不到的核销，填写原因", "Write off what is not collected, and state the cause"),
                check: ("批准人和原因已登记", "Who approved, and why"),
                why: ("常是确认没送到，要查网络", "Mostly a confirmation lost on the way: look at the network"),
                [.approve, .noteCause], ticks: [.writtenOff]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .moneyCharged, .done(.inquiryAnswered)),
            .after(4, .customerRefuses, .goTo(5)),
        ],
        closesOn: [.collected, .writtenOff, .clearingRow, .inquiryAnswered])

    static let py15 = Playbook(
        .py15,
        say: (
            "我们的系统里还没有这笔付款，正在查；请您稍等，先不要再付。",
            "Our system does not have this payment yet and we are asking. Please wait a moment, and do not pay again."
        ),
        [
            .person(
                .storeManager, ("先不交货，态度平和", "Do not hand over the goods yet; stay friendly"),
                check: ("货还在柜台", "The goods are still here"),
                why: ("截图可以做假，也可能只是到账慢", "A picture can be forged; it can also be just slow")),
            .system(
                .storeManager, ("按金额、时间和单号向渠道查询", "Ask the channel by amount, time and number"),
                check: ("渠道答复有或没有", "It has it, or has it not"),
                why: ("只有渠道说了算", "Only the channel knows"), [.askAcquirer], ticks: [.inquiryAnswered]),
            .person(
                .storeManager, ("请顾客打开自己的账单，核对收款方和单号", "Ask to see the payer's own bill: payee and number"),
                check: ("收款方是不是我们", "Is the payee us?"),
                why: ("常见的是付给了别的码", "Often it went to another code"), [.compare]),
            .confirm(
                .storeManager, ("查实没有付：请顾客付款或取消", "Proved unpaid: let the customer pay or cancel"),
                check: ("已付，或单已取消", "Paid, or cancelled"),
                why: ("给人留一条退路，比吵架有用", "A way out is worth more than a quarrel"), [.chargeAnew],
                ticks: [.collected, .inquiryAnswered]),
            .person(
                .storeManager, ("确认伪造：保存截图和监控，报警", "If forged: keep picture and camera, call the police"),
                check: ("回执编号已记下", "The report's number is noted"),
                why: ("同一个人会去下一家店", "They go on to the next shop"), [.evidencePack, .directory],
                ticks: [.writtenAnswer]),
        ],
        branches: [
            .after(2, .moneyUnknown, .follow(.py01)), .after(2, .moneyCharged, .follow(.py02)),
            .after(3, .recordFound, .done(.inquiryAnswered)),
        ],
        closesOn: [.inquiryAnswered, .collected, .explained])

    static let py16 = Playbook(
        .py16,
        say: (
            "您的付款已在终端里，联网后就会上送；请不要再付一次。",
            "Your payment is stored in the terminal and goes out when it is online. Please do not pay again."
        ),
        [
            .person(
                .devices, ("不要复位、不要换机、不要清批", "Do not reset it, swap it or clear its batch"),
                check: ("终端贴上“勿动”", "The terminal is marked “do not touch”"),
                why: ("一复位，没上送的钱就没了", "A reset destroys the money it holds")),
            .person(
                .devices, ("让终端联网：网线、信号、备用网络", "Bring it online: cable, signal, spare network"),
                check: ("终端显示在线", "It says online"),
                why: ("联网后它会自己上送", "Online, it sends by itself")),
            .system(
                .devices, ("看未上送笔数降到零", "Watch the unsent count fall to zero"),
                check: ("未上送为 0", "Unsent is 0"),
                why: ("上送了才算收到", "Sent is received; stored is not"), ticks: [.deviceInOrder]),
            .person(
                .devices, ("上不去：请收单机构远程处理", "Not moving: have the acquirer handle it remotely"),
                check: ("受理编号已记下", "The ticket's number is noted"),
                why: ("多数终端可以由收单机构导出", "Most acquirers can read a terminal out"),
                [.factSheet, .supplierTicket, .directory], ticks: [.writtenAnswer]),
            .confirm(
                .finance, ("逐笔对上次日对账单", "Match each one with the next clearing file"),
                check: ("每一笔都有对应的行", "Each has its row"),
                why: ("脱机交易可能被银行拒绝", "Offline payments can still be refused"), [.compare, .noteCause],
                ticks: [.clearingRow]),
        ],
        branches: [
            .after(3, .moneyUnknown, .goTo(4)), .after(5, .recordMissing, .follow(.py03)),
        ],
        closesOn: [.deviceInOrder, .clearingRow])
}
