// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Rendering
import Synchronization

/// Draws a slip with the house's renderer. Fonts are looked for once, and again while there are none.
enum SlipDrawing {
    private static let known = Mutex<ReceiptRenderer?>(nil)

    /// - Throws: `Refusal.busy` that says why, when fonts are missing or the slip is too long for the form.
    static func draw(
        _ bytes: [UInt8], _ profile: Profile, _ form: SlipPictures.Form, _ title: String
    ) throws -> [UInt8] {
        do throws(RenderingError) {
            let renderer = try renderer()
            let printout = Printout.read(bytes, profile: profile)
            return switch form {
            case .png: try renderer.png(printout)
            case .pdf: try renderer.pdf(printout, title: title)
            }
        } catch {
            throw Refusal.busy(error.description)
        }
    }

    private static func renderer() throws(RenderingError) -> ReceiptRenderer {
        if let renderer = known.withLock({ $0 }) { return renderer }
        let renderer = try ReceiptRenderer()
        known.withLock { $0 = renderer }
        return renderer
    }
}
