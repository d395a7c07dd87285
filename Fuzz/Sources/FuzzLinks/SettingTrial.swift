// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import Tender
import Terminals
import Wallets

/// What people, keys and the journal hand in: settings of an acquirer, notes beside an attempt, names of certificates,
/// keys of a sign-in, forms, and records of attempts.
struct SettingTrial {
    private let records: [[UInt8]]
    private let keys: [[UInt8]] = [24, 40, 60].map { [UInt8](repeating: 0x5A, count: $0) }

    init() throws {
        let sale = try Counter.attempt(.sale, number: 42, note: "e=05;s=001")
        let events: [AttemptEvent.Kind] = [
            .sent, .lost(.timeout), .reversalRefused("06 出错"), .settled(.charged),
            .answered(
                Answer(
                    .approved, amount: Money(minor: 5_800), code: "00", reference: "112615030001",
                    authorisation: "654321", linkNote: "d=1125;t=150307;o=CUP")),
        ]
        records =
            [AttemptRecord.intended(sale).encoded()]
            + events.map { AttemptRecord.event("A42", AttemptEvent(at: Counter.now, by: "li", kind: $0)).encoded() }
    }

    func run(_ damage: inout Damage) -> Outcome {
        switch damage.below(6) {
        case 0: return setting(&damage)
        case 1:
            let bytes = damage.text(damage.pick(Self.notes), others: Self.notes)
            let note = AcquirerNote(String(decoding: bytes, as: UTF8.self))
            let isSame = AcquirerNote(note.text) == note && note.text.utf8.count < 100
            return Outcome(bytes: bytes.count, isRead: true, fault: isSame ? nil : "a note read as another")
        case 2:
            let bytes = damage.text(damage.pick(Self.notes), others: Self.notes)
            let text = String(decoding: bytes, as: UTF8.self)
            let told = TerminalNote.transaction(text)
            _ = TerminalNote.dialogue(text)
            let name = TerminalCertificateName(text)
            _ = name?.fits(poiID: text, world: nil)
            // What is noted again names the same transaction, or is too long to be noted.
            let noted = told.map { TerminalNote.transaction($0) } ?? ""
            let isSame = noted.isEmpty || TerminalNote.transaction(noted) == told
            return Outcome(bytes: bytes.count, isRead: told != nil, fault: isSame ? nil : "another transaction")
        case 3:
            let bytes = damage.text(damage.pick(keys), others: keys)
            guard let read = try? SignInKeys(bytes[...], master: "TMK") else {
                return Outcome(bytes: bytes.count, isRead: false)
            }
            return Outcome(bytes: bytes.count, isRead: true, fault: read.content == bytes ? nil : "keys lost bytes")
        case 4:
            let bytes = damage.text(damage.pick(Self.notes), others: Self.notes)
            guard let pairs = FormText.pairs(of: bytes) else { return Outcome(bytes: bytes.count, isRead: false) }
            let again = FormText.pairs(of: Array(FormText.encoded(pairs).utf8))
            let isSame = again.map { $0.map(\.name) == pairs.map(\.name) && $0.map(\.value) == pairs.map(\.value) }
            return Outcome(bytes: bytes.count, isRead: true, fault: isSame == true ? nil : "a form read as another")
        default:
            let bytes = damage.text(damage.pick(records), others: records)
            guard let record = try? AttemptRecord(decoding: bytes) else {
                return Outcome(bytes: bytes.count, isRead: false)
            }
            let isSame = (try? AttemptRecord(decoding: record.encoded())) == record
            return Outcome(
                bytes: bytes.count, isRead: true, fault: isSame ? nil : "a record read as another: \(record)")
        }
    }

    private func setting(_ damage: inout Damage) -> Outcome {
        var profile = damage.below(2) == 0 ? AcquirerProfile.unionPay : .standard
        let name = damage.below(16) == 0 ? "nothing" : damage.pick(AcquirerProfile.settings).name
        let bytes = damage.text(damage.pick(Self.values), others: Self.values)
        do throws(AcquirerSettingError) {
            try profile.set(name, to: String(decoding: bytes, as: UTF8.self))
            return Outcome(bytes: bytes.count, isRead: true)
        } catch {
            return Outcome(bytes: bytes.count, isRead: false, fault: error.words.english.isEmpty ? "no words" : nil)
        }
    }

    private static let notes: [[UInt8]] = [
        "sale=T1&poi=V400m-324688179", "id=BV0q001643892070000&time=2026-03-26T10%3a15%3a30Z", "e=05;s=001",
        "d=1125;t=150307;o=CUP", "V400m-324688179.test.terminal.adyen.com", "a=1&b=%E5%AD%98&c=+", "=&=&;;;",
    ].map { Array($0.utf8) }

    private static let values: [[UInt8]] = [
        "", "00,25,12", "6000030000", "603100311001", "binary2", "x9.19", "none", "yes", "no", "003", "Asia/Shanghai",
        "0200,0220", "approvals", "12345678", "99999999999999999999", "-1",
    ].map { Array($0.utf8) }
}
