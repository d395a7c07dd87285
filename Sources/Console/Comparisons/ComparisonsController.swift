// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// `/comparisons`: the file job on uploaded files, with its progress, a button to stop it, and its results.
enum ComparisonsController {
    static func route(_ gate: inout Gate) {
        gate.get("/comparisons", needs: .viewImports) { call in
            let all = call.site.comparisons.all.filter { mayLook(at: $0, call) }
            let page = ComparisonsPage(
                all, mayCompare: call.may(.importFiles),
                from: Viewpoint(
                    words: call.words, stores: [], zone: try await call.site.zone()))
            return try await call.render("comparisons/list", page, current: .imports)
        }
        gate.on(.post, "/comparisons", needs: .importFiles) { call in
            .see("/comparisons/\(try await take(UploadForm(call: call, spool: call.site.comparisons.spool), call))")
        }
        gate.get("/comparisons/{id}", needs: .viewImports) { call in
            let one = try comparison(call)
            let page = ComparisonPage(
                one, figures: call.site.comparisons.figures(of: one.id),
                results: call.site.comparisons.results(of: one.id),
                mayStop: call.may(.importFiles),
                from: Viewpoint(words: call.words, stores: [], zone: try await call.site.zone()))
            return try await call.render("comparisons/one", page, current: .imports)
        }
        gate.form("/comparisons/{id}/stop", needs: .importFiles) { call, _ in
            let one = try comparison(call)
            call.site.comparisons.stop(one.id)
            return .see("/comparisons/\(one.id)")
        }
        gate.form("/comparisons/{id}/removal", needs: .importFiles) { call, _ in
            try call.site.comparisons.remove(try comparison(call).id)
            return .see("/comparisons?done=comparison-removed")
        }
        gate.get("/comparisons/{id}/report", needs: .viewImports) { call in try report(call) }
        gate.get("/comparisons/{id}/files/{name}", needs: .viewImports) { call in try file(call) }
    }

    /// A comparison belongs to who asked for it: its files may speak of any store.
    static func mayLook(at one: Comparison, _ call: Call) -> Bool {
        one.about.owner == call.person.name || call.stores == .all
    }

    static func comparison(_ call: Call) throws -> Comparison {
        guard let one = call.site.comparisons[try call.parameters.require("id")], mayLook(at: one, call)
        else { throw Refusal.notFound }
        return one
    }

    /// Receives the files of a form, each in the field of its side.
    static func take(_ form: UploadForm, _ call: Call) async throws -> String {
        let received = try await form.receive()
        do {
            let files = try received.map { file in
                guard let side = Comparison.Side(rawValue: file.field) else {
                    throw Refusal.invalid("\(file.field): till, acquirer, bank, receipts, orders, tariff or calendar")
                }
                return (side: side, file: file)
            }
            for side in [Comparison.Side.till, .acquirer] where !files.contains(where: { $0.side == side }) {
                throw Refusal.invalid("\(side.rawValue): choose a file that is not empty")
            }
            return try call.site.comparisons.add(files, owner: call.person.name)
        } catch {
            for file in received { try? FileManager.default.removeItem(atPath: file.path) }
            throw error
        }
    }

    /// The report to be read at once. It styles itself, which no page of ours may, so it is shown without a script,
    /// a form or an origin.
    static func report(_ call: Call) throws -> Response {
        let one = try comparison(call)
        guard let path = call.site.comparisons.result("report.html", of: one.id) else { throw Refusal.notFound }
        return try sent(
            path,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentDisposition: "inline",
                .contentSecurityPolicy: SecurityHeaders.documentPolicy,
            ])
    }

    /// A result file to keep.
    static func file(_ call: Call) throws -> Response {
        let one = try comparison(call)
        let name = try call.parameters.require("name")
        guard let path = call.site.comparisons.result(name, of: one.id) else { throw Refusal.notFound }
        let type =
            switch name.split(separator: ".").last {
            case "csv": "text/csv; charset=utf-8"
            case "json": "application/json"
            default: "text/html; charset=utf-8"
            }
        return try sent(
            path,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(one.id)-\(name)\""])
    }

    /// Sends a file piece by piece.
    private static func sent(_ path: String, headers: HTTPFields) throws -> Response {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Refusal.notFound }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                defer { try? handle.close() }
                while let piece = try handle.read(upToCount: 256 << 10), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            })
    }
}
