// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS
internal import Evidence
internal import Printing
internal import Rendering
internal import Store
internal import Synchronization

/// A receipt in a pack: exactly its bytes, its text, its picture.
struct PackSlip {
    let parts: [PackPart]
    /// Empty when it could not be drawn; the bytes are there all the same.
    let png: [UInt8]
    let caption: String

    private static let renderer = Mutex<ReceiptRenderer?>(nil)

    /// - Parameter time: when it was captured, RFC 3339.
    init(_ receipt: ReceiptDetail, time: String) {
        let record = receipt.record
        let name = "receipts/\(record.id.text)"
        png = Self.draw(receipt.bytes)
        caption = "\(record.id.text) · \(time) · SHA-256 \(record.digest)"
        let origin = "printer stream, \(record.printer)"
        var parts = [
            PackPart(name: "\(name).bin", bytes: receipt.bytes, origin: origin, capturedAt: time, by: record.printer),
            PackPart(
                name: "\(name).txt", text: record.text, origin: "read from \(name).bin", capturedAt: time,
                by: record.printer),
        ]
        if !png.isEmpty {
            parts.append(
                PackPart(
                    name: "\(name).png", bytes: png, origin: "drawn from \(name).bin", capturedAt: time,
                    by: record.printer))
        }
        self.parts = parts
    }

    /// Fonts are loaded once for all packs.
    private static func draw(_ bytes: [UInt8]) -> [UInt8] {
        let drawing = renderer.withLock { kept -> ReceiptRenderer? in
            if kept == nil { kept = try? ReceiptRenderer() }
            return kept
        }
        let printout = Printout.read(bytes, profile: Profile.standard.recognising(bytes[...]))
        return (try? drawing?.png(printout)) ?? []
    }
}
