// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Receipts
import Rendering
import Store
import Synchronization

/// Draws the lines of composed slips that a printer lacks characters for. Fonts are loaded at the first such line;
/// where none is installed the characters stay replaced, and `doctor` says so.
final class SlipPen: SlipDots {
    private let renderer = Mutex<ReceiptRenderer?>(nil)

    func band(_ text: String, isBold: Bool) -> Bitmap? {
        let drawing = renderer.withLock { kept -> ReceiptRenderer? in
            if kept == nil { kept = try? ReceiptRenderer() }
            return kept
        }
        return drawing?.band(text, isBold: isBold)
    }
}

extension ShopOptions {
    /// For a shop in which slips are composed.
    static var composing: ShopOptions {
        var options = ShopOptions()
        options.slipDots = SlipPen()
        return options
    }
}
