// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// RC: the paper. The money is in order or out of the counter's hands; no step here starts a charge.
    static let receipts = [rc01, rc02, rc03, rc04, rc05, rc06, rc07, rc08, rc09, rc10]

    static let rc01 = Playbook(
        .rc01,
        say: ("扣款成功，小票正在补打。", "Your payment went through, the slip is being printed again."),
        [
            .person(
                .cashier, ("告诉顾客：扣款成功，小票正在补打", "Tell the customer: the payment went through, the slip is on its way"),
                check: ("顾客知道不用再付一次", "The customer knows that nothing more is to be paid"),
                why: ("没出票不等于没扣款，顾客最怕的是付了两次", "No slip does not mean no charge; what customers fear is paying twice")),
            .system(
                .cashier,
                (
                    "系统向收单机构查询（不超过 5 秒），查询期间这一单锁住读卡器",
                    "The system asks the acquirer (5 s at most) and keeps the card reader locked for this sale"
                ),
                check: ("收单机构答复“成功”", "The acquirer answers “approved”"),
                why: ("收银和终端说的只是一面之词，以收单机构为准", "Till and terminal only claim; the acquirer knows"),
                [.askAcquirer], ticks: [.inquiryAnswered]),
            .person(
                .cashier, ("看打印机指示灯：缺纸、开盖、卡纸、过热", "Look at the printer's lamp: paper, cover, jam, heat"),
                check: ("指示灯正常，或已排除故障", "The lamp is normal, or the fault is cleared"),
                why: ("故障没排除就补打，任务会积压后一起吐出来", "A copy sent into a fault waits and comes out later with others"),
                [.printers], ticks: [.deviceInOrder]),
            .person(
                .cashier, ("补打一次，带重打印标记", "Reprint once, marked as a copy"),
                check: ("打印机确认已出票", "The printer confirms the slip"),
                why: ("“已发送”不等于“已打印”，只补一次才不会出现多张", "“Sent” is not “printed”, and one copy is enough"),
                [.reprint], ticks: [.deviceConfirmed]),
            .person(
                .cashier,
                (
                    "还是没有：屏幕出示二维码，或发短信 N1，或换打印机，或开手写收据并录入编号",
                    "Still none: QR code on screen, or message N1, or another printer, or a receipt by hand with its number keyed in"
                ),
                check: ("顾客用其中一种方式拿到了小票", "The customer has the receipt in one of these ways"),
                why: ("顾客要的是凭证，不是那台打印机", "The customer wants proof of payment, not that printer"),
                [.showCode, .sendMessage(.n1), .printers, .handwritten],
                ticks: [.pageViewed, .messageDelivered, .handwrittenSigned]),
            .person(
                .cashier,
                ("顾客要走？记下现有的任何联系方式，转 RC-03", "Customer leaving? Keep whatever contact there is and go to RC-03"),
                check: ("联系方式和来源已记下，或注明没有", "The contact and where it came from are noted, or that there is none"),
                why: ("人走了，凭证还可以追上去", "The customer may go; the receipt can follow")),
            .system(
                .cashier,
                (
                    "同一台打印机当天第三次失败：自动开 DV-02，填好给供应商的资料",
                    "Third failure of this printer in a day: DV-02 opens with the facts for the supplier filled in"
                ),
                check: ("DV-02 已开，含序列号和失败时间", "DV-02 is open, with serial number and times of failure"),
                why: ("三次就不是偶然，该换设备而不是再试", "Three times is no accident: change the device, do not try again"),
                [.openDevice(.dv02)]),
            .confirm(
                .cashier,
                (
                    "凭一项证据结案：打印机确认、页面已看、短信已送达，或签收的手写收据",
                    "Close with one proof: printer's confirmation, page viewed, message delivered, or signed hand-written copy"
                ),
                check: ("四项里至少有一项", "At least one of the four is there"),
                why: ("“应该打出来了”不算证据", "“It must have printed” is no proof"),
                ticks: [.deviceConfirmed, .pageViewed, .messageDelivered, .handwrittenSigned]),
        ],
        branches: [
            .after(2, .moneyUnknown, .follow(.py01)), .after(4, .slipOnPaper, .done(.deviceConfirmed)),
            .after(4, .slipUnconfirmed, .goTo(5)), .after(6, .customerLeft, .follow(.rc03)),
            .after(7, .printerFailedThrice, .open(.dv02)),
        ],
        closesOn: [.deviceConfirmed, .pageViewed, .messageDelivered, .handwrittenSigned])

    static let rc02 = Playbook(
        .rc02,
        say: (
            "请问小票出来了吗？没有的话我马上补一张，不会再扣钱。",
            "Did the slip come out? If not I will print a copy; it costs you nothing."
        ),
        [
            .person(
                .cashier, ("问顾客、看出纸口：小票在不在", "Ask the customer and look at the printer: is there a slip?"),
                check: ("有人亲眼看到有或没有", "Somebody saw that there is one, or none"),
                why: ("打印机没有确认，只有人能看见纸", "The printer did not confirm; only people can see paper"),
                ticks: [.deviceConfirmed]),
            .confirm(
                .cashier, ("记下看到的结果", "Note what was seen"),
                check: ("已选“看到了”或“没有”", "“Seen” or “none” is chosen"),
                why: ("记下是谁看到的，以后才说得清", "Who saw it matters if anybody asks later"), [.printers],
                ticks: [.slipInHand]),
            .person(
                .cashier, ("没有：补打一次，带重打印标记", "None: reprint once, marked as a copy"),
                check: ("打印机确认，或顾客拿到", "The printer confirms, or the customer holds it"),
                why: ("带标记的副本不会被当成第二次付款", "A marked copy cannot pass for a second payment"), [.reprint],
                ticks: [.deviceConfirmed]),
            .person(
                .cashier, ("还是不行：出示二维码或发短信", "Still nothing: show the QR code or send a message"),
                check: ("顾客打开了页面，或短信送达", "The customer opened the page, or the message arrived"),
                why: ("电子小票与纸质小票内容相同", "The electronic receipt says the same as the paper"),
                [.showCode, .sendMessage(.n1)], ticks: [.pageViewed, .messageDelivered]),
        ],
        branches: [
            .after(1, .slipOnPaper, .done(.slipInHand)), .after(1, .moneyUnknown, .follow(.py01)),
            .after(4, .customerLeft, .follow(.rc03)), .after(4, .printerFault, .open(.dv02)),
        ],
        closesOn: [.deviceConfirmed, .slipInHand, .pageViewed, .messageDelivered, .handwrittenSigned])

    static let rc03 = Playbook(
        .rc03,
        say: (
            "您刚才的付款已成功，小票没来得及给您；凭取单码可以随时查看，不需要再付款。",
            "Your payment went through, but you left without the slip. You can read it with the pick-up code; there is nothing more to pay."
        ),
        [
            .person(
                .customerService, ("确认扣款已成功", "Make sure that the payment went through"),
                check: ("结论显示“已扣款”", "The verdict says “charged”"),
                why: ("没查清就联系，可能说错话", "A call before that may say the wrong thing"), [.askAcquirer],
                ticks: [.inquiryAnswered, .clearingRow]),
            .person(
                .customerService,
                (
                    "找这一笔的联系方式：会员、订单、钱包，不用以前记下的号码",
                    "Find a contact that belongs to this payment: member, order, wallet; never one remembered from before"
                ),
                check: ("联系方式和来源已登记", "The contact and its source are noted"),
                why: ("旧号码可能是别人的，小票会发给陌生人", "An old number may be somebody else's, and the receipt goes to a stranger")),
            .person(
                .customerService, ("打电话，或发短信 N1", "Call, or send message N1"),
                check: ("短信已送达，或通话已登记", "The message arrived, or the call is logged"),
                why: ("先告诉顾客，顾客就不必来投诉", "A customer who is told has no need to complain"), [.sendMessage(.n1)],
                ticks: [.messageDelivered]),
            .system(
                .customerService, ("小票一直留在取单码下", "The receipt stays ready at its pick-up code"),
                check: ("取单码有效", "The code works"),
                why: ("顾客可能过几天报销时才想起来", "Customers often notice when they claim expenses"), [.showCode],
                ticks: [.pageViewed]),
            .system(
                .customerService, ("顾客看过即结案；否则满 30 天结案", "Closes when it is viewed, or after 30 days"),
                check: ("页面已看，或已满 30 天", "Viewed, or 30 days have passed"),
                why: ("联系不到的也要有一个清楚的结尾", "What nobody asks for needs a clear end too"),
                ticks: [.pageViewed, .keptThirtyDays]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .moneyNotCharged, .done(.inquiryAnswered)),
            .after(2, .noContact, .goTo(4)),
        ],
        closesOn: [.pageViewed, .messageDelivered, .customerAgrees, .keptThirtyDays, .inquiryAnswered])

    static let rc04 = Playbook(
        .rc04,
        say: (
            "小票丢了没关系，我们有存根；核对一下信息就给您补，不需要再付款。",
            "A lost slip is no problem: we keep the counterfoil. Let us check a detail or two and reissue it; nothing more to pay."
        ),
        [
            .person(
                .customerService, ("先查遗留小票登记", "Look in the register of slips left behind"),
                check: ("凭证号查过，有或没有", "The voucher number was looked up"),
                why: ("很多“丢了”的小票就在柜台", "Many lost slips lie at the counter"), [.slipRegister], ticks: [.slipInHand]),
            .confirm(
                .customerService,
                (
                    "按金额核实：200 元以下两项事实；2,000 元以下加银行或钱包截图；以上查证件并由店长同意",
                    "Verify by amount: below 200 two facts; below 2,000 also a bank or wallet screenshot; above that an ID and the manager's yes"
                ),
                check: ("核实方式已登记", "How it was verified is noted"),
                why: (
                    "小票可以拿去退款或报销，不能给错人",
                    "A slip can be used for refunds and expenses; it must not go to the wrong person"
                )),
            .person(
                .customerService, ("补发：补打带标记，或给取单码", "Reissue: a marked copy, or the pick-up code"),
                check: ("副本编号已登记", "The copy's number is in the register"),
                why: ("内容与原件一字不差，才能报销", "Only a copy that says exactly the same is good for an expense claim"),
                [.reprint, .showCode, .sendMessage(.n1)], ticks: [.deviceConfirmed, .pageViewed, .messageDelivered]),
            .person(
                .customerService, ("我方没有存根：向收单机构申请调单", "No counterfoil of ours: ask the acquirer for its copy"),
                check: ("申请编号和答复日期已记下", "The request's number and the promised date are noted"),
                why: ("收单机构保存的时间有限，越早越好", "The acquirer keeps its copies for a limited time"),
                [.factSheet, .directory], ticks: [.writtenAnswer]),
        ],
        branches: [
            .after(1, .recordFound, .done(.slipInHand)), .after(2, .moneyUnknown, .follow(.py01)),
            .after(3, .recordMissing, .goTo(4)),
        ],
        closesOn: [.slipInHand, .deviceConfirmed, .pageViewed, .messageDelivered])

    static let rc05 = Playbook(
        .rc05,
        say: ("这几张是同一笔付款的副本，只扣了一次钱。", "These are copies of one payment; you were charged once."),
        [
            .person(
                .storeManager, ("看副本登记：谁、什么时候、什么理由", "Read the register of copies: who, when, which reason"),
                check: ("每一份都有人和理由", "Each copy has a name and a reason"),
                why: ("多数是打印机没反应，少数是冒领退款", "Mostly a slow printer; sometimes a refund fraud"), [.compare]),
            .person(
                .storeManager, ("问当班收银员", "Ask the cashier on duty"),
                check: ("说法已写进工单", "The answer is in the case"),
                why: ("先听解释，再下判断", "Listen before judging")),
            .person(
                .storeManager, ("看这一笔之后有没有退款", "See whether a refund followed"),
                check: ("退款不超过扣款，且有原因", "Refunds are within the charge and have a reason"),
                why: ("副本最常见的滥用是冒领退款", "A copy's commonest misuse is a false refund"), [.compare], ticks: [.booksAgree]),
            .confirm(
                .storeManager, ("写明原因：设备、操作，还是有疑点", "State the cause: device, handling, or doubt"),
                check: ("原因已选，有疑点的已告诉审计", "A cause is chosen; doubts went to the auditor"),
                why: ("原因会进统计，才知道该修机器还是该培训", "Causes are counted, and show whether to repair or to train"),
                [.noteCause], ticks: [.explained]),
        ],
        branches: [
            .after(2, .printerFault, .open(.dv02)), .after(3, .moneyUnknown, .follow(.py01)),
            .after(3, .moneyGivenBack, .open(.rf01)),
        ],
        closesOn: [.explained])

    static let rc06 = Playbook(
        .rc06,
        say: (
            "打印机刚恢复，旧单我们逐张核对；您这一张马上给您，不需要再付款。",
            "The printer has just come back. We go through the old slips one by one; yours comes at once, with nothing more to pay."
        ),
        [
            .system(
                .storeManager, ("过了时限的任务先扣住，不自动打印", "Jobs past their time are held, not printed"),
                check: ("队列显示“已暂停”", "The queue says “held”"),
                why: ("几小时前的小票吐出来会拿错人", "Slips hours old end in the wrong hands"), [.printers]),
            .person(
                .storeManager,
                (
                    "按清单逐张看：顾客还在吗、是否已用别的方式拿到",
                    "Go through the list: is the customer there, or served in another way?"
                ),
                check: ("每一张都有决定", "Each job has a decision"),
                why: ("已给二维码的不用再打", "Who has the QR code needs no paper"), [.printers]),
            .confirm(
                .storeManager, ("放行要的，取消不要的", "Release what is wanted, cancel the rest"),
                check: ("队列为空", "The queue is empty"),
                why: ("取消的也留着存根，随时可补", "A cancelled job keeps its counterfoil and can be printed later"), [.printers],
                ticks: [.deviceConfirmed]),
            .person(
                .storeManager, ("人已离店的转 RC-03", "Send those who left to RC-03"),
                check: ("每位离店顾客都有工单", "Each of them has a case"),
                why: ("没拿到小票的顾客也要有交代", "They are owed their receipt too"), [.sendMessage(.n1), .showCode],
                ticks: [.messageDelivered, .pageViewed]),
        ],
        branches: [
            .after(2, .moneyUnknown, .follow(.py01)), .after(3, .printerFault, .open(.dv02)),
            .after(4, .customerLeft, .open(.rc03)),
        ],
        closesOn: [.deviceConfirmed, .explained, .messageDelivered, .pageViewed])

    static let rc07 = Playbook(
        .rc07,
        say: (
            "这张小票印得不完整，我们按存根给您换一张，金额没有变化。",
            "This slip is not complete. We replace it from the counterfoil; the amount is unchanged."
        ),
        [
            .person(
                .devices, ("并排看原件和副本，找出不同的行", "Compare original and copy line by line"),
                check: ("差异已标出", "The difference is marked"),
                why: ("要先知道是少了行还是改了字", "Missing lines and changed words have different causes"), [.compare]),
            .person(
                .devices, ("收回不符的小票，注明作废", "Take the wrong slip back and cancel it"),
                check: ("收回的小票已登记", "The slip is in the register"),
                why: ("两张不同的凭证会引起纠纷", "Two different slips make a dispute"), [.slipRegister], ticks: [.slipInHand]),
            .person(
                .devices, ("按存根原样补发", "Reissue it from the counterfoil"),
                check: ("副本校验值与原件一致", "The copy's hash equals the original's"),
                why: ("存根是收到的原始字节，不会走样", "The counterfoil is the bytes as they came"),
                [.reprint, .showCode, .sendMessage(.n8)], ticks: [.deviceConfirmed, .pageViewed, .messageDelivered]),
            .person(
                .devices, ("按软件故障报给供应商，附两份排版", "Report the software fault with both renderings"),
                check: ("报修编号已记下", "The ticket's number is noted"),
                why: ("一张出错，别的也可能出错", "Where one is wrong others may be"), [.supplierTicket, .noteCause],
                ticks: [.explained]),
        ],
        branches: [.after(1, .moneyUnknown, .follow(.py01)), .after(1, .settingsChanged, .open(.dv05))],
        closesOn: [.deviceConfirmed, .pageViewed, .explained])

    static let rc08 = Playbook(
        .rc08,
        say: (
            "电子小票没有送到您手上，请核对一下号码，我们换个方式给您。付款没有问题。",
            "Your electronic receipt did not arrive. Please check the number and we try another way. The payment is in order."
        ),
        [
            .system(
                .customerService, ("读取服务商的返回码", "Read the provider's code"),
                check: ("知道是号码错、被拦截，还是超时", "Known: wrong number, blocked, or timed out"),
                why: ("号码错再发多少次都没用", "A wrong number stays wrong however often it is tried")),
            .person(
                .customerService, ("请顾客核对联系方式", "Have the customer check the contact"),
                check: ("号码已改正，来源已记下", "The number is right, and its source noted"),
                why: ("错一位就发给了陌生人", "One digit off and a stranger has it")),
            .person(
                .customerService, ("换一个渠道：短信、邮件、二维码或纸质副本", "Use another way: message, mail, QR code or a paper copy"),
                check: ("送达回执，或页面已看，或打印机确认", "Delivered, viewed, or confirmed by the printer"),
                why: ("一条路不通就换一条，不要反复发", "Change the road instead of knocking again"),
                [.sendMessage(.n1), .showCode, .reprint], ticks: [.messageDelivered, .pageViewed, .deviceConfirmed]),
            .confirm(
                .customerService, ("都不行：小票留在取单码下，写明情况", "None works: keep it at the pick-up code and write it down"),
                check: ("工单写明试过哪些方式", "The case says what was tried"),
                why: ("顾客来问时，谁接都答得上", "Whoever takes the call can answer"), [.showCode],
                ticks: [.explained, .keptThirtyDays]),
        ],
        branches: [.after(2, .moneyUnknown, .follow(.py01)), .after(2, .noContact, .goTo(4))],
        closesOn: [.messageDelivered, .pageViewed, .deviceConfirmed, .keptThirtyDays])

    static let rc09 = Playbook(
        .rc09,
        say: (
            "抱歉，这张小票发错了。旧的取单码已经失效，您不需要做任何事，也没有被扣款。",
            "We are sorry: this receipt was sent to you by mistake. Its code no longer works; you need do nothing and were not charged."
        ),
        [
            .system(
                .customerService, ("立刻作废取单码", "Make the pick-up code worthless at once"),
                check: ("旧码打不开小票", "The old code opens nothing"),
                why: ("多开一分钟就多一分泄露", "Each minute it works is a leak"), [.revokeCode]),
            .person(
                .customerService, ("向收到的人致歉，请其删除", "Apologise to who received it and ask to delete it"),
                check: ("回复或通话已登记", "The answer or call is logged"),
                why: ("误收的人也受了打扰", "They were troubled for nothing")),
            .person(
                .customerService, ("给真正的顾客新的取单码", "Give the right customer a new code"),
                check: ("新码已送达或已看", "The new code arrived or was used"),
                why: ("顾客自己的小票不能因此丢掉", "The customer must not lose the receipt over it"),
                [.sendMessage(.n1), .showCode], ticks: [.messageDelivered, .pageViewed]),
            .confirm(
                .customerService, ("登记隐私事件：谁、什么内容、怎么发生", "Record the privacy incident: who, what, how"),
                check: ("记录完整，需要上报的已上报", "It is complete, and reported where it must be"),
                why: ("法律要求留记录，也才知道怎么改", "The law wants a record, and so does the next shift"), [.noteCause],
                ticks: [.explained]),
        ],
        branches: [.after(3, .moneyUnknown, .follow(.py01)), .after(4, .authorityAsks, .open(.cs04))],
        closesOn: [.explained])

    static let rc10 = Playbook(
        .rc10,
        say: (
            "我们在核对票号；如果您的付款有变化，会主动联系您，请不要再付一次。",
            "We are checking our numbers. If anything about your payment changes we call you; please do not pay again."
        ),
        [
            .system(
                .auditor, ("列出断号前后各一笔", "Lay out the neighbours of the gap"),
                check: ("前后时间、金额、收银员都有", "Time, amount and cashier of both are there"),
                why: ("断号夹在谁和谁之间，就先问谁", "Who stood beside the gap knows most"), [.compare]),
            .person(
                .auditor, ("在终端流水和对账单里找缺的号", "Look for the missing number in terminal journal and clearing file"),
                check: ("找到一笔，或确认哪里都没有", "It is found, or is nowhere"),
                why: ("有钱没票是丢单；哪里都没有多半是作废", "Money without slip is a lost sale; nothing anywhere is mostly a void"),
                [.compare, .askAcquirer], ticks: [.clearingRow, .inquiryAnswered]),
            .person(
                .auditor, ("找到扣款的：补记销售并出小票", "Where a charge is found: restore the sale and issue its receipt"),
                check: ("销售与扣款对平", "Sale and charge agree"),
                why: ("顾客付了钱就该有记录", "A customer who paid is owed a record"), [.restoreSale, .showCode],
                ticks: [.booksAgree]),
            .confirm(
                .auditor, ("写明断号原因并签字", "Write down why the number is missing, and sign"),
                check: ("原因、人、时间齐全", "Reason, name and time are there"),
                why: ("没有解释的断号，查账时都是问题", "A gap nobody explained is a question at every audit"), [.noteCause],
                ticks: [.explained]),
        ],
        branches: [
            .after(2, .moneyUnknown, .follow(.py01)), .after(2, .moneyCharged, .open(.py04)),
            .after(2, .settingsChanged, .open(.dv05)),
        ],
        closesOn: [.explained, .booksAgree])
}
