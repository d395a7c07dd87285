// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import JSON

/// An answer of Alipay's gateway with its proof.
///
///     {"alipay_trade_query_response":{…},"sign":"…"}
///                                    └─┬─┘ signed are these bytes as they stand, braces and all
struct AlipayAnswer {
    let node: JSONNode
    /// Nil when there is no signature at all.
    let isProven: Bool?

    /// - Parameter name: of the answer; the gateway's own refusals stand under `error_response`.
    init?(_ body: [UInt8], name: String, by secrets: any WalletSecrets) {
        guard let whole = try? JSONReader.read(body, limits: .wallet), let node = whole[name] ?? whole["error_response"]
        else { return nil }
        self.node = node
        guard let sign = whole["sign"]?.string, !sign.isEmpty else {
            isProven = nil
            return
        }
        let raw = Self.value(in: body, from: node.offset)
        isProven = Base64.bytes(of: sign).map { secrets.isSigned(raw, $0, serial: "") } ?? false
    }

    var code: String { node["code"]?.string ?? "" }
    var subCode: String { node["sub_code"]?.string ?? "" }

    /// The bytes of an object in a text that is known to be JSON: until its brackets are even, outside of strings.
    static func value(in text: [UInt8], from start: Int) -> [UInt8] {
        var depth = 0
        var isInString = false
        var index = start
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\\") where isInString: index += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString, UInt8(ascii: "[") where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString, UInt8(ascii: "]") where !isInString:
                depth -= 1
                if depth <= 0 { return Array(text[start...index]) }
            default: break
            }
            index += 1
        }
        return Array(text[min(start, text.count)...])
    }
}
