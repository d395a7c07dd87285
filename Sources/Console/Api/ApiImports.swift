// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// `/api/v1/imports`: a program gives a file as it is; it is recognised and taken in without asking.
enum ApiImports {
    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/imports", needs: .viewImports,
            Operation(
                "listImports", "Files that were taken in, newest first", answer: Operation.page(of: "File"))
        ) { call in
            let clock = try await Clockwork(call.site)
            let files = try await ImportsController.files(call, limit: 500)
            return .json(ShopShape.list(files.map { ShopShape.file($0, clock: clock) }, next: nil))
        }
        gate.on(.post, "/api/v1/imports", needs: .importFiles) { call in
            try Gate.checkProgram(call)
            let file = try await receive(call)
            let once: Response
            do {
                once = try await Once(call, path: "/api/v1/imports", digest: file.digest).answer {
                    let id = call.site.uploads.add(file, owner: call.person.name, isConfirmed: true)
                    guard let upload = call.site.uploads.view(id) else { throw Refusal.notFound }
                    return (.accepted, shape(upload))
                }
            } catch {
                try? FileManager.default.removeItem(atPath: file.path)
                throw error
            }
            return once
        }
        gate.describe(give.idempotent)
        gate.api("/api/v1/imports/{id}", needs: .viewImports, one) { call in
            let upload = try ImportsController.upload(call)
            return .json(shape(upload))
        }
        gate.api(
            "/api/v1/files/{id}", needs: .viewImports,
            Operation(
                "getFile", "A file that was taken in, and what became of its rows",
                parameters: [.path("id", "Number of the file.")], answer: .json(Schemas.reference("File")),
                problems: [404])
        ) { call in
            .json(ShopShape.file(try await ImportsController.file(call), clock: try await Clockwork(call.site)))
        }
    }

    private static func receive(_ call: Call) async throws -> Spooled {
        let most = call.site.options.maxUploadBytes
        if let declared = call.request.headers[.contentLength].flatMap({ Int64($0) }), declared > most {
            throw Refusal.tooLarge(byteCountMax: most)
        }
        guard let name = Query(call.visit.query)["name"] else { throw Refusal.malformed("name is missing") }
        let spool = try call.site.uploads.spool()
        do {
            for try await buffer in call.request.body { try spool.write(Data(buffer.readableBytesView)) }
            guard spool.byteCount > 0 else { throw Refusal.invalid("the file is empty") }
            return try spool.finish(fileName: FileName.clean(name))
        } catch {
            spool.discard()
            throw error
        }
    }

    private static func shape(_ upload: UploadView) -> JSON {
        .object([
            ("id", .text(upload.id)), ("name", .text(upload.fileName)), ("state", .text(upload.phase.rawValue)),
            ("percent", .integer(Int64(upload.percent))), ("format", .text(upload.format)),
            ("rowCount", .integer(upload.rowCount)), ("quarantinedCount", .integer(upload.quarantinedCount)),
            ("problem", upload.problem.map { JSON($0) } ?? .null),
            ("file", JSON(upload.fileID.map { String($0) })),
        ])
    }

    private static let give = Operation(
        "importFile", "Give a file; watch its progress under the id of the answer",
        parameters: [
            Operation.Parameter(
                name: "name", place: "query", isRequired: true, schema: ["type": "string"],
                summary: "The file's name.")
        ],
        body: Operation.Content(
            type: "application/octet-stream", schema: ["type": "string", "format": "binary"]),
        status: 202, answer: .json(Schemas.reference("Import")), problems: [413, 422, 503])

    private static let one = Operation(
        "getImport", "How far an import is; `file` names the result",
        parameters: [.path("id", "As the answer to the import names it.")],
        answer: .json(Schemas.reference("Import")), problems: [404])
}
