// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// The matrix of roles, cell by cell, through the page and through the program's door, on a real shop.
@Suite struct RoleMatrixTests {
    static let deeds = Deed.counter + Deed.money + Deed.office

    @Test func `every row of the matrix has deeds, and every cell its letter`() {
        let acts = Set(RoleMatrix.rows.map(\.act))
        #expect(RoleMatrix.rows.count == 12 && RoleMatrix.rows.allSatisfy { $0.cells.count == 7 })
        #expect(acts == Set(Self.deeds.map(\.act)))
        for deed in Self.deeds {
            #expect(deed.cells.count == 7 && deed.cells.allSatisfy { "Yo-".contains($0) }, "\(deed)")
            #expect(!deed.cells.contains("o") || RoleMatrix.departures.contains(deed.act), "\(deed)")
        }
        for part in RoleMatrix.absent { #expect(acts.contains(part.act) && !part.why.isEmpty, "\(part)") }
    }

    @Test func `a role that the reference gives nothing in a row gets nothing done there`() throws {
        for row in RoleMatrix.rows {
            for (index, cell) in row.cells.enumerated() where cell == "–" {
                for deed in Self.deeds where deed.act == row.act {
                    let letter = Array(deed.cells)[index]
                    // Beyond the row: the owner who is the administrator, and looking.
                    let isKnown = letter == "o" || RoleMatrix.looking.contains(deed.name)
                    #expect(letter == "-" || isKnown, "\(deed) \(RoleMatrix.people[index])")
                }
            }
        }
    }

    @Test(arguments: deeds)
    func `a cell allows or refuses as it says, by page and by program`(_ deed: Deed) async throws {
        try await Stage.play(desk: RecordingDesk()) { stage, client in
            _ = try await stage.shop.addPerson(
                name: "admin2", displayName: "Second", role: .administrator, stores: [], language: "en",
                password: Stage.password, by: .system)
            for (turn, (person, cell)) in zip(RoleMatrix.people, deed.cells).enumerated() {
                for (door, name) in [(deed.page, "page"), (deed.program, "program")] {
                    guard case .tries(let attempt) = door else { continue }
                    let scene = Scene(stage: stage, client: client, door: name == "page" ? 1 : 2)
                    let isDone = try await attempt(scene, person, turn)
                    #expect(isDone == (cell != "-"), "\(deed) by \(name): \(person)")
                }
            }
        }
    }

    @Test func `two people of finance release what a manager asked for late, and neither is the other`() async throws {
        try await Stage.play { stage, client in
            _ = try await stage.shop.addPerson(
                name: "finance2", displayName: "Second", role: .finance, stores: [], language: "en",
                password: Stage.password, by: .system)
            let scene = Scene(stage: stage, client: client, door: 1)
            let id = try await scene.request("10.00", 1, daysAgo: 200, as: .manager)
            let number = try #require(RefundID(id))
            let first = try await scene.browser("finance")
            for _ in 0..<2 { _ = try await first.post("/refunds/\(id)/approval", ["confirm": "10.00"]) }
            #expect(try await stage.shop.refund(number, in: .all).record.file.isWaiting)
            let program = try await scene.program("finance")
            _ = try await program.send(
                .post, "/api/v1/refunds/\(id)/answers", json: #"{"answer":"succeeded","reference":"R1"}"#)
            #expect(try await stage.shop.refund(number, in: .all).record.file.state == .requested)
            let second = try await scene.browser("finance2")
            #expect(try await second.post("/refunds/\(id)/approval", ["confirm": "10.00"]).status == 303)
            let file = try await stage.shop.refund(number, in: .all).record.file
            #expect(!file.isWaiting && file.approvals == ["finance", "finance2"])
        }
    }
}
