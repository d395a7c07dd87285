// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Foundation
import Hummingbird
import Printing
import Store
import Tender
import Testing

@testable import Console

@Suite struct OpenAPITests {
    @Test func `the document describes every route of the API and no other`() async throws {
        try await Stage.play { stage, client in
            let (router, _) = ConsoleApplication.router(for: stage.site)
            let routes = Set(
                router.routes.filter { "\($0.path)".hasPrefix("/api/v1") }.map { "\($0.method.rawValue) \($0.path)" })
            let document = try await Program(client: client, token: "").get("/api/openapi.json").json
            let paths = try #require(document["paths"] as? [String: [String: Any]])
            let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
            #expect(described == routes)
            #expect(routes.count >= 20)
        }
    }

    @Test func `every reference and every path parameter of the document exists`() async throws {
        try await Stage.play { _, client in
            let answer = try await Program(client: client, token: "").get("/api/openapi.json")
            let document = answer.json
            let components = try #require(document["components"] as? [String: Any])
            let schemas = try #require(components["schemas"] as? [String: Any])
            for match in answer.text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/) {
                #expect(schemas[String(match.output.1)] != nil, "\(match.output.1)")
            }
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            var ids: [String] = []
            for (path, methods) in paths {
                let names = Set(path.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) })
                for operation in methods.values {
                    let parameters = operation["parameters"] as? [[String: Any]] ?? []
                    let given = parameters.filter { $0["in"] as? String == "path" }.compactMap { $0["name"] as? String }
                    #expect(Set(given) == names, "\(path)")
                    ids.append(operation["operationId"] as? String ?? "")
                }
            }
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func `an independent validator accepts the document`() async throws {
        let pythons = [".venv/bin/python", "python3"]
        let python = pythons.first { Self.run($0, ["-c", "import openapi_spec_validator"]) == 0 }
        guard let python else { try Test.cancel("openapi-spec-validator is not installed") }
        try await Stage.play { stage, client in
            let answer = try await Program(client: client, token: "").get("/api/openapi.json")
            let file = "\(stage.options.dataDirectory)/openapi.json"
            try Data(answer.body).write(to: URL(filePath: file))
            #expect(Self.run(python, ["-m", "openapi_spec_validator", file]) == 0)
        }
    }

    private static func run(_ program: String, _ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return -1
        }
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func `real answers have the members their schema requires and no others`() async throws {
        try await Stage.play { stage, client in
            let id = try await stage.sell("58.00", store: "N1", reference: "900000000001", printed: false)
            try await stage.keepSlip()
            try await stage.shop.show(PrinterCondition(printer: "front-N1", changedAt: stage.clock.now()))
            try await Self.tryToPay(stage.shop)
            let program = try await Program.signedIn("admin", client)
            let document = try await program.get("/api/openapi.json").json
            let schemas = SchemaReader(document)
            let answers: [(String, String)] = [
                ("/api/v1/transactions", "Transaction"), ("/api/v1/findings", "FindingRow"),
                ("/api/v1/stores", "Store"), ("/api/v1/people", "Person"), ("/api/v1/receipts", "Receipt"),
                ("/api/v1/printers", "Printer"), ("/api/v1/attempts", "Attempt"),
            ]
            for (path, name) in answers {
                let items = try await program.get(path).items
                #expect(!items.isEmpty, "\(path)")
                for item in items { schemas.check(item, name, at: path) }
            }
            schemas.check(try await program.get("/api/v1/transactions/\(id)").json, "TransactionDetail", at: id)
            schemas.check(
                try await program.get("/api/v1/receipts/\(Stage.receipt)").json, "ReceiptDetail", at: "receipt")
            schemas.check(try await program.get("/api/v1/find?q=58").json, "FindAnswer", at: "find")
            schemas.check(try await program.get("/api/v1/days/2026-11-20").json, "Day", at: "day")
            schemas.check(try await program.get("/api/v1/session").json, "Session", at: "session")
            schemas.check(try await program.get("/api/v1/transactions/x").json, "Problem", at: "problem")
        }
    }
}

extension OpenAPITests {
    /// An attempt with an answer and steps.
    private static func tryToPay(_ shop: Shop) async throws {
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "N1", by: .system)
        let order = PaymentOrder(
            order: "R1", kind: .sale, amount: Money(minor: 5_800, currency: .cny), terminal: "T0000001", key: "k1")
        let route = PaymentRoute(link: .acquirer, ability: .acquirer, policy: RecoveryPolicy())
        _ = try await shop.begin(order, id: "A1", over: route, sends: true, in: .all, by: .system)
        try await shop.step("A1", TillStage.declined)
    }
}

/// Holds an answer against a schema of the document: required members, known members, and kinds.
private struct SchemaReader {
    private let schemas: [String: [String: Any]]

    init(_ document: [String: Any]) {
        let components = document["components"] as? [String: Any]
        schemas = components?["schemas"] as? [String: [String: Any]] ?? [:]
    }

    func check(_ value: Any, _ name: String, at place: String) { check(value, schemas[name] ?? [:], at: place) }

    private func check(_ value: Any, _ schema: [String: Any], at place: String) {
        if let reference = schema["$ref"] as? String {
            return check(value, schemas[String(reference.split(separator: "/").last ?? "")] ?? [:], at: place)
        }
        if let choices = schema["oneOf"] as? [[String: Any]] {
            if !(value is NSNull), let first = choices.first { check(value, first, at: place) }
            return
        }
        if let words = schema["enum"] as? [String] { #expect(words.contains(value as? String ?? ""), "\(place)") }
        switch schema["type"] as? String {
        case "object":
            guard let object = value as? [String: Any] else { return #expect(Bool(false), "\(place) is no object") }
            let properties = schema["properties"] as? [String: [String: Any]]
            for name in schema["required"] as? [String] ?? [] { #expect(object[name] != nil, "\(place).\(name)") }
            for (name, member) in object {
                guard let properties else { continue }
                guard let inner = properties[name] else { return #expect(Bool(false), "\(place).\(name) is unknown") }
                check(member, inner, at: "\(place).\(name)")
            }
        case "array":
            for element in value as? [Any] ?? [] {
                check(element, schema["items"] as? [String: Any] ?? [:], at: "\(place)[]")
            }
        case "string": #expect(value is String, "\(place)")
        case "integer": #expect(value is Int, "\(place)")
        default: break
        }
    }
}
