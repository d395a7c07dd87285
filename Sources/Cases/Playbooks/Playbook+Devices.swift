// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension Playbook {
    /// DV: devices. A broken device never makes a payment less paid.
    static let devices = [dv01, dv02, dv03, dv04, dv05, dv06, dv07]

    private static let elsewhere = (
        "这台设备暂时不用，请到旁边付款；刚才付过的请不要再付，我先帮您查。",
        "This device is out of use for now; please pay at the next one. If you have just paid, do not pay again: let me check first."
    )

    static let dv01 = Playbook(
        .dv01, say: elsewhere,
        [
            .person(
                .devices, ("先问：有没有正在进行的付款", "Ask first: was a payment under way?"),
                check: ("没有，或已转 PY-01", "None, or PY-01 is open"),
                why: ("断线时最容易出“结果不明”", "A lost line is where unknowns come from"), [.askAcquirer]),
            .person(
                .devices, ("按重启清单：电源、网线、信号、等两分钟", "Restart list: power, cable, signal, two minutes' wait"),
                check: ("终端显示在线", "It says online"),
                why: ("有未上送交易时不要复位", "Never reset it while it holds unsent payments"), ticks: [.deviceInOrder]),
            .confirm(
                .storeManager, ("不行：启用备机", "No: use the spare"),
                check: ("备机试查询成功，绑定正确", "Its test inquiry works and its binding is right"),
                why: ("队伍等不了维修", "The queue cannot wait for a repair")),
            .person(
                .devices, ("向供应商报修，附离线时间", "Open a ticket with the supplier, with the times"),
                check: ("报修编号和承诺时间已记下", "Number and promised time are noted"),
                why: ("合同里的响应时间从报修算起", "The contract's hours run from the ticket"),
                [.supplierTicket, .directory], ticks: [.writtenAnswer]),
            .person(
                .devices, ("恢复后做功能测试", "Run the function test when it is back"),
                check: ("打印、查询、撤销都通过", "Print, inquiry and void pass"),
                why: ("修好要试过才算", "Repaired is what was tried"), [.noteCause], ticks: [.testPassed]),
        ],
        branches: [
            .after(1, .moneyUnknown, .open(.py01)), .after(2, .unsentOnDevice, .open(.py16)),
        ],
        closesOn: [.deviceInOrder, .testPassed])

    static let dv02 = Playbook(
        .dv02,
        say: (
            "打印机有点问题，您的付款没有受影响；先给您看电子小票，请不要再付。",
            "The printer has a problem; your payment does not. Here is the electronic receipt; please do not pay again."
        ),
        [
            .person(
                .cashier, ("查纸、机盖、卡纸和打印头温度", "Check paper, cover, jam and the head's heat"),
                check: ("指示灯恢复正常", "The lamp is normal"),
                why: ("十次有八次是纸", "Eight times in ten it is paper"), [.printers], ticks: [.deviceInOrder]),
            .system(
                .cashier, ("切换备用打印机，或改发电子小票", "Fail over, or change to electronic receipts"),
                check: ("新任务有去处", "New jobs have a place to go"),
                why: ("一台坏了不能拖住所有人", "One dead printer must not stop the others"), [.printers, .showCode]),
            .person(
                .cashier, ("换纸后先看积压清单，再放行", "After new paper look at the list before releasing it"),
                check: ("过时的已取消", "Stale jobs are cancelled"),
                why: ("不看就放，会吐出一串旧票", "Unlooked-at, a row of old slips comes out"), [.printers]),
            .person(
                .devices, ("一天三次：报修并附失败时间、序列号", "Three times a day: ticket with times and serial number"),
                check: ("报修编号已记下", "The ticket's number is noted"),
                why: ("有记录才能要求换机", "A record is what gets it replaced"), [.supplierTicket, .directory],
                ticks: [.writtenAnswer]),
            .person(
                .cashier, ("打一张测试小票", "Print a test slip"),
                check: ("打印机确认", "The printer confirms"),
                why: ("亮绿灯不等于打得出", "A green lamp is not a slip"), [.printers, .noteCause],
                ticks: [.testPassed, .deviceInOrder]),
        ],
        branches: [
            .after(2, .slipUnconfirmed, .open(.rc01)), .after(3, .customerLeft, .open(.rc03)),
        ],
        closesOn: [.deviceInOrder, .testPassed])

    static let dv03 = Playbook(
        .dv03, say: elsewhere,
        [
            .person(
                .devices,
                (
                    "过热：断电、放凉、离开热源；鼓包：停用并移开",
                    "Hot: power off, let it cool, away from heat. Swollen: stop using it and take it away"
                ),
                check: ("温度回到范围内", "The reading is in range"),
                why: ("鼓包的电池会起火", "A swollen battery can catch fire")),
            .person(
                .devices, ("电量低：上底座充电", "Low: put it on its cradle"),
                check: ("电量上升", "The charge rises"),
                why: ("交易中途断电，就是结果不明", "Power lost in mid-payment makes an unknown"), ticks: [.deviceInOrder]),
            .person(
                .devices, ("充不进：更换电池或设备", "Does not charge: replace battery or device"),
                check: ("序列号和密钥检查已登记", "Serial number and key check are noted"),
                why: ("换机要留底，免得串店", "A swap without a note ends in the wrong shop"), [.supplierTicket],
                ticks: [.testPassed]),
            .confirm(
                .devices, ("写明原因", "State the cause"), check: ("原因已选", "It is chosen"),
                why: ("一批电池老化，要一起换", "Batteries of one age fail together"), [.noteCause], ticks: [.explained]),
        ],
        branches: [
            .after(2, .unsentOnDevice, .open(.py16)), .after(2, .moneyUnknown, .open(.py01)),
        ],
        closesOn: [.deviceInOrder, .testPassed])

    static let dv04 = Playbook(
        .dv04,
        say: (
            "设备在升级，不影响您刚才的付款；请稍等或到旁边付款。",
            "The device is being updated; a payment you made is not touched. Please wait a moment or use the next one."
        ),
        [
            .system(
                .devices, ("列出低于规定版本的设备", "List the devices below the wanted version"),
                check: ("清单有门店和版本", "It names store and version"),
                why: ("旧版本的错别人已经修好了", "What is broken in it was mended elsewhere")),
            .confirm(
                .devices, ("升级前：批次已结、没有未上送", "Before: batch closed, nothing unsent"),
                check: ("两项都为“是”", "Both say yes"),
                why: ("升级会清掉没送的交易", "An update can wipe what was not sent")),
            .person(
                .devices, ("分批升级：先一台，再一店，再全部", "In stages: one, one store, all"),
                check: ("每一批都观察过一天", "Each stage was watched for a day"),
                why: ("新版本也会有错", "New versions have faults too"), ticks: [.deviceInOrder]),
            .person(
                .devices, ("升级后做全项测试", "Run the full test afterwards"),
                check: ("测试全部通过", "All of it passes"),
                why: ("能开机不等于能收款", "Switched on is not able to pay"), [.supplierTicket], ticks: [.testPassed]),
        ],
        branches: [.after(2, .unsentOnDevice, .follow(.py16)), .after(4, .settingsChanged, .open(.dv05))],
        closesOn: [.testPassed])

    static let dv05 = Playbook(
        .dv05, say: elsewhere,
        [
            .system(
                .devices, ("对照核准参数，列出不同", "Lay its settings beside the approved set"),
                check: ("每一项不同都有新旧值", "Each difference has old and new"),
                why: ("商户号变了，钱就进了别家", "A changed merchant number pays somebody else"), [.compare]),
            .person(
                .devices, ("停用，直到核实", "Stop it until it is verified"),
                check: ("不再产生新交易", "It makes no new payments"),
                why: ("多用一分钟，就多一笔要查", "Each minute adds a payment to look at")),
            .person(
                .devices, ("恢复核准参数并测试", "Restore the approved set and test"),
                check: ("差异为零，测试通过", "No difference, and the test passes"),
                why: ("改回来也要试过", "Restored is what was tried"), ticks: [.deviceInOrder, .testPassed]),
            .person(
                .storeManager, ("查明谁、何时、为什么改", "Find out who changed it, when and why"),
                check: ("有人名或供应商说明", "A name, or the supplier's word"),
                why: ("误改要培训，恶意要报警", "A mistake needs training, malice the police"), [.noteCause, .supplierTicket],
                ticks: [.explained]),
            .confirm(
                .finance, ("核对改动期间的交易", "Check what was paid in between"),
                check: ("每一笔都到了我们账上", "Each of them reached us"),
                why: ("钱可能已经走错路", "Money may have gone astray"), [.compare, .settlement], ticks: [.booksAgree]),
        ],
        branches: [.after(5, .recordMissing, .open(.py11)), .after(4, .authorityAsks, .open(.cs04))],
        closesOn: [.deviceInOrder, .testPassed])

    static let dv06 = Playbook(
        .dv06, say: elsewhere,
        [
            .person(
                .storeManager, ("停用终端，确认它在哪里、在谁手上", "Stop the terminal; where is it, and who has it?"),
                check: ("亲眼看到终端", "Somebody has seen it"),
                why: ("终端被带走，可能在别处刷卡", "Carried off, it may charge cards elsewhere")),
            .person(
                .storeManager, ("核对序列号、封条和绑定", "Check serial number, seal and binding"),
                check: ("与台账一致", "As in the register"),
                why: ("被换过的终端会偷卡信息", "A swapped terminal can steal cards")),
            .person(
                .storeManager, ("报告收单机构", "Report it to the acquirer"),
                check: ("受理编号已记下", "The number is noted"),
                why: ("移机要备案，否则可能停用", "A move must be filed, or the terminal is cut off"),
                [.factSheet, .directory], ticks: [.writtenAnswer]),
            .confirm(
                .finance, ("核对移动期间的交易", "Check what was paid in between"),
                check: ("没有不认识的交易", "Nothing is unknown"),
                why: ("每一笔都要有主", "Each needs an owner"), [.compare], ticks: [.booksAgree]),
            .confirm(
                .storeManager, ("放回或重新登记，写明原因", "Put it back or register it anew, with the cause"),
                check: ("位置登记已更新", "The register is right"),
                why: ("借用也要登记", "A loan is noted too"), [.noteCause], ticks: [.explained, .deviceInOrder]),
        ],
        branches: [.after(2, .settingsChanged, .open(.dv05)), .after(4, .recordMissing, .open(.py11))],
        closesOn: [.deviceInOrder, .explained, .writtenAnswer])

    static let dv07 = Playbook(
        .dv07,
        say: (
            "小票上的时间有偏差，金额没错；需要的话给您一张注明正确时间的。",
            "The time on the slip is off, the amount is right. If you need it we give you one with the right time."
        ),
        [
            .person(
                .devices, ("校时，打开自动对时", "Set the clock and turn automatic time on"),
                check: ("偏差小于 1 秒", "It is less than a second off"),
                why: ("手工校时过几周又偏", "Set by hand it drifts again"), ticks: [.deviceInOrder]),
            .system(
                .devices, ("标出偏差期间的记录", "Mark the rows made while it was off"),
                check: ("受影响的行有标记，时间不改", "They carry a mark; their times stay as they came"),
                why: ("原始凭据不能改，只能加说明", "Evidence is never changed, only annotated")),
            .person(
                .finance, ("看有没有因此记错营业日的", "See whether any landed on the wrong business day"),
                check: ("当日对平", "The days balance"),
                why: ("差几分钟，日切就会错天", "A few minutes move a sale over midnight"), [.compare], ticks: [.booksAgree]),
            .confirm(
                .devices, ("写明原因", "State the cause"), check: ("原因已选", "It is chosen"),
                why: ("电池没电和时区设错最常见", "A dead cell or a wrong zone is usual"), [.noteCause], ticks: [.explained]),
        ],
        branches: [.after(3, .recordMissing, .open(.py04)), .after(1, .settingsChanged, .open(.dv05))],
        closesOn: [.deviceInOrder, .booksAgree])
}
