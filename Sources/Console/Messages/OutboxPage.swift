// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Messages
import Store
import Tender

/// What the outbox is limited to, as its address says it.
struct OutboxQuery: Sendable, Equatable {
    var state: MessageState?
    var isUndeliverableOnly = false
    var cursor: String?

    init(_ query: Query) {
        state = query["state"].flatMap { MessageState(rawValue: $0) }
        isUndeliverableOnly = query["undeliverable"] == "1"
        cursor = query["cursor"].flatMap { $0.utf8.count <= 24 ? $0 : nil }
    }

    var filter: OutboxFilter {
        var filter = OutboxFilter()
        filter.state = state
        filter.isUndeliverableOnly = isUndeliverableOnly
        return filter
    }

    var isNarrow: Bool { state != nil || isUndeliverableOnly }

    func href(at cursor: String?) -> String {
        var query = Query("")
        query.set("state", state?.rawValue)
        query.set("undeliverable", isUndeliverableOnly ? "1" : nil)
        query.set("cursor", cursor)
        return query.text.isEmpty ? "/messages" : "/messages?\(query.text)"
    }
}

/// A message as a row of a table.
struct MessageLine: Sendable, Equatable {
    let href: String
    let number: String
    let when: String
    let weekday: String
    let template: String
    let route: String
    let hint: String
    let text: String
    let mark: Mark
    /// What the channel said, or when the next try is.
    let note: String?
    let matter: String?
    let matterHref: String?

    init(_ record: MessageRecord, clocks: Clockwork, words: Words) {
        let zone = clocks.zone(of: StoreID(record.order.store))
        let time = zone.civil(at: record.file.queuedAt)
        href = "/messages/\(record.id)"
        number = record.id.text
        when = words.moment(time)
        weekday = words.weekday(time.date)
        template = "\(record.order.template.name.rawValue) \(words.pick(record.order.template.name.label))"
        route = words.pick(record.order.route.label)
        hint = record.hint.isEmpty ? words["messages.erased"] : record.hint
        text = record.order.text
        mark = Mark(message: record.file, words)
        note = Self.note(record.file, zone, words)
        let order = record.order
        matter = order.caseID.isEmpty ? (order.transaction.isEmpty ? nil : order.transaction) : order.caseID
        matterHref =
            order.transaction.isEmpty
            ? (order.caseID.isEmpty ? nil : "/cases/\(order.caseID)") : "/transactions/\(order.transaction)"
    }

    static func note(_ file: MessageFile, _ zone: Zone, _ words: Words) -> String? {
        if file.isOverdue { return words["messages.overdue"] }
        if file.state == .queued, let due = file.dueAt, due > file.changedAt {
            let values = ["when": words.moment(zone.civil(at: due))]
            return file.fault.isEmpty
                ? words.text("messages.waits", values)
                : "\(file.fault) · \(words.text("messages.triesAgain", values))"
        }
        return file.fault.isEmpty ? nil : file.fault
    }
}

extension Mark {
    /// What is known of a message: icon, word and colour.
    init(message file: MessageFile, _ words: Words) {
        if file.isWithdrawn {
            self = Mark(.mute, icon: "back", words["messages.state.withdrawn"])
            return
        }
        self =
            switch file.state {
            case .queued: Mark(.mute, icon: "wait", words["messages.state.queued"])
            case .sent: Mark(file.isOverdue ? .warn : .mute, icon: "next", words["messages.state.sent"])
            case .delivered: Mark(.ok, words["messages.state.delivered"])
            case .failed: Mark(.bad, words["messages.state.failed"])
            case .unknown where file.isUnderWay: Mark(.mute, icon: "wait", words["messages.state.sending"])
            case .unknown: Mark(.unknown, words["messages.state.unknown"])
            }
    }
}

/// Every message, the newest first, with how many are in which state.
struct OutboxPage: Sendable {
    struct Count: Sendable, Equatable {
        let text: String
        let number: String
        let href: String
        let isCurrent: Bool
    }

    let title: String
    let counts: [Count]
    let undeliverable: Count
    /// What cannot be sent here, and where it is set; nil where all can.
    let noChannels: String?
    let rehearses: Bool
    let lines: [MessageLine]
    let hasLines: Bool
    let pager: Pager?
    let empty: Blank?

    init(
        query: OutboxQuery, list: PageOf<MessageRecord>, counts: OutboxCounts, settings: MessagingSettings,
        clocks: Clockwork, words: Words
    ) {
        title = words["messages.title"]
        self.counts = MessageState.allCases.map { state in
            Count(
                text: words["messages.state.\(state.rawValue)"], number: words.count(counts.states[state] ?? 0),
                href: "/messages?state=\(state.rawValue)", isCurrent: query.state == state)
        }
        undeliverable = Count(
            text: words["messages.undeliverable"], number: words.count(counts.undeliverable),
            href: "/messages?undeliverable=1", isCurrent: query.isUndeliverableOnly)
        rehearses = settings.isRehearsal
        noChannels = settings.routes.isEmpty && !settings.isRehearsal ? words["messages.noChannels"] : nil
        lines = list.elements.map { MessageLine($0, clocks: clocks, words: words) }
        hasLines = !lines.isEmpty
        pager = Pager(
            count: lines.count, isFirst: query.cursor == nil, next: list.nextCursor, firstHref: query.href(at: nil),
            nextHref: query.href(at: list.nextCursor), words: words)
        empty =
            lines.isEmpty
            ? Blank(
                icon: "messages", heading: words[query.isNarrow ? "messages.none.heading" : "messages.empty.heading"],
                lines: [words[query.isNarrow ? "messages.none.why" : "messages.empty.why"]],
                acts: [
                    query.isNarrow
                        ? .init(text: words["messages.all"], href: "/messages", isMain: true)
                        : .init(text: words["messages.empty.button"], href: "/transactions", isMain: true)
                ]) : nil
    }
}
