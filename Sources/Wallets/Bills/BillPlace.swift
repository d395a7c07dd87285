// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import JSON

/// Where a day's bill lies, as the wallet says.
public enum BillPlace: Hashable, Sendable {
    /// - Parameter sha1: of the unpacked bill, lower-case hexadecimal; empty where the wallet states none.
    case at(address: String, sha1: String)
    /// The wallet knows of no bill for the day: nothing was traded.
    case none
    /// Not made yet, or the wallet is busy: later.
    case notYet(String)
    case refused(String)

    /// Most bytes of an address.
    static let addressLimit = 2_048

    public static func weChat(_ answer: WalletAnswer, secrets: any WalletSecrets) -> BillPlace {
        let isGood = answer.status == 200
        guard WeChatSigning.isProven(answer.headers, answer.body, by: secrets) ?? !isGood else {
            return .refused("signature")
        }
        guard let node = try? JSONReader.read(answer.body, limits: .wallet) else {
            return .notYet("HTTP \(answer.status)")
        }
        guard isGood else {
            let code = node["code"]?.string ?? ""
            let words = "HTTP \(answer.status) \(code) \(node["message"]?.string ?? "")".shortened(to: 300)
            switch code.filter({ $0 != "_" }) {
            case "NOSTATEMENTEXIST": return .none
            case "STATEMENTCREATING", "SYSTEMERROR", "FREQUENCYLIMITED", "FREQUENCYLIMITEXCEED": return .notYet(words)
            default: return answer.status >= 500 ? .notYet(words) : .refused(words)
            }
        }
        guard let address = node["download_url"]?.string, let hash = node["hash_value"]?.string,
            node["hash_type"]?.string == "SHA1", hash.utf8.count == 40, isAddress(address)
        else { return .refused("unreadable") }
        return .at(address: address, sha1: hash.lowercased())
    }

    public static func alipay(_ answer: WalletAnswer, secrets: any WalletSecrets) -> BillPlace {
        guard answer.status == 200 else { return .notYet("HTTP \(answer.status)") }
        let name = "alipay_data_dataservice_bill_downloadurl_query_response"
        guard let told = AlipayAnswer(answer.body, name: name, by: secrets) else { return .refused("unreadable") }
        guard told.isProven ?? (told.code != "10000") else { return .refused("signature") }
        guard told.code == "10000" else {
            let words = "\(told.code) \(told.subCode) \(told.node["sub_msg"]?.string ?? "")".shortened(to: 300)
            let plain = (told.subCode.split(separator: ".").last.map(String.init) ?? "").uppercased()
            if plain == "BILL_NOT_EXIST" { return .none }
            return told.code == "20000" || plain.hasSuffix("SYSTEM_ERROR") || plain.hasPrefix("UNKNOW")
                ? .notYet(words) : .refused(words)
        }
        guard let address = told.node["bill_download_url"]?.string, isAddress(address) else {
            return .refused("unreadable")
        }
        return .at(address: address, sha1: "")
    }

    private static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= addressLimit && (text.hasPrefix("https://") || text.hasPrefix("http://"))
            && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    }
}
