// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// PY-01 to PY-08: payments whose outcome or booking is wrong.
    static let payments = [py01, py02, py03, py04, py05, py06, py07, py08]

    static let py01 = Playbook(
        .py01,
        say: (
            "付款结果正在向银行核实，请先不要再付一次；查到结果我马上告诉您。",
            "We are asking the bank what became of your payment. Please do not pay again; I will tell you as soon as we know."
        ),
        [
            .system(
                .cashier, ("这一单锁住：不能再刷卡、扫码", "This sale is locked: no second card, no second code"),
                check: ("页面显示锁定提示", "The page shows the lock"),
                why: ("结果不明不等于失败，再收一次就可能收两次", "Unknown is not failed; a second charge may be the second one paid")),
            .system(
                .cashier, ("向收单机构反复查询：先密后疏", "Ask the acquirer again and again, less often with time"),
                check: ("得到成功、失败或没有这笔", "The answer is approved, declined or not found"),
                why: ("多数情况一两分钟内就有答案", "Mostly the answer comes within a minute or two"), [.askAcquirer],
                ticks: [.inquiryAnswered]),
            .person(
                .cashier,
                (
                    "告诉顾客正在核实、几点前答复；要走的发短信 N2",
                    "Tell the customer it is being checked and when there is news; send N2 if they leave"
                ),
                check: ("顾客知道不要重复付款和答复时间", "The customer knows not to pay again, and the time"),
                why: ("有准确时间，顾客才愿意等", "People wait for a time, not for “soon”"), [.sendMessage(.n2), .showCode],
                ticks: [.messageDelivered]),
            .system(
                .cashier, ("协议允许时冲正，再用查询确认", "Reverse where the protocol allows, and confirm by asking"),
                check: ("查询答复“已冲正”", "The answer says “reversed”"),
                why: ("冲正本身也可能丢，只有查询算数", "A reversal can be lost too; only the answer counts"), [.askAcquirer],
                ticks: [.inquiryAnswered]),
            .person(
                .storeManager,
                (
                    "30 分钟仍不明：书面问收单机构，等次日对账单",
                    "Unknown after 30 minutes: ask the acquirer in writing and wait for the next day's file"
                ),
                check: ("说明已发出，对账单日期已记下", "The fact sheet is out and the file's date noted"),
                why: ("对账单是最后的网，钱的去向一定会在上面", "The clearing file is the last net: the money shows there"),
                [.factSheet, .directory], by: .minutes(30), ticks: [.writtenAnswer]),
            .confirm(
                .cashier,
                (
                    "按结果收尾：成功出小票，没扣款发 N3，退回的说明去向",
                    "End it by the outcome: charged, issue the receipt; not charged, send N3; reversed, say where the money is"
                ),
                check: ("顾客得到最后的答复", "The customer has the final word"),
                why: ("答应的事要有结尾", "A promise needs its end"), [.reprint, .sendMessage(.n3), .showCode],
                by: .workingDays(1), ticks: [.inquiryAnswered, .clearingRow]),
        ],
        branches: [
            .after(2, .moneyCharged, .follow(.py02)), .after(2, .moneyNotCharged, .goTo(6)),
            .after(4, .moneyReversed, .goTo(6)), .after(5, .sourcesDisagree, .follow(.py13)),
        ],
        closesOn: [.inquiryAnswered, .clearingRow, .writtenAnswer])

    static let py02 = Playbook(
        .py02,
        say: (
            "您的付款其实已经成功，请不要再付；小票马上给您。",
            "Your payment did go through. Please do not pay again; here comes your receipt."
        ),
        [
            .person(
                .cashier, ("停下：不要再刷卡、扫码", "Stop: no second card, no second code"),
                check: ("没有新的支付尝试", "No new attempt was begun"),
                why: ("收银显示“失败”只是没收到答复，钱已经扣了", "The till's “failed” is a lost answer; the money has moved")),
            .system(
                .cashier, ("再问一次收单机构，确认已批准", "Ask the acquirer once more: it is approved"),
                check: ("答复“成功”，有授权码或订单号", "“Approved”, with authorisation or order number"),
                why: ("两个来源说法一致才动账", "Books change when two sources agree"), [.askAcquirer, .compare],
                ticks: [.inquiryAnswered, .clearingRow]),
            .person(
                .storeManager, ("补记这一单销售", "Restore the sale"),
                check: ("销售与扣款一一对应", "One sale for one charge"),
                why: ("不补记，次日就成了“有扣款无销售”", "Otherwise tomorrow it is a charge without a sale"),
                [.restoreSale], ticks: [.booksAgree]),
            .person(
                .cashier, ("补出小票或出示二维码", "Issue the receipt or show the QR code"),
                check: ("打印机确认或页面已看", "Printed or viewed"),
                why: ("顾客付了钱，凭证要跟上", "Who has paid holds a receipt"), [.reprint, .showCode, .sendMessage(.n1)],
                ticks: [.deviceConfirmed, .pageViewed, .messageDelivered]),
            .confirm(
                .storeManager, ("查有没有因此多收的一笔", "See whether a second charge was made because of it"),
                check: ("只有一笔扣款，或已转 PY-06", "One charge only, or PY-06 is open"),
                why: ("收银失败时最容易多刷一次", "A till that says “failed” invites a second swipe"), [.compare, .noteCause],
                ticks: [.booksAgree]),
        ],
        branches: [
            .after(2, .moneyUnknown, .follow(.py01)), .after(2, .sourcesDisagree, .follow(.py13)),
            .after(4, .customerLeft, .open(.rc03)),
        ],
        closesOn: [.booksAgree, .clearingRow])

    static let py03 = Playbook(
        .py03,
        say: (
            "我们正在核对您的付款有没有成功；查清之前请不要再付，查清后会联系您。",
            "We are checking whether your payment went through. Please do not pay again before we call you."
        ),
        [
            .person(
                .finance, ("书面问收单机构：这笔有没有", "Ask the acquirer in writing whether it has this one"),
                check: ("得到“没有”“失败”或“成功”的答复", "The answer is none, declined or approved"),
                why: ("没查清就找顾客补款，可能收了两次", "Asking the customer for money first may be asking twice"),
                [.factSheet, .askAcquirer], ticks: [.inquiryAnswered, .writtenAnswer]),
            .person(
                .devices, ("看终端里有没有脱机未上送的交易", "See whether the terminal still holds it unsent"),
                check: ("终端诊断显示未上送笔数", "The diagnosis shows the unsent count"),
                why: ("没上送的一联网就补上，钱并没有丢", "What is unsent arrives when the device is online; nothing is lost")),
            .person(
                .finance, ("证实未扣款：联系顾客说明，发 N3", "Proved not charged: tell the customer, send N3"),
                check: ("顾客知道没有扣款", "The customer knows that nothing was charged"),
                why: ("顾客拿着小票，以为已经付过", "The customer holds a slip and believes it is paid"), [.sendMessage(.n3)],
                ticks: [.messageDelivered]),
            .person(
                .finance, ("征得同意后重新收款", "Collect it anew, with the customer's consent"),
                check: ("新的一笔已批准，与原单相连", "The new charge is approved and tied to the sale"),
                why: ("只有证实第一次没扣，才可以再收", "Only a first attempt proved not charged allows another"),
                [.chargeAnew], ticks: [.collected]),
            .confirm(
                .finance, ("收不回的经批准登记损失", "What cannot be collected is written off with approval"),
                check: ("批准人和原因已登记", "Who approved, and why"),
                why: ("损失也要入账，才知道是哪台终端的问题", "Losses are counted, or nobody mends the terminal"),
                [.approve, .noteCause], ticks: [.writtenOff]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .moneyCharged, .done(.inquiryAnswered)),
            .after(2, .unsentOnDevice, .follow(.py16)), .after(4, .customerRefuses, .goTo(5)),
        ],
        closesOn: [.clearingRow, .inquiryAnswered, .collected, .writtenOff])

    static let py04 = Playbook(
        .py04,
        say: (
            "我们这边有您的一笔扣款但没找到对应的销售，正在查；是我们的问题会原路退回，请不要再付。",
            "We have a charge of yours and cannot find its sale. We are looking; if it is ours to return it goes back the same way. Please do not pay again."
        ),
        [
            .person(
                .finance, ("按金额、时间、终端找销售单", "Look for the sale by amount, time and terminal"),
                check: ("找到候选，或确认没有", "There is a candidate, or none"),
                why: ("多数是收银没记上，货已经拿走", "Mostly the till missed it and the goods are gone"), [.compare]),
            .person(
                .finance, ("对照终端流水和监控时间", "Hold terminal journal and camera time against it"),
                check: ("知道那个时间柜台发生了什么", "Known what happened at the counter then"),
                why: ("监控能分清是真卖了还是误操作", "The camera tells a sale from a slip of the hand")),
            .person(
                .finance, ("找到：补记销售并出小票", "Found: restore the sale and issue its receipt"),
                check: ("销售与扣款对平", "Sale and charge agree"),
                why: ("钱和货都在，只缺一条记录", "Money and goods are right; one record is missing"),
                [.restoreSale, .showCode], ticks: [.booksAgree]),
            .confirm(
                .finance, ("找不到：原路退回", "Not found: give it back the same way"),
                check: ("渠道答复退款成功", "The channel says the refund succeeded"),
                why: ("不属于我们的钱不能留", "Money without a sale is not ours"),
                [.voidOrRefund, .sendMessage(.n5), .proofSheet],
                ticks: [.moneyGivenBack]),
            .person(
                .devices, ("查终端参数和绑定有没有被改", "See whether settings or binding of the terminal were changed"),
                check: ("与核准的一致，或已转 DV-05", "As approved, or DV-05 is open"),
                why: ("接错店的终端会天天产生这种单", "A terminal bound to the wrong shop does this every day"), [.noteCause],
                ticks: [.explained]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .recordMissing, .goTo(2)),
            .after(2, .recordMissing, .goTo(4)), .after(5, .settingsChanged, .open(.dv05)),
        ],
        closesOn: [.booksAgree, .moneyGivenBack])

    static let py05 = Playbook(
        .py05,
        say: (
            "我们有一单还没收到款，想和您核对；若您已付过，请给我们看付款记录，不用再付。",
            "One sale of ours is not paid yet and we would like to check. If you have paid, show us your record and pay nothing more."
        ),
        [
            .person(
                .storeManager, ("问当班收银员：这一单怎么付的", "Ask the cashier how it was paid"),
                check: ("知道是没付、现金，还是付到别处", "Unpaid, cash, or paid elsewhere"),
                why: ("常见的是现金漏点或付到另一张单", "Often cash, or paid on another order"), [.compare]),
            .system(
                .storeManager, ("在各渠道里找同额的扣款", "Look for a charge of this amount in all channels"),
                check: ("没有匹配，或找到一笔", "No match, or one"),
                why: ("先证明没付，才可以收", "Prove it unpaid before asking for money"), [.compare, .askAcquirer],
                ticks: [.clearingRow, .inquiryAnswered]),
            .person(
                .storeManager, ("确认没付：联系顾客，经同意收款", "Unpaid: reach the customer and collect with consent"),
                check: ("已收到，并与这一单相连", "It is paid and tied to this sale"),
                why: ("顾客同意、第一次证明没扣，两样都要", "Consent and proof: both are needed"), [.sendMessage(.n9), .chargeAnew],
                ticks: [.collected]),
            .confirm(
                .storeManager, ("收不到：经批准核销", "Not collected: write it off with approval"),
                check: ("批准人和原因已登记", "Who approved, and why"),
                why: ("悬着的单会让每天都对不平", "An open sale keeps every day out of balance"), [.approve, .noteCause],
                ticks: [.writtenOff]),
        ],
        branches: [
            .after(2, .moneyUnknown, .follow(.py01)), .after(2, .recordFound, .done(.booksAgree)),
            .after(3, .customerRefuses, .goTo(4)),
        ],
        closesOn: [.collected, .writtenOff, .booksAgree])

    static let py06 = Playbook(
        .py06,
        say: (
            "我们查到您有两笔扣款，正在核对；多扣的一笔会原路退回，请不要再付。",
            "We see two charges and are comparing them. If one is too many it goes back the same way; please do not pay again."
        ),
        [
            .system(
                .storeManager,
                (
                    "两笔并排，所有编号列全；系统给出相似度，并说明哪些无法比较",
                    "Both charges side by side with all numbers; the system scores their sameness and says what it could not compare"
                ),
                check: (
                    "卡号末四位、金额、时间、终端、凭证号、参考号都看过",
                    "Last four, amount, time, terminal, voucher and reference were looked at"
                ),
                why: ("像不等于是，要看清哪里一样、哪里不知道", "Alike is not the same: see what agrees and what is not known"),
                [.compare]),
            .confirm(
                .storeManager, ("数购物明细：两份就不是重复扣款", "Count the baskets: two baskets are not a double charge"),
                check: ("只有一次购买，或确有两次", "One purchase, or two"),
                why: ("退掉真实的第二次购买，就是店里的损失", "Refunding a real second purchase is the shop's loss")),
            .system(
                .storeManager,
                (
                    "向收单机构查两笔：一笔是预授权转 PY-08；一笔已冲正则说明后结案",
                    "Ask the acquirer for both: a hold goes to PY-08; if one is reversed, explain and be done"
                ),
                check: ("两笔都有确定的答复", "Both have a final answer"),
                why: (
                    "有的银行把冻结也显示成扣款，过几天自己会消失",
                    "Some banks show a hold as a debit; it goes away by itself"
                ),
                [.askAcquirer], ticks: [.inquiryAnswered, .clearingRow]),
            .confirm(
                .storeManager,
                (
                    "选定退哪一笔：退后一笔，除非销售记在后一笔上",
                    "Choose which to give back: the later one, unless it carries the sale"
                ),
                check: ("要退的那笔已选定，理由已记", "The charge to give back is chosen, with the reason"),
                why: ("退掉带销售的那笔，账会缺一单", "Giving back the one with the sale leaves the sale unpaid"), [.compare]),
            .person(
                .storeManager,
                (
                    "路径：当日且批次未结用撤销，否则退款；告诉顾客各方式的到账时间",
                    "Route: same day and batch open, void; else refund. Tell when it arrives by each method"
                ),
                check: ("申请已提交，有退款号", "The request is in, with its number"),
                why: ("撤销当天就回，还不收手续费", "A void returns at once and costs no fee"), [.voidOrRefund]),
            .confirm(
                .storeManager,
                (
                    "超过限额由第二人审批；一次申请只有一个退款号",
                    "Above the limit a second person approves; one number for each request"
                ),
                check: ("审批人不是申请人", "Who approves is not who asked"),
                why: ("一个退款号保证点几次都只退一次", "One number: however often it is pressed, it pays once"),
                [.approve]),
            .person(
                .storeManager,
                (
                    "渠道受理时发 N4，成功时发 N5；给顾客退款证明",
                    "N4 when accepted, N5 when succeeded; a proof sheet for the customer"
                ),
                check: ("短信送达，证明已交顾客", "The message arrived and the customer has the sheet"),
                why: ("受理不等于成功，话不能说早", "Accepted is not succeeded: do not say it early"),
                [.sendMessage(.n4), .sendMessage(.n5), .proofSheet], ticks: [.messageDelivered]),
            .confirm(
                .storeManager, ("填写原因；限额内可送优惠券", "State the cause; a coupon may be offered within the limit"),
                check: ("原因已选，补偿已登记", "The cause is chosen and the compensation entered"),
                why: ("不写原因，明天还会发生", "Without a cause it happens again tomorrow"), [.noteCause, .compensate],
                by: .workingDays(1)),
            .person(
                .customerService, ("3 个工作日后回访；没到账转 RF-02", "Follow up after 3 working days; not arrived goes to RF-02"),
                check: ("顾客确认到账", "The customer has the money"),
                why: ("顾客看到钱，事情才算完", "It is over when the customer sees the money"), [.follow(workingDays: 3)],
                by: .workingDays(3), ticks: [.customerAgrees]),
        ],
        branches: [
            .after(2, .twoPurchases, .done(.explained)), .after(3, .moneyUnknown, .follow(.py01)),
            .after(3, .isHold, .follow(.py08)), .after(3, .moneyReversed, .done(.inquiryAnswered)),
            .after(5, .disputeOpen, .follow(.rf04)), .after(5, .windowPassed, .follow(.rf05)),
            .after(9, .moneyNotArrived, .follow(.rf02)),
        ],
        closesOn: [.moneyGivenBack, .inquiryAnswered, .explained])

    static let py07 = Playbook(
        .py07,
        say: (
            "只扣了您一次钱，是我们的销售记录多了一条，不影响您，也不需要退款。",
            "You were charged once. Our records hold the sale twice; it does not touch you, and there is nothing to refund."
        ),
        [
            .system(
                .finance, ("两条销售与一笔扣款并排", "Both sales beside the one charge"),
                check: ("确认扣款只有一笔", "There is one charge only"),
                why: ("看成重复扣款而退钱，就真的少了一笔", "Taken for a double charge and refunded, the money is gone"),
                [.compare, .askAcquirer], ticks: [.inquiryAnswered, .clearingRow]),
            .confirm(
                .finance, ("选定保留哪一条：有小票的一条", "Choose which to keep: the one with the slip"),
                check: ("保留的一条有小票或明细", "The kept one has slip or basket"),
                why: ("顾客手里的小票要对得上账", "The customer's slip must match the books")),
            .person(
                .finance, ("作废多余的销售记录，不要退款", "Cancel the extra record; do not refund"),
                check: ("一单对一笔，库存已改回", "One sale for one charge, stock corrected"),
                why: ("钱没有多收，退了就是损失", "Nothing was taken twice"), ticks: [.booksAgree]),
            .confirm(
                .finance, ("写明原因：双击、断网重传，还是软件", "State the cause: double click, resend, or software"),
                check: ("原因已选", "It is chosen"),
                why: ("软件原因会批量出现，要报修", "Software does it by the dozen: report it"), [.noteCause, .supplierTicket],
                ticks: [.explained]),
        ],
        branches: [.after(1, .moneyUnknown, .follow(.py01)), .after(1, .recordFound, .follow(.py06))],
        closesOn: [.booksAgree])

    static let py08 = Playbook(
        .py08,
        say: (
            "这是银行冻结，不是扣款；到期会自动解冻，我们也可以帮您提前解除。",
            "This is a hold, not a charge. It ends by itself on its date, and we can release it earlier for you."
        ),
        [
            .system(
                .customerService, ("查授权：金额、授权码、到期日", "Look the hold up: amount, code, expiry"),
                check: ("没有对应的完成", "There is no completion for it"),
                why: ("先分清是冻结还是扣款，再说话", "Know whether it is a hold before you speak"), [.askAcquirer, .compare],
                ticks: [.inquiryAnswered]),
            .person(
                .customerService, ("向顾客说明：银行为什么显示、哪天消失", "Explain why the bank shows it and on which day it goes"),
                check: ("顾客知道到期日", "The customer knows the date"),
                why: ("说清日期，顾客就不会天天来问", "A date saves a call a day"), [.sendMessage(.n10), .showCode]),
            .person(
                .finance, ("不再需要的，立即解冻", "Release what is no longer needed"),
                check: ("收单机构答复已撤销", "The acquirer says it is released"),
                why: ("占着顾客的额度没有好处", "A blocked limit helps nobody"), [.voidOrRefund], ticks: [.moneyGivenBack]),
            .confirm(
                .customerService, ("到期后确认已消失", "After the date, make sure that it is gone"),
                check: ("顾客确认，或收单机构答复", "By the customer or the acquirer"),
                why: ("个别银行会拖几天，要有人看着", "Some banks take days longer"), [.follow(workingDays: 1)],
                ticks: [.customerAgrees, .inquiryAnswered]),
        ],
        branches: [
            .after(1, .moneyUnknown, .follow(.py01)), .after(1, .moneyCharged, .follow(.py06)),
            .after(3, .customerRefuses, .goTo(4)),
        ],
        closesOn: [.moneyGivenBack, .inquiryAnswered, .customerAgrees])
}
