// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender
import Wallets

/// `/api/v1/bills`: the wallets' daily bills, day by day, and one of them now.
enum ApiBills {
    private struct FetchBody: Decodable {
        let account: String
        let day: String
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/bills", needs: .viewImports, list) { call in
            let (now, clock) = (call.site.options.clock.now(), try await Clockwork(call.site))
            let books = try await call.shop.billBooks(in: call.stores)
            return .json(ShopShape.list(books.map { shape($0, now, clock) }, next: nil))
        }
        gate.apiWrite(.post, "/api/v1/bills", needs: .importFiles, fetch) { call, body in
            let told = try body.decode(FetchBody.self)
            guard let name = WalletAccountName(told.account) else { throw Refusal.invalid("account") }
            guard let day = CivilDate(text: told.day) else { throw Refusal.invalid("day: YYYY-MM-DD") }
            _ = try await BillsController.fetch(name, day, call)
            let (now, clock) = (call.site.options.clock.now(), try await Clockwork(call.site))
            let books = try await call.shop.billBooks(in: call.stores)
            guard let book = books.first(where: { $0.account.name == name }) else { throw Refusal.notFound }
            return (.ok, self.day(day, of: book, now, clock))
        }
    }

    static let list = Operation(
        "listBills", "Wallets' daily bills: each account with its days, newest first, and what is missing",
        answer: Operation.page(of: "BillAccount"))

    static let fetch = Operation(
        "fetchBill", "Fetch one day's bill now and import it; a bill that is here adds nothing",
        body: .json([
            "type": "object", "required": ["account", "day"],
            "properties": [
                "account": ["type": "string", "description": "As listBills names it: wechat:1900000001."],
                "day": ["type": "string", "format": "date", "description": "In Beijing; yesterday or before."],
            ],
        ]),
        answer: .json(Schemas.reference("BillDay")), problems: [404, 409, 415, 422])

    private static func shape(_ book: BillBook, _ now: Instant, _ clock: Clockwork) -> JSON {
        let next = book.next(at: now)
        return .object([
            ("account", .text(book.account.name.description)), ("wallet", .text(book.account.name.wallet.rawValue)),
            ("since", .text(book.account.since.description)),
            ("terminals", .list(book.account.terminals.map { .text($0.text) })),
            (
                "next",
                .object([
                    ("day", .text(next.day.description)), ("at", .text(clock.zone(of: nil).rfc3339(next.at))),
                ])
            ),
            ("missing", .list(book.missing(at: now).map { .text($0.day.description) })),
            ("days", .list(book.listed(at: now).map { day($0, of: book, now, clock) })),
        ])
    }

    private static func day(_ day: CivilDate, of book: BillBook, _ now: Instant, _ clock: Clockwork) -> JSON {
        let kept = book.days[day]
        let words: String? =
            switch kept?.last.outcome {
            case .failed(let told), .damaged(let told): told
            case .imported, BillRecord.Outcome.none?, nil: nil
            }
        let file = kept.flatMap { $0.last.file == 0 ? nil : $0.last.file }
        let name = kept.flatMap { $0.last.name.isEmpty ? nil : $0.last.name }
        return .object([
            ("day", .text(day.description)), ("state", .text(book.standing(of: day, at: now).rawValue)),
            ("words", JSON(words)), ("file", file.map { .integer($0) } ?? .null), ("name", JSON(name)),
            ("rows", .integer(kept?.last.rows ?? 0)), ("added", .integer(kept?.last.added ?? 0)),
            ("quarantined", .integer(kept?.last.quarantined ?? 0)), ("tries", .integer(Int64(kept?.tries ?? 0))),
            ("tried_at", JSON(kept.map { clock.zone(of: nil).rfc3339($0.triedAt) })), ("by", JSON(kept?.by)),
        ])
    }
}

/// Shapes of bills.
extension Schemas {
    static var bills: [(String, JSON)] {
        let (text, date): (JSON, JSON) = (["type": "string"], ["type": "string", "format": "date"])
        let nullable: JSON = ["type": ["string", "null"]]
        let count: JSON = ["type": "integer", "minimum": 0]
        return [
            (
                "BillAccount",
                object([
                    ("account", text), ("wallet", names(of: WalletKind.allCases.map(\.rawValue))), ("since", date),
                    ("terminals", ["type": "array", "items": text]),
                    ("next", object([("day", date), ("at", ["type": "string", "format": "date-time"])])),
                    ("missing", ["type": "array", "items": date]),
                    ("days", ["type": "array", "items": reference("BillDay")]),
                ])
            ),
            (
                "BillDay",
                object([
                    ("day", date), ("state", names(of: BillBook.Standing.allCases.map(\.rawValue))),
                    ("words", nullable), ("file", ["type": ["integer", "null"]]), ("name", nullable), ("rows", count),
                    ("added", count), ("quarantined", count), ("tries", count),
                    ("tried_at", ["type": ["string", "null"], "format": "date-time"]), ("by", nullable),
                ])
            ),
        ]
    }
}
