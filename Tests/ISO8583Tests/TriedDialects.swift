// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583

extension MessageMaker {
    /// Small messages, every fourth length at its limits.
    init(seed: UInt64) { self.init(seed: seed, fallback: Message.echo.type, spread: 4, rarity: 4) }
}

extension Dialect {
    /// The built-in dialects and some that no host speaks, so that every row of the layout table is walked.
    static let tried: [Dialect] = builtIn + odd

    private static let odd: [Dialect] = [
        """
        dialect ebcdic
        type ebcdic
        bitmap binary most=3
        field 2 n ..19 ebcdic length=ebcdic2
        field 35 z ..37 ebcdic length=ebcdic2
        field 41 ans 8 ebcdic pad=blanks
        field 28 x+n 9 ebcdic
        field 52 b 8 hex
        field 70 n 3 ebcdic pad=zeros
        field 130 ans ..999 ascii length=ascii4
        field 192 b ..40 binary length=binary1
        """,
        """
        dialect octets
        type ascii
        bitmap hex most=3 third=field65
        text wide
        field 2 n ..18 bcd length=bcd2 counts=octets
        field 3 n 5 bcd odd=rightF
        field 4 n 11 bcd odd=right0
        field 35 z ..37 bcd length=binary2 odd=rightF
        field 48 b ..300 hex length=ascii3 counts=octets
        field 55 b ..999 binary length=binary3
        field 64 n 7 bcd
        field 66 a 5 ascii pad=blanks
        field 129 an ..9 ascii length=ascii1
        field 140 ns 7 ascii
        """,
        """
        dialect both-bitmaps
        type bcd
        bitmap binary most=2 least=2
        field 3 n 6 bcd
        field 11 n 6 bcd
        field 100 n ..11 bcd length=bcd2
        """,
    ].compactMap { try? Dialect(file: $0) }
}

extension Message {
    /// An echo, for where any message does.
    static let echo: Message = {
        guard let type = MessageType(digits: 0x0800) else { preconditionFailure("0800 is a type") }
        return Message(type)
    }()
}
