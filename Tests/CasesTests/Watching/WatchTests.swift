// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

/// A small shop's things and cases: each look is decided, and what it decides is done to the cases.
struct WatchedShop {
    var cases: [CaseID: (subject: WatchSubject, events: [CaseEvent])] = [:]
    private var records: UInt64 = 0

    static func terminal(_ number: Int, _ store: StoreID = "S1") throws -> WatchSubject {
        try #require(WatchSubject(.terminal, "T\(store)\(number)"))
    }

    /// A terminal that has these codes, was heard at a minute, and shows the rest of them to be in order.
    static func thing(
        _ number: Int, _ codes: [FindingCode], in store: StoreID = "S1", heard minute: Int64? = nil,
        inOrder: [FindingCode] = [.dv03, .dv05]
    ) throws -> WatchedThing {
        var thing = WatchedThing(try terminal(number, store), store: store)
        for code in codes { thing.findings[code] = Bilingual(zh: "坏 \(number)", en: "bad \(number)") }
        let words = Bilingual(zh: "好了 \(number)", en: "good \(number)")
        for code in inOrder where !codes.contains(code) { thing.proofs[code] = .init(at: nil, words) }
        if let minute, !codes.contains(.dv01) { thing.proofs[.dv01] = .init(at: Given.at(minute), words) }
        return thing
    }

    var watched: [WatchedCase] {
        cases.compactMap { WatchedCase($0.key, about: $0.value.subject, $0.value.events) }
    }

    var open: [String] {
        watched.filter { $0.file.state.isOpen }
            .map { "\($0.subject) \($0.holding.keys.sorted().map(\.text).joined(separator: " "))" }.sorted()
    }

    @discardableResult
    mutating func look(_ things: [WatchedThing], at minute: Int64) -> [WatchStep] {
        let steps = Watch.steps(things, watched, now: Given.at(minute))
        for step in steps { take(step, at: minute) }
        return steps
    }

    mutating func act(_ kind: CaseEvent.Kind, on id: CaseID, at minute: Int64, by: String = "wang", reason: String = "")
    {
        cases[id]?.events.append(Given.event(kind, at: minute, by: by, reason: reason))
    }

    private mutating func take(_ step: WatchStep, at minute: Int64) {
        let system = CaseEvent.system
        switch step {
        case .open(let subject, _, let codes, let words):
            records += 1
            let id = CaseID(number: records)
            cases[id] = (subject, [])
            for (index, code) in codes.enumerated() {
                act(index == 0 ? .opened(code) : .joined(code), on: id, at: minute, by: system, reason: words.english)
            }
        case .join(let id, let code, let words):
            act(.joined(code), on: id, at: minute, by: system, reason: words.english)
        case .reopen(let id, let codes, let words):
            act(.reopened, on: id, at: minute, by: system, reason: words.english)
            for code in codes { act(.joined(code), on: id, at: minute, by: system) }
        case .clear(let id, let code, let words):
            act(.cleared(code, proof: words.english), on: id, at: minute, by: system)
        case .close(let id, let words): act(.proved(words.english), on: id, at: minute, by: system)
        }
    }
}

@Suite struct WatchTests {
    typealias Shop = WatchedShop

    @Test func `one case for a terminal, which further troubles join and the last one's end closes`() throws {
        var shop = Shop()
        shop.look([try Shop.thing(1, [.dv03])], at: 0)
        #expect(shop.open == ["terminal:TS11 DV-03"])
        #expect(shop.look([try Shop.thing(1, [.dv03])], at: 1).isEmpty, "nothing new, nothing written")
        shop.look([try Shop.thing(1, [.dv03, .dv05])], at: 2)
        #expect(shop.open == ["terminal:TS11 DV-03 DV-05"] && shop.cases.count == 1)
        let cleared = shop.look([try Shop.thing(1, [.dv05])], at: 3)
        #expect(shop.open == ["terminal:TS11 DV-05"])
        guard case .clear(_, .dv03, _) = cleared.first else {
            Issue.record("\(cleared)")
            return
        }
        let closed = shop.look([try Shop.thing(1, [])], at: 4)
        #expect(shop.open.isEmpty)
        guard case .close(_, let proof) = closed.first else {
            Issue.record("\(closed)")
            return
        }
        #expect(proof.english == "good 1")
    }

    @Test func `a family of its own has a case of its own`() throws {
        var shop = Shop()
        shop.look([try Shop.thing(1, [.dv03, .py16])], at: 0)
        #expect(shop.open == ["terminal:TS11 DV-03", "terminal:TS11 PY-16"])
    }

    @Test func `silence is ended by being heard, not by the shop's closing time`() throws {
        var shop = Shop()
        shop.look(
            [try Shop.thing(1, [.dv01]), try Shop.thing(2, [], heard: 0), try Shop.thing(3, [], heard: 0)], at: 5)
        #expect(shop.open == ["terminal:TS11 DV-01"])
        // At night nobody expects to hear it: no finding, and the last time it was heard was before.
        #expect(shop.look([try Shop.thing(1, [], heard: 1)], at: 600).isEmpty)
        #expect(shop.look([], at: 610).isEmpty, "it was not looked at: nothing is known")
        shop.look([try Shop.thing(1, [], heard: 620)], at: 621)
        #expect(shop.open.isEmpty)
    }

    @Test func `what comes back within three days keeps its number, later it has a new one`() throws {
        var shop = Shop()
        let (bad, good) = (try Shop.thing(1, [.dv03]), try Shop.thing(1, []))
        shop.look([bad], at: 0)
        shop.look([good], at: 10)
        shop.look([bad], at: 10 + 71 * 60)
        #expect(shop.cases.count == 1 && shop.open.count == 1)
        shop.look([good], at: 80 * 60)
        shop.look([bad], at: 160 * 60)
        #expect(shop.cases.count == 2 && shop.open.count == 1)
    }

    @Test func `what a person put right stays so until it goes and comes again`() throws {
        var shop = Shop()
        let (bad, good) = (try Shop.thing(1, [.dv05]), try Shop.thing(1, []))
        shop.look([bad], at: 0)
        let id = try #require(shop.cases.keys.first)
        shop.act(.resolved(.settings, proof: "agreed with the maker"), on: id, at: 5)
        shop.act(.closed(proof: "agreed"), on: id, at: 6)
        #expect(shop.look([bad], at: 7).isEmpty && shop.open.isEmpty)
        shop.look([good], at: 8)
        shop.look([bad], at: 9)
        #expect(shop.open == ["terminal:TS11 DV-05"] && shop.cases.count == 1)
    }

    @Test func `a case that waits for its follow-up, or that a person gave a code, is not closed by itself`() throws {
        var shop = Shop()
        shop.look([try Shop.thing(1, [.dv05]), try Shop.thing(2, [.dv03])], at: 0)
        let watched = shop.watched.sorted { $0.subject < $1.subject }
        shop.act(.resolved(.settings, proof: "reverted"), on: watched[0].file.id, at: 1)
        shop.act(.followUp(on: CivilDate(daysSinceEpoch: 20_790)), on: watched[0].file.id, at: 1)
        shop.act(.joined(.dv04), on: watched[1].file.id, at: 1)
        let steps = shop.look([try Shop.thing(1, []), try Shop.thing(2, [])], at: 2)
        #expect(steps.count == 2)
        for step in steps { if case .close = step { Issue.record("\(step)") } }
        #expect(shop.watched.allSatisfy { $0.holding.isEmpty && $0.file.state != .closed })
    }

    // MARK: Many at once

    @Test func `a thousand terminals that fall silent at once are one case of their store`() throws {
        var shop = Shop()
        let all = 1...1_000
        shop.look(try all.map { try Shop.thing($0, [], heard: 0) }, at: 1)
        shop.look(try all.map { try Shop.thing($0, [.dv01]) }, at: 5)
        #expect(shop.open == ["store:S1 DV-01"])
        #expect(shop.look(try all.map { try Shop.thing($0, [.dv01]) }, at: 6).isEmpty)
        // The line is back; two of them are not.
        let back = try all.map { try Shop.thing($0, $0 <= 2 ? [.dv01] : [], heard: 9) }
        shop.look(back, at: 10)
        shop.look(back, at: 11)
        #expect(shop.open == ["terminal:TS11 DV-01", "terminal:TS12 DV-01"])
    }

    @Test func `terminals that fall silent one by one are few cases, however many they are`() throws {
        var shop = Shop()
        for silent in 0...200 {
            let things = try (1...200).map { try Shop.thing($0, $0 <= silent ? [.dv01] : [], heard: Int64(silent)) }
            shop.look(things, at: Int64(silent))
        }
        #expect(shop.cases.count <= Watch.Limits().ofStore + 1)
        #expect(shop.open.contains("store:S1 DV-01"))
    }

    @Test func `forty stores without a line are one case of the shop`() throws {
        var shop = Shop()
        let stores = try (1...40).map { try #require(StoreID("S\($0)")) }
        let silent = try stores.flatMap { store in try (1...5).map { try Shop.thing($0, [.dv01], in: store) } }
        shop.look(silent, at: 0)
        #expect(shop.open == ["shop: DV-01"])
        shop.look(
            try stores.flatMap { store in try (1...5).map { try Shop.thing($0, [], in: store, heard: 3) } }, at: 4)
        #expect(shop.open.isEmpty)
    }

    @Test func `wrong settings that went to all are one case, and each terminal that is mended counts`() throws {
        var shop = Shop()
        shop.look(try (1...30).map { try Shop.thing($0, [.dv05]) }, at: 0)
        #expect(shop.open == ["store:S1 DV-05"])
        shop.look(try (1...30).map { try Shop.thing($0, $0 > 15 ? [.dv05] : []) }, at: 5)
        #expect(shop.open.count == 15, "few enough to be cases of their own")
    }

    @Test func `night over a silent store proves nothing`() throws {
        var shop = Shop()
        shop.look(try (1...30).map { try Shop.thing($0, [.dv01]) }, at: 5)
        #expect(shop.look(try (1...30).map { try Shop.thing($0, [], heard: 0) }, at: 600).isEmpty)
        #expect(shop.open == ["store:S1 DV-01"])
    }

    // MARK: All of them

    @Test(arguments: UInt64(1)...150)
    func `any looks in any order leave one open case for a subject and family, and few in all`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var shop = Shop()
        let count = Int.random(in: 1...60, using: &chance)
        for minute in 0..<30 {
            let codes: [FindingCode] = [.dv01, .dv03, .dv05, .py16]
            let things = try (1...count).map { number in
                try Shop.thing(
                    number, codes.filter { _ in Int.random(in: 0..<4, using: &chance) == 0 },
                    in: chance.pick(["S1", "S2", "S3"]), heard: Int64(minute) * 60)
            }
            let steps = Watch.steps(things, shop.watched, now: Given.at(Int64(minute) * 60 + 1))
            let shuffled = things.shuffled(using: &chance)
            let again = Watch.steps(
                shuffled, shop.watched.shuffled(using: &chance), now: Given.at(Int64(minute) * 60 + 1))
            if Set(things.map(\.subject)).count == things.count { #expect(steps == again) }
            shop.look(things, at: Int64(minute) * 60 + 1)
            let keys = shop.watched.filter { $0.file.state.isOpen }.map { "\($0.subject) \($0.family)" }
            #expect(Set(keys).count == keys.count)
            for one in shop.watched { #expect(one.file.state != .closed || one.holding.isEmpty) }
        }
    }

    @Test func `words of both languages are read back, and are cut at a whole character`() throws {
        let words = Bilingual(zh: "打印机\n恢复", en: "in order")
        #expect(WatchWords.read(WatchWords.text(words)) == Bilingual(zh: "打印机 恢复", en: "in order"))
        let long = WatchWords.text(Bilingual(zh: String(repeating: "长", count: 5_000), en: "x"))
        #expect(long.utf8.count <= CaseLimit.reason)
        #expect(WatchWords.read("one line") == nil)
    }

    @Test(arguments: ["terminal:1", "batch:30100001/000158", "settlement:2026-11-15//CNY", "shop:", "gap:a:b:c:1"])
    func `a subject is read as it is written`(_ text: String) throws {
        #expect(WatchSubject(text)?.text == text)
    }

    @Test(arguments: [
        "", "terminal", "terminal:", "shop:1", "printer:\n", "car:1", "gap:" + String(repeating: "x", count: 200),
    ])
    func `what is no subject is none`(_ text: String) { #expect(WatchSubject(text) == nil) }
}
