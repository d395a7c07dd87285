// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// How exports write what was paid with: `中国银行信用卡(1875)`, `零钱`, `微信-招商银行信用卡`.
struct PayMethod {
    let name: String
    let card: MaskedPAN?

    init(_ text: String) {
        let scrubbed = CardScrubber.scrub(text)
        guard let open = scrubbed.lastIndex(where: { $0 == "(" || $0 == "（" }),
            scrubbed.last == ")" || scrubbed.last == "）"
        else {
            name = scrubbed
            card = nil
            return
        }
        let inside = scrubbed[scrubbed.index(after: open)...].dropLast()
        card = MaskedPAN(last4: String(inside))
        name = card == nil && !inside.isEmpty ? scrubbed : String(scrubbed[..<open])
    }
}
