// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Cases
import Charges
import Tender
import Testing

@Suite struct DirectoryTests {
    static let today = CivilDate(daysSinceEpoch: 20_783)
    static let ours = DirectoryEntry(
        id: "acquirer-card", kind: .acquirer, name: Bilingual(zh: "示例银卡收单", en: "Sample Card Acquiring"),
        numbers: ["400-000-0000", "+86 10 0000 0000"], hours: Bilingual(zh: "工作日 9–18 时", en: "working days 9 to 18"),
        address: "https://acquirer.example", source: Bilingual(zh: "合同第 3 页", en: "contract, page 3"),
        standing: .checked(on: today, by: "finance"))

    @Test(arguments: DirectoryEntry.known)
    func `a known number has its source and asks to be checked first`(_ entry: DirectoryEntry) throws {
        #expect(!entry.numbers.isEmpty && entry.numbers.allSatisfy { DirectoryEntry.isNumber($0) })
        #expect(!entry.source.chinese.isEmpty && !entry.source.english.isEmpty)
        #expect(entry.name.chinese != entry.name.english)
        let caution = try #require(entry.caution(on: Self.today))
        #expect(caution.english.hasPrefix("Unchecked since 2026-11-26"))
        #expect(entry.checked(on: Self.today, by: "finance").caution(on: Self.today) == nil)
    }

    @Test func `the numbers that everybody needs are there, each once`() {
        let numbers = DirectoryEntry.known.flatMap(\.numbers)
        for wanted in ["95516", "95017", "95188", "95588", "95533", "95599", "95566", "95559", "95555"] {
            #expect(numbers.contains(wanted))
        }
        for wanted in ["12315", "12363", "12348"] { #expect(numbers.contains(wanted)) }
        #expect(Set(numbers).count == numbers.count)
        #expect(Set(DirectoryEntry.known.map(\.id)).count == DirectoryEntry.known.count)
    }

    @Test func `a check counts for half a year`() throws {
        let entry = try #require(Self.ours)
        #expect(entry.caution(on: Self.today.adding(days: 180)) == nil)
        #expect(entry.caution(on: Self.today.adding(days: 181))?.english.contains("more than 180 days") == true)
    }

    @Test(arguments: ["", "Bank", "a b", String(repeating: "a", count: 41), "银行"])
    func `an id that is none is refused`(_ id: String) {
        #expect(!DirectoryEntry.isID(id))
    }

    @Test(arguments: ["12", "hello", "95588<script>", "++123", "12-", String(repeating: "1", count: 21), "９５５８８"])
    func `a number that nobody can dial is refused`(_ number: String) {
        #expect(!DirectoryEntry.isNumber(number))
    }

    @Test func `the book takes the last word on an entry`() throws {
        let entry = try #require(Self.ours)
        var book = DirectoryBook([entry])
        #expect(book.entries.first == entry)
        #expect(book.entries.count == DirectoryEntry.known.count + 1)
        book.write(entry.removed())
        #expect(!book.entries.contains { $0.id == entry.id })
        #expect(book[entry.id]?.isRemoved == true)
        let bank = try #require(book["bank-95588"])
        book.write(bank.checked(on: Self.today, by: "finance"))
        #expect(book["bank-95588"]?.caution(on: Self.today) == nil)
    }

    @Test func `an entry reads back as it was written`() throws {
        let entry = try #require(Self.ours)
        for one in DirectoryEntry.known + [entry, entry.removed()] {
            #expect(try DirectoryEntry(decoding: one.encoded()) == one)
        }
    }

    @Test func `bytes that are cut or bent are refused, never a trap`() throws {
        let bytes = try #require(Self.ours).encoded()
        for end in bytes.indices {
            if let entry = try? DirectoryEntry(decoding: Array(bytes[..<end])) { #expect(entry.id == "acquirer-card") }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var bent = bytes
                bent[index] ^= 1 << UInt8(bit)
                if let entry = try? DirectoryEntry(decoding: bent) { #expect(DirectoryEntry.isID(entry.id)) }
            }
        }
    }
}
