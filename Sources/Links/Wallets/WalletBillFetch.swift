// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Crypto
internal import Foundation
public import Tender
public import Wallets

/// What came of fetching a day's bill.
public enum WalletBillFetch: Hashable, Sendable {
    /// A file as the wallet made it, whole, with its hash checked where the wallet states one: for the importer.
    case file(path: String, name: String)
    /// The wallet knows of no bill for the day.
    case none
    /// Later.
    case notYet(String)
    /// What came is not what its hash says, or is cut off.
    case damaged(String)
    case refused(String)

    /// For the calendar; a file counts once it is imported.
    public var failure: BillRecord.Outcome? {
        switch self {
        case .file: nil
        case .none: BillRecord.Outcome.none
        case .notYet(let words), .refused(let words): .failed(words)
        case .damaged(let words): .damaged(words)
        }
    }
}

/// A wallet that gives daily bills.
public protocol BillSource: Sendable {
    var wallet: WalletKind { get }

    /// Fetches a day's bill into a folder.
    ///
    ///     ask where it lies ─ signed answer ─▶ download to NAME.part ─ hash ─▶ NAME
    func fetchBill(of day: CivilDate, into folder: String) async -> WalletBillFetch
}

extension WeChatLink: BillSource {
    public var wallet: WalletKind { .wechat }

    public func fetchBill(of day: CivilDate, into folder: String) async -> WalletBillFetch {
        guard let request = signed(requests.bill(day)) else { return .refused("key") }
        let exchange = await wire.exchange(request, within: 30_000)
        guard case .answer(let answer) = exchange else { return .notYet("\(exchange)") }
        if let serial = answer.header("Wechatpay-Serial") { await learn(serial) }
        switch BillPlace.weChat(answer, secrets: keys) {
        case .none: return .none
        case .notYet(let words): return .notYet(words)
        case .refused(let words): return .refused(words)
        case .at(let address, let sha1):
            // The token lies on the wallet's own host: what is signed must not go anywhere else.
            let path = WeChatSigning.pathAndQuery(of: address)
            guard path.hasPrefix("/"), let download = signed(WalletRequest(.get, path)) else {
                return .refused("address")
            }
            let file = BillFile(folder, "wechat-\(account.merchant)-\(day).csv.gz")
            return await file.fetch(download, over: wire, sha1: sha1)
        }
    }
}

extension AlipayLink: BillSource {
    public var wallet: WalletKind { .alipay }

    public func fetchBill(of day: CivilDate, into folder: String) async -> WalletBillFetch {
        guard let request = signed(requests.bill(day)) else { return .refused("key") }
        let exchange = await wire.exchange(request, within: 30_000)
        guard case .answer(let answer) = exchange else { return .notYet("\(exchange)") }
        switch BillPlace.alipay(answer, secrets: keys) {
        case .none: return .none
        case .notYet(let words): return .notYet(words)
        case .refused(let words): return .refused(words)
        case .at(let address, _):
            let file = BillFile(folder, "alipay-\(account.app)-\(day).csv.zip")
            return await file.fetch(WalletRequest(.get, address), over: wire, sha1: "")
        }
    }
}

/// The file a bill is written to.
private struct BillFile {
    let path: String
    let name: String

    init(_ folder: String, _ name: String) {
        self.name = name.filter { $0 != "/" }
        path = folder + "/" + self.name
    }

    func fetch(_ request: WalletRequest, over wire: WalletWire, sha1: String) async -> WalletBillFetch {
        let part = path + ".part"
        defer { try? FileManager.default.removeItem(atPath: part) }
        if let problem = await wire.download(request, to: part) { return .notYet(problem) }
        let found: String
        do throws(FileProblem) { found = try Self.sha1(of: part, name: name) } catch {
            return .damaged(error.explanation.english)
        }
        guard sha1.isEmpty || found == sha1 else { return .damaged("SHA-1 \(found), not \(sha1)") }
        do {
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: part, toPath: path)
        } catch {
            return .notYet("\(error)")
        }
        return .file(path: path, name: name)
    }

    /// Of the unpacked content; every content is read to its end, so that a damaged archive is found here.
    private static func sha1(of path: String, name: String) throws(FileProblem) -> String {
        var hash = Insecure.SHA1()
        for content in try FileContent.all(path: path, name: name) {
            let reader = try content.open()
            while case let bytes = try reader.next(), !bytes.isEmpty { hash.update(data: bytes) }
        }
        return Hexadecimal.text(of: hash.finalize())
    }
}
