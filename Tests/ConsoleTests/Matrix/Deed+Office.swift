// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Store
import Testing

@testable import Console

/// Files, tariffs, evidence, devices, people and settings.
extension Deed {
    static let office: [Deed] = [
        importing, reading("a file that the office brought", "---YYo-"),
        seeing("Tariffs, claims", "view", "-Y-YYo-", "/tariffs", "/api/v1/tariffs"), tariff,
        pack("ask for a pack", "-YYYY--", made: false), pack("make a pack", "--YYY--", made: true),
        unmasking("ask to see an address", "-YYYY--", shown: false),
        unmasking("see an address", "--YYY--", shown: true),
        hold, seeing("Devices, updates, settings diff", "view", "-Y--YYY", "/terminals", "/api/v1/terminals"),
        terminal, printer,
        seeing("Users, limits, retention, adapters", "view users", "----YY-", "/people", "/api/v1/people"),
        seeing(
            "Users, limits, retention, adapters", "view limits and retention", "----YY-", "/settings/limits",
            "/api/v1/settings"),
        user, setting("limits: propose, with two admins", "limit.refundManager", "1000.0"),
        setting("retention: propose, with two admins", "retention.contactDays", "10"),
    ]

    private static func seeing(_ act: String, _ name: String, _ cells: String, _ page: String, _ api: String) -> Deed {
        Deed(
            act, name, cells,
            page: .tries { scene, person, _ in try await scene.browser(person).get(page).status == 200 },
            program: .tries { scene, person, _ in try await scene.program(person).get(api).status == 200 })
    }

    private static func bill(_ scene: Scene, _ turn: Int) -> String {
        """
        merchant,terminal,rrn,type,amount,fee,settle_date
        M00000000000001,T0000001,33333\(scene.door)1111\(turn)1,sale,58.00,0.35,2026-11-20

        """
    }

    private static let importing = Deed(
        "Import, match, close day", "import", "-Y-Y-o-",
        page: .tries { scene, person, turn in
            let browser = try await scene.browser(person)
            return try await browser.upload("/imports", name: "a.csv", content: bill(scene, turn)).status == 303
        },
        program: .tries { scene, person, turn in
            let answer = try await scene.program(person).send(
                .post, "/api/v1/imports?name=a.csv", json: bill(scene, turn), type: "text/csv")
            return answer.status == 202
        })

    /// A file speaks of all stores: whoever sees one store reads only what he brought.
    private static func reading(_ name: String, _ cells: String) -> Deed {
        @Sendable func file(_ scene: Scene, _ turn: Int) async throws -> Int64 {
            let name = "file \(scene.door) \(turn)"
            let head = FileHead(
                name: name, digest: "\(scene.door)\(turn)" + String(repeating: "0", count: 62), byteCount: 1,
                format: "acquirer-csv", source: .clearing)
            switch try await scene.shop.beginFile(head, by: .system) {
            case .new(let id), .resumed(let id): return id
            case .alreadyImported(let file): return file.id
            }
        }
        return Deed(
            "Import, match, close day", name, cells,
            page: .tries { scene, person, turn in
                let id = try await file(scene, turn)
                return try await scene.browser(person).get("/imports/files/\(id)").status == 200
            },
            program: .tries { scene, person, turn in
                let id = try await file(scene, turn)
                return try await scene.program(person).get("/api/v1/files/\(id)").status == 200
            })
    }

    private static let source = "[[tariff]]\nproduct = \"debit\"\nrate = \"0.50%\"\n"

    private static let tariff = Deed(
        "Tariffs, claims", "put one in force", "---Y-o-",
        page: .tries { scene, person, _ in
            try await scene.browser(person).post("/tariffs", ["source": source, "act": "save"]).status == 303
        },
        program: .tries { scene, person, _ in
            let json = #"{"source":"[[tariff]]\nproduct = \"debit\"\nrate = \"0.50%\"\n"}"#
            return try await scene.program(person).send(.put, "/api/v1/tariffs", json: json).status == 200
        })

    private static func pack(_ name: String, _ cells: String, made: Bool) -> Deed {
        @Sendable func isThere(_ sale: String, _ scene: Scene) async throws -> Bool {
            try await scene.shop.register(of: sale, handOversOnly: made).isEmpty == false
        }
        return Deed(
            "Evidence pack, unmask", name, cells,
            page: .tries { scene, person, turn in
                let sale = try await scene.sale("58.00", turn)
                let answer = try await scene.browser(person).post(
                    "/evidence", ["subject": sale, "variant": "acquirer", "reason": "CS-02"])
                let isMade = try await isThere(sale, scene)
                #expect((answer.status == 303) == (try await scene.shop.register(of: sale).isEmpty == false))
                return isMade
            },
            program: .tries { scene, person, turn in
                let sale = try await scene.sale("58.00", turn)
                let answer = try await scene.program(person).send(
                    .post, "/api/v1/evidence/packs",
                    json: #"{"subject":"\#(sale)","variant":"acquirer","reason":"CS-02"}"#)
                #expect(
                    (200..<300).contains(answer.status) == (try await scene.shop.register(of: sale).isEmpty == false))
                return try await isThere(sale, scene)
            })
    }

    private static func unmasking(_ name: String, _ cells: String, shown: Bool) -> Deed {
        @Sendable func outcome(_ id: String, _ text: String, _ status: Int, _ scene: Scene) async throws -> Bool {
            if shown { return text.contains("1380000\(1_000 + scene.door * 100)".prefix(7)) && status == 200 }
            return try await scene.shop.register(of: id).isEmpty == false
        }
        return Deed(
            "Evidence pack, unmask", name, cells,
            page: .tries { scene, person, turn in
                let id = try await scene.contact(turn)
                let answer = try await scene.browser(person).post(
                    "/messages/contacts/\(id)/unmasking", ["reason": "call back"])
                return try await outcome(id, answer.text, answer.status, scene)
            },
            program: .tries { scene, person, turn in
                let id = try await scene.contact(turn)
                let answer = try await scene.program(person).send(
                    .post, "/api/v1/contacts/\(id)/unmasking", json: #"{"reason":"call back"}"#)
                return try await outcome(id, answer.text, answer.status, scene)
            })
    }

    private static let hold = Deed(
        "Evidence pack, unmask", "hold a transaction", "--YYY--",
        page: .tries { scene, person, turn in
            let sale = try await scene.sale("58.00", turn)
            let answer = try await scene.browser(person).post(
                "/evidence/holds", ["transaction": sale, "reason": "court"])
            return answer.status == 303
        },
        program: .tries { scene, person, turn in
            let sale = try await scene.sale("58.00", turn)
            let answer = try await scene.program(person).send(
                .post, "/api/v1/evidence/holds", json: #"{"transaction":"\#(sale)","reason":"court"}"#)
            return answer.status == 201
        })

    private static let terminal = Deed(
        "Devices, updates, settings diff", "bind a terminal", "-----YY",
        page: .tries { scene, person, turn in
            try await scene.browser(person).post("/terminals", ["terminal": "P000000\(turn)", "store": "N1"]).status
                == 303
        },
        program: .tries { scene, person, turn in
            let json = #"{"terminal":"Q000000\#(turn)","store":"N1"}"#
            return try await scene.program(person).send(.post, "/api/v1/terminals", json: json).status == 201
        })

    private static let printer = Deed(
        "Devices, updates, settings diff", "set a printer up", "-----YY",
        page: .tries { scene, person, turn in
            let fields = [
                "name": "page-\(turn)", "store": "N1", "address": "192.0.2.9:9100", "profile": "chinese",
                "ageLimit": "10",
            ]
            return try await scene.browser(person).post("/printers", fields).status == 303
        },
        program: .tries { scene, person, turn in
            let json = #"{"store":"N1","address":"192.0.2.9:9100"}"#
            return try await scene.program(person).send(.put, "/api/v1/printers/api-\(turn)", json: json).status == 200
        })

    private static let user = Deed(
        "Users, limits, retention, adapters", "add somebody", "-----Y-",
        page: .tries { scene, person, turn in
            let fields = [
                "name": "page\(turn)", "displayName": "P", "role": "auditor", "language": "en",
                "password": Stage.password, "passwordAgain": Stage.password,
            ]
            return try await scene.browser(person).post("/people", fields).status == 303
        },
        program: .tries { scene, person, turn in
            let json =
                #"{"name":"api\#(turn)","displayName":"A","role":"auditor","password":"\#(Stage.password)"}"#
            return try await scene.program(person).send(.post, "/api/v1/people", json: json).status == 201
        })

    /// With a second administrator nothing is in force before he agrees.
    private static func setting(_ name: String, _ key: String, _ value: String) -> Deed {
        @Sendable func isProposed(_ text: String, _ scene: Scene) async throws -> Bool {
            let book = try await scene.shop.rulesBook()
            #expect(book.version == 0 && book.rules == .standard)
            return book.proposals.contains { $0.reason == text }
        }
        return Deed(
            "Users, limits, retention, adapters", name, "-----Y-",
            page: .tries { scene, person, turn in
                _ = try await scene.browser(person).post(
                    "/settings/limits", [key: "\(value)\(turn)", "reason": "page \(turn)"])
                return try await isProposed("page \(turn)", scene)
            },
            program: .tries { scene, person, turn in
                let json = #"{"values":{"\#(key)":"\#(value)\#(turn)"},"reason":"program \#(turn)"}"#
                _ = try await scene.program(person).send(.put, "/api/v1/settings", json: json)
                return try await isProposed("program \(turn)", scene)
            })
    }
}
