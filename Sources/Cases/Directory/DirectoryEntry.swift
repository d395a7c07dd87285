// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// Whom to call (通讯录): an acquirer, a bank, a wallet, a supplier, an authority or a lawyer, with official numbers,
/// where each number comes from and when somebody last made sure of it.
///
/// Fraud lives on wrong hotlines: a number is never shown without its source, and one that nobody checked says so.
public struct DirectoryEntry: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case acquirer, bank, wallet, supplier, authority, lawyer
    }

    /// Whether somebody made sure of the numbers.
    public enum Standing: Hashable, Sendable {
        /// In the book since that day, and nobody of this shop has checked it.
        case unchecked(since: CivilDate)
        /// Compared with its source on that day by somebody, by sign-in name.
        case checked(on: CivilDate, by: String)
    }

    /// Days after which a check counts no more.
    public static let checkLasts = 180

    /// Names it for ever, for example `bank-95588`: small letters, digits and dashes, at most 40.
    public let id: String
    public let kind: Kind
    public let name: Bilingual
    /// As one dials them, the first is tried first.
    public let numbers: [String]
    /// When somebody answers; nil when nobody wrote it down.
    public let hours: Bilingual?
    /// Web or postal address; empty where there is none.
    public let address: String
    /// Where the numbers come from.
    public let source: Bilingual
    public let standing: Standing
    /// Taken out of the book; its history stays in the journal.
    public let isRemoved: Bool

    /// - Returns: nil when the id or a number is none, or a text is longer than `textLimit`.
    public init?(
        id: String, kind: Kind, name: Bilingual, numbers: [String], hours: Bilingual? = nil, address: String = "",
        source: Bilingual, standing: Standing, isRemoved: Bool = false
    ) {
        let texts = [name, source] + (hours.map { [$0] } ?? [])
        guard Self.isID(id), numbers.count <= 8, numbers.allSatisfy({ Self.isNumber($0) }),
            !name.chinese.isEmpty, !name.english.isEmpty, address.utf8.count <= Self.textLimit,
            texts.allSatisfy({ max($0.chinese.utf8.count, $0.english.utf8.count) <= Self.textLimit })
        else { return nil }
        self.id = id
        self.kind = kind
        self.name = name
        self.numbers = numbers
        self.hours = hours
        self.address = address
        self.source = source
        self.standing = standing
        self.isRemoved = isRemoved
    }

    /// Longest text of an entry in UTF-8 bytes.
    public static let textLimit = 500

    /// Whether a text can name an entry.
    public static func isID(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...40).contains(bytes.count) else { return false }
        return bytes.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == 45 }
    }

    /// 3 to 20 digits, with one leading plus and dashes or blanks between them.
    public static func isNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= 24 else { return false }
        let digits = bytes.filter { (48...57).contains($0) }.count
        let rest = bytes.drop { $0 == 43 }
        guard bytes.count - rest.count <= 1, rest.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 32 })
        else { return false }
        return (3...20).contains(digits)
    }

    /// What to know before calling; nil for a number that was checked lately.
    public func caution(on today: CivilDate) -> Bilingual? {
        switch standing {
        case .unchecked(let since):
            Bilingual(
                zh: "自 \(since) 列入以来没有核对过：拨打前请对照官网、卡背或合同。",
                en: "Unchecked since \(since): compare it with the official site, the card's back or the contract "
                    + "before calling.")
        case .checked(let day, _) where day.adding(days: Self.checkLasts) < today:
            Bilingual(
                zh: "上次核对是 \(day)，已超过 \(Self.checkLasts) 天：拨打前请再核对一次。",
                en: "Last checked on \(day), more than \(Self.checkLasts) days ago: check it again before calling.")
        case .checked: nil
        }
    }

    /// The same entry after somebody compared it with its source.
    public func checked(on day: CivilDate, by name: String) -> DirectoryEntry {
        DirectoryEntry(self, standing: .checked(on: day, by: name), isRemoved: isRemoved)
    }

    /// The same entry, taken out of the book or put back.
    public func removed(_ isRemoved: Bool = true) -> DirectoryEntry {
        DirectoryEntry(self, standing: standing, isRemoved: isRemoved)
    }

    private init(_ entry: DirectoryEntry, standing: Standing, isRemoved: Bool) {
        id = entry.id
        kind = entry.kind
        name = entry.name
        numbers = entry.numbers
        hours = entry.hours
        address = entry.address
        source = entry.source
        self.standing = standing
        self.isRemoved = isRemoved
    }
}

extension DirectoryEntry.Kind {
    public var label: Bilingual {
        switch self {
        case .acquirer: Bilingual(zh: "收单机构", en: "Acquirer")
        case .bank: Bilingual(zh: "银行", en: "Bank")
        case .wallet: Bilingual(zh: "钱包与卡组织", en: "Wallet or card scheme")
        case .supplier: Bilingual(zh: "供应商", en: "Supplier")
        case .authority: Bilingual(zh: "主管部门与热线", en: "Authority")
        case .lawyer: Bilingual(zh: "律师与法律援助", en: "Lawyer or legal aid")
        }
    }
}
