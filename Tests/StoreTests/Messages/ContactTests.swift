// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Messages
import Store
import Tender
import Testing

/// Who gets messages: sealed, remembered for one matter, and gone when erased.
@Suite struct ContactTests {
    let counter = MessageCounter()
    let person = Actor(name: "wang")

    private func fileHolds(_ text: String) throws -> Bool {
        let files = try #require(FileManager.default.enumerator(atPath: counter.folder.path))
        for case let name as String in files {
            let path = "\(counter.folder.path)/\(name)"
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            if data.range(of: Data(text.utf8)) != nil { return true }
        }
        return false
    }

    @Test func `no file of the shop holds the address in clear`() async throws {
        let (shop, transaction) = try await counter.open()
        let id = try await counter.contact(matter: transaction, in: shop)
        #expect(try await shop.address(of: id, in: .all).text == "+8613800000000")
        #expect(try await shop.contact(id, in: .all).hint == "138****0000")
        await shop.close()
        #expect(try !fileHolds("13800000000"))
    }

    @Test func `the same address for the same matter is the same contact`() async throws {
        let (shop, transaction) = try await counter.open()
        let first = try await counter.contact(matter: transaction, in: shop)
        #expect(try await counter.contact("138 0000 0000", matter: transaction, in: shop) == first)
        #expect(try await counter.contact(matter: "K0000000002-RC", in: shop) != first)
        await shop.close()
    }

    @Test func `an erased contact is gone for good, and messages to it are withdrawn`() async throws {
        let (shop, transaction) = try await counter.open()
        let message = try await counter.queue(shop, about: transaction)
        let contact = try await shop.message(message, in: .all).record.order.contact
        try await shop.noteContact(.erased, of: contact, in: .all, by: person)
        await #expect(throws: StoreError.missing) { try await shop.address(of: contact, in: .all) }
        #expect(try await counter.claim(shop).isEmpty)
        #expect(try await shop.message(message, in: .all).record.file.isWithdrawn)
        #expect(try await shop.contact(contact, in: .all).hint.isEmpty)
        await shop.close()
        _ = try await counter.folder.rebuild(counter.clock)
        let again = try await counter.folder.open(counter.clock)
        await #expect(throws: StoreError.missing) { try await again.address(of: contact, in: .all) }
        await again.close()
    }

    @Test func `a key that outlived the power cut is erased at the next start`() async throws {
        let (shop, transaction) = try await counter.open()
        let contact = try await counter.contact(matter: transaction, in: shop)
        let keys = "\(counter.folder.path)/contact-keys"
        let before = try #require(FileManager.default.contents(atPath: keys))
        try await shop.noteContact(.erased, of: contact, in: .all, by: person)
        await shop.close()
        #expect(FileManager.default.createFile(atPath: keys, contents: before))
        let again = try await counter.folder.open(counter.clock)
        try await again.finishErasing()
        await again.close()
        let after = try #require(FileManager.default.contents(atPath: keys))
        #expect(after.count == before.count)
        #expect(after.dropFirst(64).allSatisfy { $0 == 0 })
    }

    @Test func `not my receipt ends it, and one case writes to one place`() async throws {
        let (shop, transaction) = try await counter.open()
        let first = try await counter.contact(matter: transaction, in: shop)
        var request = counter.request(first, about: transaction)
        request.caseID = "K0000000001-RC"
        let kept = try await counter.contact(matter: "K0000000001-RC", in: shop)
        var ofCase = MessageRequest(
            template: TemplateKey(.n1, .chinese), values: MessageCounter.values(), contact: kept)
        ofCase.caseID = "K0000000001-RC"
        guard case .queued = try await shop.queueMessage(ofCase, in: .all, by: person) else {
            Issue.record("not queued")
            return
        }
        let other = try await counter.contact("13900000000", matter: "K0000000001-RC", in: shop)
        var second = ofCase
        second = MessageRequest(template: second.template, values: second.values, contact: other)
        second.caseID = "K0000000001-RC"
        #expect(try await shop.queueMessage(second, in: .all, by: person) == .refused(.otherContact(kept)))
        try await shop.noteContact(.notTheirs, of: kept, in: .all, by: person)
        guard case .queued = try await shop.queueMessage(second, in: .all, by: person) else {
            Issue.record("not queued after the other ended")
            return
        }
        var late = MessageRequest(template: TemplateKey(.n2, .chinese), values: MessageCounter.values(), contact: kept)
        late.caseID = "K0000000001-RC"
        #expect(try await shop.queueMessage(late, in: .all, by: person) == .refused(.blocked))
        // A contact of one matter is a remembered one for every other: never by itself.
        request.isAutomatic = true
        request.caseID = "K0000000009-RC"
        #expect(try await shop.queueMessage(request, in: .all, by: .system) == .refused(.rememberedContact))
        await shop.close()
    }

    @Test func `a wording is checked before it is kept, and the standard comes back`() async throws {
        let (shop, _) = try await counter.open()
        let key = TemplateKey(.n1, .chinese)
        await #expect(throws: StoreError.self) { try await shop.putWording(key, "{nobody}", by: person) }
        try await shop.putWording(key, "【{sign}】小票：{code}，{site}", by: person)
        #expect(try await shop.wording(key).isEdited)
        #expect(try await shop.wordings().count == TemplateKey.all.count)
        try await shop.putWording(key, StandardTemplates.source(of: key), by: person)
        #expect(try await !shop.wording(key).isEdited)
        await shop.close()
    }
}
