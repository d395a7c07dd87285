// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// ST: what the acquirer owes. The customer has paid and has nothing to do with it.
    static let settlement = [st01, st02, st03, st04, st05, st06, st07, st08]

    private static let notYours = (
        "您的付款没有问题，这是我们和收单机构之间的事，您不用做任何事。",
        "Your payment is in order. This is between us and the acquirer; you need do nothing."
    )

    static let st01 = Playbook(
        .st01, say: notYours,
        [
            .system(
                .finance, ("查当天的对账单是否收齐", "See whether that day's clearing files are all here"),
                check: ("文件、行数、合计都齐", "File, rows and totals are complete"),
                why: ("整份没到就不是这一笔的问题", "A missing file is not this payment's fault"), [.settlement]),
            .person(
                .finance, ("向收单机构查这笔的批次和清算", "Ask the acquirer for its batch and settlement"),
                check: ("答复是已清算、未请款，还是没有", "Settled, never captured, or unknown"),
                why: ("三种答复，三种办法", "Three answers, three remedies"), [.factSheet, .askAcquirer, .directory],
                ticks: [.writtenAnswer]),
            .person(
                .finance, ("补请款、重送批次或申请调账", "Capture it, send the batch again or request an adjustment"),
                check: ("申请编号和期限已记下", "The request's number and date are noted"),
                why: ("过了期限，收单机构可以不认", "After its limit the acquirer may refuse")),
            .system(
                .finance, ("等对账单出现这一行", "Wait for the row in the clearing file"),
                check: ("对账单有这笔，金额一致", "The row is there, with the same amount"),
                why: ("看到行才算，口头不算", "A row counts, a promise does not"), [.follow(workingDays: 2)],
                ticks: [.clearingRow]),
            .confirm(
                .finance, ("要不回的，经批准登记损失并写明原因", "What cannot be had is written off with approval and cause"),
                check: ("批准人和原因已登记", "Who approved, and why"),
                why: ("同一台终端反复出现，就该换", "A terminal that does it twice should go"), [.approve, .noteCause],
                ticks: [.writtenOff]),
        ],
        branches: [
            .after(1, .fileMissing, .goTo(2)), .after(2, .unsentOnDevice, .follow(.py16)),
            .after(2, .moneyReversed, .follow(.py14)),
        ],
        closesOn: [.clearingRow, .writtenOff])

    static let st02 = Playbook(
        .st02,
        say: (
            "您的押金冻结还在，我们会在到期前结清：用多少扣多少，其余解冻。",
            "Your deposit is still held. We settle it before its date: what was used is charged, the rest is released."
        ),
        [
            .system(
                .finance, ("算到期日和剩余天数", "Work out the expiry and the days left"),
                check: ("到期日已显示", "The date is shown"),
                why: ("过期就扣不到了，货却已经给了", "After it the money is out of reach, and the goods are gone")),
            .person(
                .storeManager, ("问这一单用了多少", "Ask what was used"),
                check: ("应扣金额已填", "The amount is entered"),
                why: ("完成金额只能小于或等于冻结", "A completion cannot exceed the hold"), [.compare]),
            .confirm(
                .finance, ("请款或解冻，二选一", "Capture or release: one of the two"),
                check: ("收单机构答复成功", "The acquirer says it is done"),
                why: ("放着不管，两头都不落好", "Left alone, both sides lose"), [.voidOrRefund, .askAcquirer],
                ticks: [.inquiryAnswered, .moneyGivenBack]),
            .person(
                .finance, ("给顾客结算凭证", "Give the customer the final receipt"),
                check: ("页面已看或已打印", "Viewed or printed"),
                why: ("顾客要知道押金去了哪里", "People want to know where a deposit went"), [.showCode, .reprint],
                ticks: [.pageViewed, .deviceConfirmed]),
        ],
        branches: [.after(3, .moneyUnknown, .follow(.py01)), .after(2, .customerRefuses, .open(.py09))],
        closesOn: [.inquiryAnswered, .moneyGivenBack, .clearingRow])

    static let st03 = Playbook(
        .st03, say: notYours,
        [
            .person(
                .storeManager, ("在终端上结批", "Close the batch on the terminal"),
                check: ("结批单打印出来", "The batch slip is printed"),
                why: ("不结批，多数收单机构不清算", "An open batch is mostly not settled")),
            .system(
                .storeManager, ("比对结批笔数、金额与存根", "Hold its count and sum against the counterfoils"),
                check: ("笔数和合计一致", "Count and sum agree"),
                why: ("合计一样也可能两错相抵，要看笔数", "Two errors can cancel in the sum, not in the count"), [.compare]),
            .person(
                .storeManager, ("不平：重新上送，再逐笔比对", "Out of balance: upload again and compare row by row"),
                check: ("每一笔都有去处", "Each row has its place"),
                why: ("差额总落在一两笔上", "The difference lies in one or two rows"), [.compare], ticks: [.booksAgree]),
            .person(
                .finance, ("还不平：带结批单找收单机构", "Still out: take the batch slip to the acquirer"),
                check: ("受理编号已记下", "The ticket's number is noted"),
                why: ("结批单是双方都认的依据", "Both sides accept a batch slip"), [.factSheet, .directory],
                ticks: [.writtenAnswer]),
            .confirm(
                .storeManager, ("填写原因", "State the cause"), check: ("原因已选", "It is chosen"),
                why: ("忘了结批可以改成自动", "Forgetting can be made automatic"), [.noteCause], ticks: [.explained]),
        ],
        branches: [
            .after(2, .unsentOnDevice, .follow(.py16)), .after(3, .recordMissing, .open(.rc10)),
        ],
        closesOn: [.booksAgree, .clearingRow, .writtenAnswer])

    static let st04 = Playbook(
        .st04, say: notYours,
        [
            .system(
                .finance, ("销售、签购单、对账单三方金额并排", "Till, slip and clearing file side by side"),
                check: ("知道是哪一方不同", "Known which one differs"),
                why: ("顾客签过的签购单说了算", "The slip that the customer signed decides"), [.compare]),
            .confirm(
                .finance, ("判断是少给还是多给", "Too little or too much?"),
                check: ("差额和方向已确认", "Difference and direction are confirmed"),
                why: ("多给的也要还，迟早会扣回", "Too much comes back sooner or later")),
            .person(
                .finance, ("凭签购单向收单机构申请差额", "Claim the difference with the slip"),
                check: ("申请编号和答复日期已记下", "The claim's number and date are noted"),
                why: ("附上签购单，最快有结果", "With the slip attached it goes quickest"),
                [.factSheet, .evidencePack, .directory], ticks: [.writtenAnswer]),
            .person(
                .finance, ("盯到差额到账", "Follow it until the difference arrives"),
                check: ("银行流水有这笔差额", "The bank shows it"),
                why: ("答应了不等于到账了", "Promised is not paid"), [.settlement, .follow(workingDays: 5)],
                ticks: [.depositArrived, .clearingRow]),
        ],
        branches: [
            .after(1, .recordMissing, .open(.rc04)), .after(2, .moneyUnknown, .follow(.py13)),
        ],
        closesOn: [.clearingRow, .depositArrived, .writtenOff])

    static let st05 = Playbook(
        .st05, say: notYours,
        [
            .system(
                .finance, ("逐笔重算手续费，列出多收的行", "Work each fee out again and list what is over"),
                check: ("每一行有规则、应收、实收、差额", "Each row has rule, computed, charged and difference"),
                why: ("按笔说得清，按总数说不清", "Rows convince, totals do not"), [.tariffs]),
            .confirm(
                .finance, ("核对合同页：费率、封顶、生效日期", "Check the contract's page: rate, cap, dates"),
                check: ("系统里的费率与合同一致", "The tariff here is what the contract says"),
                why: ("先排除我们自己录错", "First rule out a slip of our own"), [.tariffs]),
            .person(
                .finance, ("汇总清单，致函收单机构要求退还", "Send the list and the letter to the acquirer"),
                check: ("函件发出，有受理编号和答复日期", "The letter is out, with number and date"),
                why: ("写明依据和期限，对方才好办", "Grounds and a date make it easy to grant"), [.factSheet, .directory],
                ticks: [.writtenAnswer]),
            .person(
                .finance, ("跟踪退还到账", "Track the credit until it arrives"),
                check: ("到账金额等于申请金额", "What came is what was claimed"),
                why: ("常常只退一部分", "Often only part comes"), [.settlement, .follow(workingDays: 10)],
                ticks: [.depositArrived]),
            .confirm(
                .finance, ("确认之后的费率已改正", "Make sure that the rate is right from now on"),
                check: ("新的一天没有多收", "A new day has no overcharge"),
                why: ("不改源头，下个月再写一封", "Unmended, next month brings another letter"), [.noteCause]),
        ],
        branches: [.after(2, .contractAllows, .done(.explained)), .after(4, .moneyNotArrived, .goTo(3))],
        closesOn: [.depositArrived, .explained, .writtenOff])

    static let st06 = Playbook(
        .st06, say: notYours,
        [
            .system(
                .finance, ("列出这项费用：名目、金额、每次日期", "List the fee: its name, amount and dates"),
                check: ("是一次还是每月都有", "Once, or each month"),
                why: ("每月几十元，一年就是几百元", "A little each month is much in a year"), [.settlement]),
            .confirm(
                .finance, ("查合同：有没有这一条", "Look in the contract: is it there?"),
                check: ("有条款页码，或确认没有", "The clause's page, or none"),
                why: ("没有写进合同的费用可以要回", "What no contract names can be claimed back"), [.tariffs]),
            .person(
                .finance, ("有：记入费率，以后自动核对", "There: enter it in the tariff, and it is checked from now on"),
                check: ("费率新版本已生效", "The tariff's new version is in force"),
                why: ("记下来，涨了才看得见", "Written down, a rise will show"), [.tariffs], ticks: [.explained]),
            .person(
                .finance, ("没有：致函要求退还并停止收取", "Not there: claim it back and have it stopped"),
                check: ("答复和到账日期已记下", "Answer and date are noted"),
                why: ("只要回不叫停，下月照收", "Claimed but not stopped, it comes again"), [.factSheet, .directory],
                ticks: [.depositArrived, .writtenAnswer]),
        ],
        branches: [.after(2, .contractAllows, .goTo(3)), .after(2, .recordMissing, .goTo(4))],
        closesOn: [.explained, .depositArrived, .writtenAnswer])

    static let st07 = Playbook(
        .st07, say: notYours,
        [
            .system(
                .finance, ("按日列出应到、已到、差额", "Lay out due, arrived and difference by day"),
                check: ("差额落在哪一天、哪个商户号", "Which day and merchant number it falls on"),
                why: ("先缩小到一天一户再去问", "Narrow it to a day before asking"), [.settlement]),
            .person(
                .finance, ("核对结算账户、节假日和风控冻结", "Check the account, holidays and risk holds"),
                check: ("账户没换，当天应清算", "The account is right and the day settles"),
                why: ("假日顺延最常见，不必惊动人", "A holiday is the commonest reason"), [.settlement]),
            .person(
                .finance, ("向收单机构提单，问到账日期", "Open a ticket with the acquirer and ask for a date"),
                check: ("受理编号和承诺日期已记下", "The ticket's number and the promised date are noted"),
                why: ("有编号才能催", "A number can be chased"), [.factSheet, .directory], ticks: [.writtenAnswer]),
            .person(
                .finance, ("向银行查入账", "Ask the bank whether it came in"),
                check: ("银行答复有或没有", "It has it, or has not"),
                why: ("有时钱到了，备注不认得", "Sometimes it is there under another name"), [.directory],
                ticks: [.depositArrived]),
            .system(
                .finance, ("到账即对平结案", "It closes when the money is here"),
                check: ("应到等于已到", "Due equals arrived"),
                why: ("银行流水是最硬的证据", "The bank's line is the hardest evidence"), [.settlement, .noteCause],
                ticks: [.depositArrived]),
        ],
        branches: [.after(1, .fileMissing, .open(.st01)), .after(2, .recordFound, .goTo(5))],
        closesOn: [.depositArrived, .writtenOff])

    static let st08 = Playbook(
        .st08,
        say: (
            "我们收到一笔还没对上的款，正在查；是您的会原路退给您。",
            "We have money that we cannot place yet. If it is yours it goes back the same way."
        ),
        [
            .person(
                .finance, ("先不要动用这笔钱", "Do not spend it"),
                check: ("已标为待查", "It is marked as unplaced"),
                why: ("错来的钱要还，花了就要补", "What came by mistake goes back")),
            .system(
                .finance, ("按金额和日期找未到账的清算、其他商户号", "Look for settlements still due, and other merchant numbers"),
                check: ("有候选，或没有", "A candidate, or none"),
                why: ("常是补付以前少给的", "Often it makes up for an earlier shortfall"), [.settlement, .compare]),
            .person(
                .finance, ("向银行问付款人和附言", "Ask the bank for payer and remark"),
                check: ("付款人已知", "The payer is known"),
                why: ("附言里常有批次号", "The remark often names the batch"), [.directory], ticks: [.writtenAnswer]),
            .confirm(
                .finance, ("归到该归的地方，或退回", "Book it where it belongs, or send it back"),
                check: ("对平，或退回凭证在手", "It agrees, or the proof of return is here"),
                why: ("有来处的钱才是我们的钱", "Money is ours when we know why it came"), [.noteCause],
                ticks: [.booksAgree, .moneyGivenBack]),
        ],
        branches: [.after(2, .recordFound, .goTo(4))],
        closesOn: [.booksAgree, .moneyGivenBack, .writtenAnswer])
}
