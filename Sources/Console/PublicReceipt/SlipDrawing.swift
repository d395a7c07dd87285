// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS

/// Draws a slip with the house's renderer.
enum SlipDrawing {
    static func draw(
        _ bytes: [UInt8], _ profile: Profile, _ form: SlipPictures.Form, _ title: String
    ) throws -> [UInt8] {
        throw Refusal.busy("slips cannot be drawn in this version")
    }
}
