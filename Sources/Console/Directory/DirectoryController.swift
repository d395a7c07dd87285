// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store

/// `/directory`: whom to call, with where each number comes from and when it was last checked.
enum DirectoryController {
    static func route(_ gate: inout Gate) {
        gate.get("/directory", needs: .viewDirectory) { call in try await show(nil, call) }
        gate.form("/directory", needs: .changeDirectory) { call, form in
            let numbers = (form["numbers"] ?? "").split(whereSeparator: { ",，;；、".contains($0) })
                .map { String($0.drop { $0 == " " }) }
            let name = form["name"] ?? ""
            let english = form["english"] ?? ""
            let source = form["source"] ?? ""
            guard !source.isEmpty, let kind = DirectoryEntry.Kind(rawValue: form["kind"] ?? ""),
                let entry = DirectoryEntry(
                    id: form["id"] ?? "", kind: kind, name: Bilingual(zh: name, en: english.isEmpty ? name : english),
                    numbers: numbers, source: Bilingual(zh: source, en: source),
                    standing: .checked(on: try await call.site.today(), by: call.person.name))
            else { return try await show(FormProblem("directory.invalid"), call) }
            try await call.shop.writeDirectory(entry, by: call.actor)
            return .see("/directory?done=directory-saved")
        }
        gate.form("/directory/:id/checked", needs: .changeDirectory) { call, _ in
            try await call.shop.writeDirectory(
                try await entry(call).checked(on: try await call.site.today(), by: call.person.name), by: call.actor)
            return .see("/directory?done=directory-checked")
        }
        gate.form("/directory/:id/remove", needs: .changeDirectory) { call, _ in
            try await call.shop.writeDirectory(try await entry(call).removed(), by: call.actor)
            return .see("/directory?done=directory-removed")
        }
    }

    private static func entry(_ call: Call) async throws -> DirectoryEntry {
        guard let id = call.parameters.get("id"), let entry = try await call.shop.directory()[id] else {
            throw Refusal.notFound
        }
        return entry
    }

    private static func show(_ problem: FormProblem?, _ call: Call) async throws -> Response {
        let page = DirectoryPage(
            try await call.shop.directory(), today: try await call.site.today(),
            mayChange: call.may(.changeDirectory), problem: problem, words: call.words)
        return try await call.render("directory/list", page, current: .directory, problem: problem)
    }
}
