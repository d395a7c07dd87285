// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import Messages
internal import Refunds
internal import Tender

/// The rows of the table of fields.
extension RuleField {
    static let limits: [RuleField] = [
        money("limit.voidCashier", "收银员当日撤销", "Same-day void, cashier", most: 10_000_000, \.limits.cashierVoid),
        money("limit.voidManager", "店长当日撤销", "Same-day void, manager", most: 100_000_000, \.limits.managerVoid),
        money(
            "limit.refundManager", "店长退款与批准", "Refund and approval, manager", most: 100_000_000, \.limits.manager),
        money(
            "limit.compensationManager", "店长补偿", "Compensation, manager", most: 1_000_000,
            \.limits.managerCompensation),
        money(
            "limit.compensationService", "客服补偿", "Compensation, customer service", most: 1_000_000,
            \.limits.serviceCompensation),
    ]

    static let windows: [RuleField] = [RefundChannel.card, .wechat, .alipay, .wallet].map { channel in
        RuleField(
            key: "window.\(channel.rawValue)", group: .windows,
            label: Bilingual(
                zh: "\(channel.label.chinese)退款期限（天）", en: "Refund window, \(channel.label.english) (days)"),
            hint: range(1...3_650), read: { String($0.refundRules(channel).days) },
            write: { rules, text in
                guard let days = whole(text, 1...3_650) else { return range(1...3_650) }
                rules.windows[channel] = days == RefundRules.standard(channel).days ? nil : days
                return nil
            })
    }

    static let retention: [RuleField] = [
        number(
            "retention.receiptYears", "小票查看（年）", "Receipts can be opened (years)", .retention, 1...30, \.receiptYears),
        number(
            "retention.contactDays", "结案后保留联系方式（天）", "Contact data after a case closes (days)", .retention, 1...3_650,
            \.contactDays),
    ]

    static let messages: [RuleField] = [
        RuleField(
            key: "message.promotionHours", group: .messages,
            label: Bilingual(zh: "推广消息时段", en: "Promotions go out at"),
            hint: Bilingual(zh: "例如 08:00-22:00，不能更早或更晚", en: "08:00-22:00, never earlier or later"),
            read: { clock($0.promotionHours) },
            write: { rules, text in
                guard let hours = QuietHours(text: text) else {
                    return Bilingual(zh: "请写成 08:00-22:00。", en: "Write it as 08:00-22:00.")
                }
                guard hours.opens >= QuietHours.promotions.opens, hours.closes <= QuietHours.promotions.closes else {
                    return Bilingual(
                        zh: "推广消息只能在 08:00 到 22:00 之间发送。", en: "Promotions may go out from 08:00 to 22:00 only.")
                }
                rules.promotionHours = hours
                return nil
            }),
        number(
            "message.daily", "同一模板同一号码每天最多（条）", "Of one template to one number a day, at most", .messages, 1...50,
            \.dailyMessages),
    ]

    /// The three fields of a store's hours; nil is the office.
    static func hours(of store: StoreID?) -> [RuleField] {
        let name = store?.text ?? "-"
        let place = store.map { Bilingual(zh: $0.text, en: $0.text) } ?? Bilingual(zh: "财务与银行", en: "finance and banks")
        let week = Bilingual(
            zh: "例如 09:00-22:00，或 1-5 09:00-18:00, 6 10:00-16:00；空白为全天",
            en: "09:00-22:00, or 1-5 09:00-18:00, 6 10:00-16:00 (Monday is 1); empty: day and night")
        let days = Bilingual(zh: "日期用空格隔开，例如 2026-10-01", en: "Dates with blanks between, such as 2026-10-01")
        let path: @Sendable (ShopRules) -> ShopRules.Hours = { rules in
            guard let store else { return rules.office }
            return rules.hours[store] ?? ShopRules.Hours()
        }
        let put: @Sendable (inout ShopRules, ShopRules.Hours) -> Void = { rules, hours in
            guard let store else { return rules.office = hours }
            rules.hours[store] = hours == ShopRules.Hours() ? nil : hours
        }
        return [
            RuleField(
                key: "hours.\(name)", group: .hours,
                label: Bilingual(zh: "营业时间：\(place.chinese)", en: "Hours: \(place.english)"), hint: week,
                read: { path($0).week.text },
                write: { rules, text in
                    guard let week = WorkWeek(text: text) else {
                        return Bilingual(zh: "看不懂。\(week.chinese)", en: week.english)
                    }
                    var hours = path(rules)
                    hours.week = week
                    put(&rules, hours)
                    return nil
                }),
            dates("closed.\(name)", "休息日：\(place.chinese)", "Closed days: \(place.english)", days, path, put, \.closed),
            dates(
                "worked.\(name)", "调休上班：\(place.chinese)", "Worked all the same: \(place.english)", days, path, put,
                \.worked),
        ]
    }

    static func deadline(_ code: FindingCode) -> RuleField {
        let row = CodeTable.row(for: code)
        let known = DeadlineRules.standardTimes(of: code).map { DeadlineText.text(of: $0) } ?? ""
        return RuleField(
            key: "deadline.\(code.text)", group: .deadlines,
            label: Bilingual(
                zh: "\(code.text) \(row?.name.chinese ?? "")", en: "\(code.text) \(row?.name.english ?? "")"),
            hint: Bilingual(zh: "标准 \(known)", en: "Standard \(known)"),
            read: { rules in rules.deadlines[code].map { DeadlineText.text(of: $0) } ?? known },
            write: { rules, text in
                if !text.contains(where: { !$0.isWhitespace }) {
                    rules.deadlines[code] = nil
                    return nil
                }
                guard let times = DeadlineText.times(text, of: code) else {
                    return Bilingual(
                        zh: "请写成“首次处理 / 解决”，例如 5 min / 1 h 或 1 h / 3 d，最多一年。",
                        en: "Write first act / resolution, such as 5 min / 1 h or 1 h / 3 d; a year at most.")
                }
                rules.deadlines[code] = times == DeadlineRules.standardTimes(of: code) ? nil : times
                return nil
            })
    }
}
