// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Displays, other makers, Star.
extension ProbeList {
    static let display = read(
        """
        ESC % (display): 1B 25 01
        ESC & (display): 1B 26 01 41 41 05 <5>
        ESC ? (display): 1B 3F 41
        ESC @ (display): 1B 40
        ESC R (display): 1B 52 0F
        ESC t (display): 1B 74 41
        ESC W (display): 1B 57 01 00
        ESC W (display): 1B 57 04 30
        ESC W (display): 1B 57 01 01 01 01 14 02
        ESC W (display): 1B 57 02 31 01 01 14 02
        US MD1: 1F 01
        US MD2: 1F 02
        US MD3: 1F 03
        US LF: 1F 0A
        US CR: 1F 0D
        US #: 1F 23 31 14
        US $: 1F 24 14 02
        US ,: 1F 2C 41
        US .: 1F 2E 41
        US :: 1F 3A
        US ;: 1F 3B 41
        US @: 1F 40
        US B: 1F 42
        US C: 1F 43 31
        US E: 1F 45 41
        US T: 1F 54 17 3B
        US U: 1F 55
        US X: 1F 58 04
        US ^: 1F 5E 41 42
        US r: 1F 72 31
        US v: 1F 76 31
        US ( A: 1F 28 41 03 00 30 31 41
        US ( E <Function 1>: 1F 28 45 03 00 01 49 4E
        US ( E <Function 3>: 1F 28 45 0A 00 03 09 30 30 30 30 30 30 30 30
        US ( G <Function 96>: 1F 28 47 02 00 60 31
        US ( G <Function 97>: 1F 28 47 02 00 61 31
        """)

    static let chinese = read(
        """
        ESC B: 1B 42 03 41
        ESC C (buzzer): 1B 43 01 41 42
        ESC Z: 1B 5A 00 00 06 05 00 <5>
        FS SO: 1C 0E
        FS SI: 1C 0F
        FS DC4: 1C 14
        FS I: 1C 49 41
        FS J: 1C 4A
        FS K: 1C 4B
        FS }: 1C 7D 60 41
        ESC 9: 1B 39 03
        DC2 #: 12 23 41
        GS k: 1D 6B 08 7B 42 41 42 43 00
        """)

    static let module = read(
        """
        DC2 #: 12 23 41
        DC2 *: 12 2A 02 30 <96>
        DC2 A: 12 41 41
        DC2 E: 12 45 41
        DC2 T: 12 54
        DC2 V: 12 56 02 00 <96>
        DC2 v: 12 76 01 00 <48>
        DC2 q: 12 71 41
        ESC 7: 1B 37 07 50 41
        """)

    static let star = read(
        """
        Star ESC SP: 1B 20 03
        Star ESC E: 1B 45
        Star ESC F: 1B 46
        Star ESC -: 1B 2D 31
        Star ESC 4: 1B 34
        Star ESC 5: 1B 35
        Star ESC R: 1B 52 41
        Star ESC W: 1B 57 31
        Star ESC h: 1B 68 31
        Star ESC i: 1B 69 31 31
        Star ESC a: 1B 61 41
        Star ESC d: 1B 64 33
        Star ESC p: 1B 70
        Star ESC q: 1B 71
        Star ESC s: 1B 73 41 42
        Star ESC z: 1B 7A 31
        Star ESC 0: 1B 30
        Star ESC J: 1B 4A 41
        Star ESC D: 1B 44 08 10 00
        Star ESC B: 1B 42 08 10 00
        Star ESC C: 1B 43 41
        Star ESC C: 1B 43 00 41
        Star ESC GS a: 1B 1D 61 31
        Star ESC GS t: 1B 1D 74 41
        Star ESC GS A: 1B 1D 41 41 42
        Star ESC GS R: 1B 1D 52 41 42
        Star ESC GS P 0: 1B 1D 50 30
        Star ESC GS P 3: 1B 1D 50 33 41 42 43 44 45 46 47 48
        Star ESC RS F: 1B 1E 46 41
        Star ESC RS a: 1B 1E 61 41
        Star ESC RS: 1B 1E 64 31
        Star ESC K: 1B 4B 05 00 <5>
        Star ESC L: 1B 4C 00 01 <256>
        Star ESC X: 1B 58 05 00 <15>
        Star ESC k: 1B 6B 03 00 <72>
        Star ESC ^: 1B 5E 00 03 00 <6>
        Star ESC GS S: 1B 1D 53 01 02 00 03 00 01 <6>
        Star ESC GS S: 1B 1D 53 01 02 00 03 00 02 <12>
        Star ESC b: 1B 62 36 32 32 50 41 42 43 1E
        Star ESC GS y S: 1B 1D 79 53 30 32
        Star ESC GS y S: 1B 1D 79 53 32 08
        Star ESC GS y D 1: 1B 1D 79 44 31 00 05 00 <5>
        Star ESC GS y D 2: 1B 1D 79 44 32 00 02 00 02 00 <2> 00 01 00 <1>
        Star ESC GS y P: 1B 1D 79 50
        Star ESC GS y I: 1B 1D 79 49
        Star ESC GS x S 0: 1B 1D 78 53 30 00 41 42
        Star ESC GS x S: 1B 1D 78 53 31 41
        Star ESC GS x D: 1B 1D 78 44 05 00 <5>
        Star ESC GS x P: 1B 1D 78 50
        Star ESC ACK: 1B 06 01
        Star ESC BEL: 1B 07 41 42
        Star ESC FS p: 1B 1C 70 41 31
        Star ESC FS q: 1B 1C 71 01 01 00 01 00 <8>
        Star ESC ?: 1B 3F 0A 00
        Star ESC #: 1B 23 2A 0A 00
        Star ESC GS #: 1B 1D 23 2B 31 30 30 30 30 0A 00
        Star ESC GS ETX: 1B 1D 03 03 00 00
        Star ESC GS ): 1B 1D 29 55 02 00 30 31
        Star ESC FF: 1B 0C 00
        Star ESC * r R: 1B 2A 72 52
        Star ESC * r: 1B 2A 72 50 30 00
        Star ESC * r: 1B 2A 72 6D 6C 31 32 00
        """)
}
