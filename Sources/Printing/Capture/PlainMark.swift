// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// A copy of foreign bytes that says it is one, in letters every printer has. The shop's own mark, with time and
/// person, is made elsewhere; this one serves where the proxy runs alone.
///
///     ESC @ · ** DUPLICATE n ** LF │ the first print, without drawer kicks and questions │ … in front of each cut too
public enum PlainMark {
    /// - Parameter number: of the copy; the first print is 1.
    public static func copy(of bytes: [UInt8], number: Int) -> [UInt8] {
        let mark: [UInt8] = [0x0A] + Array("** DUPLICATE \(max(2, number)) **".utf8) + [0x0A]
        var out: [UInt8] = [0x1B, 0x40] + mark
        var isMarked = false
        var decoder = StreamDecoder()
        let take = { (token: Token, bytes: ArraySlice<UInt8>) in
            guard token.length == bytes.count, !isReplayForbidden(token) else { return }
            if TokenSort(token) == .cut {
                out += [0x1B, 0x40] + mark
                isMarked = true
            } else if TokenSort(token) == .print {
                isMarked = false
            }
            out += bytes
        }
        decoder.feed(bytes[...], take)
        decoder.finish { token, bytes in
            if case .truncated = token.kind { return }
            take(token, bytes)
        }
        if !isMarked { out += [0x1B, 0x40] + mark }
        return out
    }

    /// Drawer kicks and real-time commands belong to the moment of the first print.
    private static func isReplayForbidden(_ token: Token) -> Bool {
        guard case .command(let command) = token.kind else { return false }
        switch command.meaning {
        case .drawer, .starDrawer, .realTimeAction, .realTimeRequest, .realTimeStatus, .automaticStatus,
            .transmitStatus, .transmitIdentity, .response, .paperStatus, .drawerStatus, .starStatus:
            return true
        default: return false
        }
    }
}
