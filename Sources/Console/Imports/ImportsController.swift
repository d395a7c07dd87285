// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store

/// `/imports`: files that were taken in, uploads on their way, and what became of each row.
enum ImportsController {
    static func route(_ gate: inout Gate) {
        gate.get("/imports", needs: .viewImports) { call in
            let page = ImportsPage(
                files: try await files(call, limit: 200),
                waiting: call.site.uploads.waiting.filter { mayLook(at: $0, call) }, mayImport: call.may(.importFiles),
                hasBills: try await !call.shop.billBooks(in: call.stores).isEmpty,
                missingBills: try await PrintAlert.bills(call), words: call.words, zone: try await call.site.zone())
            return try await call.render("imports/list", page, current: .imports)
        }
        gate.on(.post, "/imports", needs: .importFiles) { call in
            let files = try await UploadForm(call: call).receive()
            let ids = files.map { call.site.uploads.add($0, owner: call.person.name) }
            return .see(ids.count == 1 ? "/imports/\(ids[0])" : "/imports")
        }
        gate.get("/imports/{id}", needs: .viewImports) { call in
            let upload = try upload(call)
            if upload.phase == .done {
                return .see(upload.fileID.map { "/imports/files/\($0)?done=imported" } ?? "/imports?done=imported")
            }
            let page = UploadPage(upload: upload, words: call.words)
            return try await call.render("imports/upload", page, current: .imports)
        }
        gate.form("/imports/{id}/confirmation", needs: .importFiles) { call, _ in
            let upload = try upload(call)
            try call.site.uploads.confirm(upload.id)
            return .see("/imports/\(upload.id)")
        }
        gate.form("/imports/{id}/discard", needs: .importFiles) { call, _ in
            try call.site.uploads.discard(try upload(call).id)
            return .see("/imports?done=discarded")
        }
        gate.get("/imports/files/{id}", needs: .viewImports) { call in
            let file = try await file(call)
            let cursor = Query(call.visit.query)["cursor"]
            let rows = try await call.shop.quarantine(of: file.id, cursor: cursor, limit: 100)
            let page = FilePage(
                file: file, quarantine: rows, words: call.words, isFirstPage: cursor == nil,
                zone: try await call.site.zone())
            return try await call.render("imports/one", page, current: .imports)
        }
    }

    /// Uploads belong to who brought them; those who see all stores see all uploads.
    static func mayLook(at upload: UploadView, _ call: Call) -> Bool {
        upload.owner == call.person.name || call.stores == .all
    }

    /// A file may speak of any store, so whoever sees some stores only sees the files they brought.
    static func mayRead(_ file: FileRecord, _ call: Call) -> Bool {
        file.importedBy == call.person.name || call.stores == .all
    }

    static func upload(_ call: Call) throws -> UploadView {
        guard let upload = call.site.uploads.view(try call.parameters.require("id")), mayLook(at: upload, call)
        else { throw Refusal.notFound }
        return upload
    }

    static func files(_ call: Call, limit: Int) async throws -> [FileRecord] {
        try await call.shop.files(in: call.stores, limit: limit).filter { mayRead($0, call) }
    }

    static func file(_ call: Call) async throws -> FileRecord {
        guard let id = call.parameters.get("id").flatMap({ Int64($0) }) else { throw Refusal.notFound }
        let file = try await call.shop.file(id)
        guard mayRead(file, call) else { throw Refusal.notFound }
        return file
    }
}
