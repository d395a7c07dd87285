// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Receives the upload form: the token first, then files, each straight to disk.
struct UploadForm {
    let call: Call
    /// Makes a place on disk for the next file.
    let spool: () throws -> Spool
    /// A program proves itself by its bearer token, or by the token in a header, and sends none in the form.
    var isProgram = false

    init(call: Call, isProgram: Bool = false, spool: (() throws -> Spool)? = nil) {
        self.call = call
        self.isProgram = isProgram
        self.spool = spool ?? { try call.site.uploads.spool() }
    }

    static let fileCountMax = 20
    static let fieldByteCountMax = 4_096

    /// The files of the form, every one received whole.
    ///
    /// - Throws: a `Refusal`; then nothing is left on disk.
    func receive() async throws -> [Spooled] {
        if isProgram { try Gate.checkProgram(call) } else { try CrossSite.check(call.request) }
        let type = call.request.headers[.contentType] ?? ""
        guard let reader = MultipartReader(contentType: type) else { throw Refusal.unsupportedType }
        let most = call.site.options.maxUploadBytes
        if let declared = call.request.headers[.contentLength].flatMap({ Int64($0) }), declared > most {
            throw Refusal.tooLarge(byteCountMax: most)
        }
        var intake = Intake(reader: reader, call: call, makeSpool: spool, isTrusted: isProgram)
        do {
            for try await buffer in call.request.body { try intake.take(buffer.readableBytesView) }
            return try intake.finish()
        } catch {
            intake.discard()
            throw error
        }
    }

    /// The form while it arrives.
    private struct Intake {
        var reader: MultipartReader
        let call: Call
        let makeSpool: () throws -> Spool
        var isTrusted: Bool
        var files: [Spooled] = []
        var spool: Spool?
        var fileName = ""
        var field = ""
        var value: [UInt8] = []

        mutating func take(_ piece: some Collection<UInt8>) throws {
            for event in try reader.read(piece) {
                switch event {
                case .part(let name, let fileName): try begin(name, fileName)
                case .bytes(let bytes): try add(bytes)
                case .partEnd: try end()
                }
            }
        }

        private mutating func begin(_ name: String, _ fileName: String?) throws {
            field = name
            guard let fileName else {
                value = []
                return
            }
            // The token stands before the first file, so that nothing of a stranger's is written.
            guard isTrusted else { throw Refusal.forgedForm }
            guard files.count < UploadForm.fileCountMax else { throw Refusal.malformed("too many files") }
            self.fileName = FileName.clean(fileName)
            spool = try makeSpool()
        }

        private mutating func add(_ bytes: [UInt8]) throws {
            if let spool {
                try spool.write(bytes)
            } else {
                value += bytes
                guard value.count <= UploadForm.fieldByteCountMax else {
                    throw Refusal.malformed("a field is too long")
                }
            }
        }

        private mutating func end() throws {
            if let done = spool {
                spool = nil
                if done.byteCount == 0 {
                    done.discard()
                } else {
                    files.append(try done.finish(fileName: fileName, field: field))
                }
            } else if field == CrossSite.field {
                let token = String(decoding: value, as: UTF8.self)
                guard CrossSite.isValid(token, for: call.visit.secret) else { throw Refusal.forgedForm }
                isTrusted = true
            }
        }

        func finish() throws -> [Spooled] {
            guard reader.isComplete else { throw Refusal.malformed("multipart: it ends too early") }
            guard isTrusted else { throw Refusal.forgedForm }
            guard !files.isEmpty else { throw Refusal.invalid("file: choose a file that is not empty") }
            return files
        }

        func discard() {
            spool?.discard()
            for file in files { try? FileManager.default.removeItem(atPath: file.path) }
        }
    }
}
