// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import HTTPTypes
import Hummingbird
import NIOCore
import Printing
import Store

/// A receipt as a file to keep or to hand over.
enum ReceiptFile {
    /// - Parameter ending: `png`, `pdf`, `txt` or `bin`.
    /// - Throws: `Refusal.notFound` for any other.
    static func response(_ ending: String, of detail: ReceiptDetail, _ call: Call) async throws -> Response {
        let record = detail.record
        let name = "receipt-\(record.id)"
        switch ending {
        case "txt":
            return file(Array(record.text.utf8), type: "text/plain; charset=utf-8", name: "\(name).txt")
        case "bin": return file(detail.bytes, type: "application/octet-stream", name: "\(name).bin", isKept: true)
        default:
            guard let form = SlipPictures.Form(rawValue: ending) else { throw Refusal.notFound }
            let bytes = try await call.site.pictures.picture(
                of: detail.bytes, digest: record.digest, profile: try await call.site.profile(of: record.printer),
                as: form, title: call.words.text("receipts.fileTitle", ["number": record.id.text]))
            return file(bytes, type: form.mediaType, name: "\(name).\(ending)")
        }
    }

    /// An address as a QR code, drawn like a slip with nothing else on it.
    static func code(_ address: String, _ call: Call) async throws -> Response {
        var slip = Encoder()
        slip.initialise()
        slip.align(.centre)
        try slip.qr(address, module: 8, correction: .medium)
        let bytes = try await call.site.pictures.picture(
            of: slip.bytes, digest: "code \(address)", profile: .narrow, as: .png, title: "")
        return file(bytes, type: "image/png", name: "code.png")
    }

    /// - Parameter isKept: whether a browser saves it instead of showing it.
    private static func file(_ bytes: [UInt8], type: String, name: String, isKept: Bool = false) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "\(isKept ? "attachment" : "inline"); filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
