// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Charges
internal import ISO8583

/// One setting of an acquirer's profile, by its name in a file.
public struct AcquirerSetting: Sendable {
    public let name: String
    public let meaning: Bilingual
    let change: @Sendable (inout AcquirerProfile, String) -> Bool

    init(
        _ name: String, zh: String, en: String, _ change: @escaping @Sendable (inout AcquirerProfile, String) -> Bool
    ) {
        self.name = name
        meaning = Bilingual(zh: zh, en: en)
        self.change = change
    }
}

/// A setting that there is not, or whose value cannot be.
public enum AcquirerSettingError: Error, Sendable, Hashable {
    case unknown(String)
    case value(name: String)

    public var words: Bilingual {
        switch self {
        case .unknown(let name): Bilingual(zh: "收单方没有设置项 \(name)。", en: "An acquirer has no setting \(name).")
        case .value(let name): Bilingual(zh: "设置项 \(name) 的值不对。", en: "The value of \(name) cannot be.")
        }
    }
}

extension AcquirerProfile {
    /// Changes one setting.
    public mutating func set(_ name: String, to value: String) throws(AcquirerSettingError) {
        guard let setting = Self.settings.first(where: { $0.name == name }) else { throw .unknown(name) }
        guard setting.change(&self, value) else { throw .value(name: name) }
    }

    /// Every setting, in the order in which a person would write them. Lists are written with commas.
    public static let settings = wireSettings + sessionSettings + answerSettings + requestSettings

    private static let wireSettings = [
        AcquirerSetting("name", zh: "给人看的名称", en: "its name for people") { $0.take(\.name, $1) },
        AcquirerSetting("tpdu", zh: "TPDU，10 位十六进制；空 = 无", en: "TPDU, 10 hex digits; empty: none") { profile, text in
            if text.isEmpty { return profile.clear(\.tpdu) }
            guard let bytes = Hexadecimal.bytes(of: text), bytes.count == TPDU.count else { return false }
            return profile.take(\.tpdu, (try? TPDU(bytes[...])).map(Optional.some))
        },
        AcquirerSetting("header", zh: "报文头，12 位；空 = 无", en: "header, 12 digits; empty: none") { profile, text in
            if text.isEmpty { return profile.clear(\.header) }
            guard let bytes = Hexadecimal.bytes(of: text), bytes.count == UnionPayHeader.count else { return false }
            return profile.take(\.header, (try? UnionPayHeader(bytes[...])).map(Optional.some))
        },
        AcquirerSetting("length", zh: "长度前缀的写法", en: "how the length before a message is written") {
            $0.take(\.lengthForm, LengthForm(named: $1))
        },
    ]

    private static let sessionSettings = [
        AcquirerSetting("signs_in", zh: "是否先签到", en: "whether terminals sign in") { $0.take(\.signsIn, flag($1)) },
        AcquirerSetting("key_network_code", zh: "签到 60.3：001、003、004", en: "60.3 of a sign-in: 001, 003, 004") {
            $0.take(\.keyNetworkCode, ["001", "003", "004"].contains($1) ? $1 : nil)
        },
        AcquirerSetting("operator", zh: "操作员号", en: "operator number") {
            $0.take(\.operatorNumber, $1.utf8.count <= 3 && !$1.isEmpty ? $1 : nil)
        },
        AcquirerSetting("sign_in_text", zh: "签到 62 域文本", en: "field 62 of a sign-in") { $0.take(\.signInText, $1) },
        AcquirerSetting("mac", zh: "MAC 算法：none、unionpay-ecb、x9.9、x9.19", en: "MAC: none, unionpay-ecb, x9.9, x9.19") {
            $0.take(\.mac, $1 == "none" ? .some(nil) : MACAlgorithm(rawValue: $1).map(Optional.some))
        },
        AcquirerSetting("mac_types", zh: "带 MAC 的请求类型", en: "types of requests that carry a MAC") {
            $0.take(\.macTypes, types($1))
        },
        AcquirerSetting("mac_answers", zh: "须验 MAC 的应答：never、approvals、always", en: "never, approvals, always") {
            $0.take(\.macAnswers, Authentication(rawValue: $1))
        },
    ]

    private static let answerSettings = [
        AcquirerSetting("checked_fields", zh: "应答须与请求一致的域", en: "fields of an answer that must be as asked") {
            $0.take(\.checkedFields, fields($1))
        },
        AcquirerSetting("required_fields", zh: "批准应答必须有的域", en: "fields that an approval must have") {
            $0.take(\.requiredFields, fields($1))
        },
        AcquirerSetting("duplicate_means_taken", zh: "重发得 94 即已入账", en: "94 to a repeat: it had been taken") {
            $0.take(\.duplicateMeansTaken, flag($1))
        },
        AcquirerSetting("reversal_done", zh: "冲正完成的应答码", en: "codes that end a reversal: done") {
            $0.take(\.reversalDoneCodes, codes($1))
        },
        AcquirerSetting("reversal_not_found", zh: "冲正完成的应答码：无原交易", en: "codes that end a reversal: no such request") {
            $0.take(\.reversalNotFoundCodes, codes($1))
        },
    ]

    private static let requestSettings = [
        AcquirerSetting("reversal_repeat_type", zh: "重发冲正的类型", en: "type of a reversal sent again") {
            $0.take(\.reversalRepeatType, ["0400", "0401", "0420", "0421"].contains($1) ? $1 : nil)
        },
        AcquirerSetting("advice_repeat_type", zh: "重发通知的类型", en: "type of an advice sent again") {
            $0.take(\.adviceRepeatType, ["0220", "0221"].contains($1) ? $1 : nil)
        },
        AcquirerSetting("reversal_needs_card", zh: "冲正必须带卡号", en: "a reversal needs the card number") {
            $0.take(\.reversalNeedsCard, flag($1))
        },
        AcquirerSetting("institution", zh: "32 域受理机构", en: "field 32, acquiring institution") {
            $0.take(\.institution, $1.utf8.count <= 11 && $1.utf8.allSatisfy { (48...57).contains($0) } ? $1 : nil)
        },
        AcquirerSetting("card_organisation", zh: "退货 63.1 卡组织", en: "63.1 of a refund") {
            $0.take(\.cardOrganisation, $1.utf8.count == 3 ? $1 : nil)
        },
        AcquirerSetting("accepts_partial", zh: "接受部分承兑", en: "accepts approval in part") {
            $0.take(\.acceptsPartial, flag($1))
        },
        AcquirerSetting("upload_rows", zh: "批上送每包笔数", en: "rows in one message of an upload") {
            $0.take(\.uploadRows, Int($1).flatMap { (1...UploadDetails.most).contains($0) ? $0 : nil })
        },
        AcquirerSetting("patience", zh: "连接与签到的毫秒数", en: "milliseconds to connect and sign in") {
            $0.take(\.patience, Int64($1).flatMap { (100...120_000).contains($0) ? $0 : nil })
        },
    ]

    private mutating func take<Value>(_ path: WritableKeyPath<Self, Value>, _ value: Value?) -> Bool {
        guard let value else { return false }
        self[keyPath: path] = value
        return true
    }

    private mutating func clear<Value>(_ path: WritableKeyPath<Self, Value?>) -> Bool {
        self[keyPath: path] = nil
        return true
    }

    private static func flag(_ text: String) -> Bool? { text == "true" ? true : text == "false" ? false : nil }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { part in String(part.drop { $0 == " " }.prefix { $0 != " " }) }
    }

    private static func fields(_ text: String) -> Set<Int>? {
        let numbers = list(text).map { Int($0) }
        return numbers.allSatisfy { (2...128).contains($0 ?? 0) } ? Set(numbers.compactMap(\.self)) : nil
    }

    private static func codes(_ text: String) -> Set<String>? {
        let codes = list(text)
        return codes.allSatisfy { $0.utf8.count == 2 } ? Set(codes) : nil
    }

    private static func types(_ text: String) -> Set<String>? {
        let types = list(text)
        return types.allSatisfy { MessageType($0) != nil } ? Set(types) : nil
    }
}
