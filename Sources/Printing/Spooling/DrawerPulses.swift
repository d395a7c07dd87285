// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// The commands of a stream that open a cash drawer.
///
///     ESC p m t1 t2      DLE DC4 1 m t      Star: ESC BEL n1 n2, BEL, EM, SUB, FS
///
/// Found by framing the whole stream, so that the same bytes inside an image or a symbol stay what they are.
enum DrawerPulses {
    /// The stream without them, and how many there were.
    static func leftOut(of bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
        var decoder = StreamDecoder()
        var (kept, count) = ([UInt8](), 0)
        var isStar = false
        kept.reserveCapacity(bytes.count)
        let look = { (token: Token, body: ArraySlice<UInt8>) in
            if case .command(let command) = token.kind, command.meaning == .starDrawer { isStar = true }
            if opensDrawer(token, body, isStar: isStar) {
                count += 1
            } else {
                kept += body
            }
        }
        decoder.feed(bytes[...], look)
        decoder.finish(look)
        return (kept, count)
    }

    private static func opensDrawer(_ token: Token, _ body: ArraySlice<UInt8>, isStar: Bool) -> Bool {
        switch token.kind {
        case .command(let command):
            switch command.meaning {
            case .drawer, .starDrawer: true
            case .realTimeAction: body.dropFirst(2).first == 1
            default: false
            }
        // A lone bell fires the drawer of a Star printer that was told how long before.
        case .control(let byte): isStar && [0x07, 0x19, 0x1A, 0x1C].contains(byte)
        case .text, .unknown, .truncated: false
        }
    }
}
