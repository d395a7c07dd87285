// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

/// One command in the manual's spelling, and its bytes.
struct Probe: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let testDescription: String

    init(line: some StringProtocol) {
        let parts = line.split(separator: ": ", maxSplits: 1)
        name = String(parts[0])
        bytes = hex(parts[1])
        testDescription = String(line.prefix(60))
    }
}

enum ProbeList {
    static func read(_ text: String) -> [Probe] {
        text.split(whereSeparator: \.isNewline).map { Probe(line: $0) }
    }

    static let printer =
        read(realTime) + read(escape) + read(field) + read(group) + read(groupFunctions) + read(symbols)

    private static let realTime = """
        DLE EOT: 10 04 01
        DLE EOT: 10 04 02
        DLE EOT: 10 04 03
        DLE EOT: 10 04 04
        DLE EOT: 10 04 07 01
        DLE EOT: 10 04 07 02
        DLE EOT: 10 04 08 03
        DLE EOT: 10 04 12 01
        DLE ENQ: 10 05 00
        DLE ENQ: 10 05 01
        DLE ENQ: 10 05 02
        DLE DC4 <Function 1>: 10 14 01 00 01
        DLE DC4 <Function 1>: 10 14 01 01 08
        DLE DC4 <Function 2>: 10 14 02 01 08
        DLE DC4 <Function 3>: 10 14 03 00 00 00 01 00
        DLE DC4 <Function 7>: 10 14 07 01
        DLE DC4 <Function 8>: 10 14 08 01 03 14 01 06 02 08
        """

    private static let escape = """
        ESC FF: 1B 0C
        ESC SP: 1B 20 05
        ESC SP: 1B 20 FF
        ESC !: 1B 21 00
        ESC !: 1B 21 41
        ESC $: 1B 24 40 01
        ESC %: 1B 25 01
        ESC &: 1B 26 03 41 41 0C <36>
        ESC &: 1B 26 03 41 43 0C <36> 00 0A <30>
        ESC &: 1B 26 02 20 20 08 <16>
        ESC &: 1B 26 03 7E 7E 00
        ESC *: 1B 2A 00 00 00
        ESC *: 1B 2A 00 01 00 <1>
        ESC *: 1B 2A 00 FF 00 <255>
        ESC *: 1B 2A 01 00 01 <256>
        ESC *: 1B 2A 20 08 00 <24>
        ESC *: 1B 2A 21 40 02 <1728>
        ESC *: 1B 2A 21 FF FF <196605>
        ESC -: 1B 2D 31
        ESC 2: 1B 32
        ESC 3: 1B 33 41
        ESC <: 1B 3C
        ESC ?: 1B 3F 41
        ESC @: 1B 40
        ESC C: 1B 43 41
        ESC D: 1B 44 00
        ESC D: 1B 44 08 00
        ESC D: 1B 44 08 10 18 20 28 00
        ESC D: 1B 44 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10 11 12 13 14 15 16 17 18 19 1A 1B 1C 1D 1E 1F 20 00
        ESC E: 1B 45 01
        ESC F: 1B 46 41
        ESC G: 1B 47 01
        ESC J: 1B 4A 41
        ESC K: 1B 4B 30
        ESC L: 1B 4C
        ESC M: 1B 4D 30
        ESC M: 1B 4D 61
        ESC R: 1B 52 0F
        ESC R: 1B 52 42
        ESC S: 1B 53
        ESC T: 1B 54 33
        ESC U: 1B 55 01
        ESC V: 1B 56 31
        ESC W: 1B 57 00 00 00 00 41 42 43 44
        ESC \\: 1B 5C 41 42
        ESC a: 1B 61 31
        ESC c 0: 1B 63 30 41
        ESC c 1: 1B 63 31 41
        ESC c 3: 1B 63 33 41
        ESC c 4: 1B 63 34 41
        ESC c 5: 1B 63 35 41
        ESC d: 1B 64 41
        ESC e: 1B 65 02
        ESC f: 1B 66 41 40
        ESC i: 1B 69
        ESC m: 1B 6D
        ESC p: 1B 70 30 41 42
        ESC p: 1B 70 00 19 FA
        ESC q: 1B 71
        ESC r: 1B 72 31
        ESC t: 1B 74 41
        ESC t: 1B 74 FF
        ESC u: 1B 75 30
        ESC v: 1B 76
        ESC z: 1B 7A 41
        ESC o: 1B 6F
        ESC {: 1B 7B 41
        ESC ( A <Function 48>: 1B 28 41 04 00 30 31 01 0A
        ESC ( A <Function 97>: 1B 28 41 03 00 61 01 00
        ESC ( A <Function 97>: 1B 28 41 05 00 61 64 3F 41 41
        ESC ( A <Function 98>: 1B 28 41 07 00 62 30 01 64 FF 41 32
        ESC ( A <Function 99>: 1B 28 41 07 00 63 30 01 64 FF 41 32
        ESC ( Y: 1B 28 59 02 00 31 31
        ESC (: 1B 28 7A 03 00 41 42 43
        ESC 9: 1B 39 01
        ESC 4: 1B 34
        ESC 5: 1B 35
        """

    private static let field = """
        FS !: 1C 21 8C
        FS &: 1C 26
        FS -: 1C 2D 32
        FS .: 1C 2E
        FS 2: 1C 32 77 21 <72>
        FS 2: 1C 32 FE A1 <72>
        FS ?: 1C 3F 77 21
        FS C: 1C 43 31
        FS L: 1C 4C
        FS S: 1C 53 41 42
        FS W: 1C 57 41
        FS a 0: 1C 61 30 41
        FS a 1: 1C 61 31
        FS a 2: 1C 61 32
        FS b: 1C 62
        FS c: 1C 63
        FS g 1: 1C 67 31 00 41 42 00 00 05 00 <5>
        FS g 1: 1C 67 31 00 41 42 00 00 00 04 <1024>
        FS g 2: 1C 67 32 00 41 42 00 00 41 00
        FS p: 1C 70 41 30
        FS q: 1C 71 01 01 00 01 00 <8>
        FS q: 1C 71 02 02 00 01 00 <16> 01 00 03 00 <24>
        FS q: 1C 71 01 48 00 1B 00 <15552>
        FS ( A <Function 48>: 1C 28 41 02 00 30 31
        FS ( C <Function 48>: 1C 28 43 02 00 30 32
        FS ( C <Function 60>: 1C 28 43 03 00 3C 00 14
        FS ( E <Function 60>: 1C 28 45 06 00 3C 02 30 43 4C 52
        FS ( E <Function 61>: 1C 28 45 03 00 3D 02 31
        FS ( E <Function 62>: 1C 28 45 06 00 3E 02 41 42 30 41
        FS ( E <Function 63>: 1C 28 45 05 00 3F 02 41 42 30
        FS ( E <Function 64>: 1C 28 45 04 00 40 02 41 30
        FS ( E <Function 65>: 1C 28 45 04 00 41 02 31 31
        FS ( L <Function 33>: 1C 28 4C 08 00 21 30 3B 3B 3B 3B 3B 3B
        FS ( L <Function 34>: 1C 28 4C 02 00 22 40
        FS ( L <Function 48>: 1C 28 4C 02 00 30 30
        FS ( L <Function 65>: 1C 28 4C 02 00 41 31
        FS ( L <Function 66>: 1C 28 4C 02 00 42 31
        FS ( L <Function 67>: 1C 28 4C 02 00 43 32
        FS ( L <Function 80>: 1C 28 4C 02 00 50 39
        FS ( e <Function 51>: 1C 28 65 02 00 33 08
        FS ( f: 1C 28 66 04 00 00 41 30 31
        FS ( g <Function 32>: 1C 28 67 02 00 20 30
        FS ( g <Function 41>: 1C 28 67 05 00 29 41 42 43 44
        FS ( g <Function 57>: 1C 28 67 06 00 39 41 42 43 44 45
        FS (: 1C 28 7A 00 01 <256>
        """

    private static let group = """
        GS !: 1D 21 77
        GS $: 1D 24 41 42
        GS *: 1D 2A 01 01 <8>
        GS *: 1D 2A 48 18 <13824>
        GS *: 1D 2A FF FF <520200>
        GS /: 1D 2F 33
        GS :: 1D 3A
        GS B: 1D 42 31
        GS C 0: 1D 43 30 41 30
        GS C 1: 1D 43 31 41 42 43 44 45 46
        GS C 2: 1D 43 32 41 42
        GS C ;: 1D 43 3B 31 3B 39 39 39 3B 31 3B 31 3B 31 3B
        GS C ;: 1D 43 3B 3B 3B 3B 3B 3B
        GS C ;: 1D 43 3B 36 35 35 33 35 3B 36 35 35 33 35 3B 32 35 35 3B 32 35 35 3B 36 35 35 33 35 3B
        GS D: 1D 44 30 43 30 41 42 30 31 42 4D 46 00 00 00 <64>
        GS D: 1D 44 30 53 30 41 42 34 31 42 4D 00 01 00 00 <250>
        GS E: 1D 45 41
        GS H: 1D 48 32
        GS I: 1D 49 31
        GS I: 1D 49 42
        GS L: 1D 4C 41 42
        GS P: 1D 50 B4 B4
        GS Q 0: 1D 51 30 30 05 00 02 00 <10>
        GS T: 1D 54 31
        GS V: 1D 56 00
        GS V: 1D 56 30
        GS V: 1D 56 01
        GS V: 1D 56 31
        GS V: 1D 56 41 41
        GS V: 1D 56 42 00
        GS V: 1D 56 61 41
        GS V: 1D 56 62 41
        GS V: 1D 56 67 41
        GS V: 1D 56 68 41
        GS W: 1D 57 41 42
        GS \\: 1D 5C 41 42
        GS ^: 1D 5E 41 42 01
        GS a: 1D 61 FF
        GS b: 1D 62 31
        GS c: 1D 63
        GS f: 1D 66 61
        GS g 0: 1D 67 30 00 41 00
        GS g 2: 1D 67 32 00 41 00
        GS h: 1D 68 50
        GS j: 1D 6A 03
        GS k: 1D 6B 00 30 31 32 33 34 35 36 37 38 39 30 00
        GS k: 1D 6B 02 34 30 30 36 33 38 31 33 33 33 39 33 31 00
        GS k: 1D 6B 04 2A 41 42 43 2D 31 32 33 2A 00
        GS k: 1D 6B 06 41 34 30 31 35 36 42 00
        GS k: 1D 6B 41 0B 30 31 32 33 34 35 36 37 38 39 30
        GS k: 1D 6B 43 0D 30 31 32 33 34 35 36 37 38 39 30 31 32
        GS k: 1D 6B 48 01 41
        GS k: 1D 6B 49 0A 7B 42 4E 6F 2E 7B 43 0C 22 38
        GS k: 1D 6B 49 FF <255>
        GS k: 1D 6B 4A 04 41 42 43 44
        GS k: 1D 6B 4B 0D 30 31 32 33 34 35 36 37 38 39 30 31 32
        GS k: 1D 6B 4E 04 30 31 41 42
        GS k: 1D 6B 4F 05 41 42 43 44 45
        GS r: 1D 72 31
        GS v 0: 1D 76 30 00 01 00 01 00 <1>
        GS v 0: 1D 76 30 33 48 00 FF 00 <18360>
        GS v 0: 1D 76 30 00 00 01 00 01 <65536>
        GS v 0: 1D 76 30 00 00 00 00 00
        GS w: 1D 77 03
        GS z 0: 1D 7A 30 41 42
        """

    private static let groupFunctions = """
        GS ( A: 1D 28 41 02 00 00 02
        GS ( B: 1D 28 42 02 00 61 00
        GS ( C <Function 0>: 1D 28 43 05 00 00 30 00 41 42
        GS ( C <Function 1>: 1D 28 43 06 00 00 31 00 41 42 43
        GS ( C <Function 3>: 1D 28 43 03 00 00 33 00
        GS ( C <Function 6>: 1D 28 43 06 00 00 36 00 43 4C 52
        GS ( D <Function 20>: 1D 28 44 03 00 14 01 00
        GS ( D <Function 20>: 1D 28 44 05 00 14 01 00 02 00
        GS ( E <Function 1>: 1D 28 45 03 00 01 49 4E
        GS ( E <Function 2>: 1D 28 45 04 00 02 4F 55 54
        GS ( E <Function 3>: 1D 28 45 0A 00 03 01 30 30 30 30 30 30 30 30
        GS ( E <Function 5>: 1D 28 45 04 00 05 01 41 42
        GS ( E <Function 7>: 1D 28 45 04 00 07 0A 30 31
        GS ( E <Function 8>: 1D 28 45 07 00 08 02 41 41 08 41 42
        GS ( E <Function 10>: 1D 28 45 03 00 0A 80 FF
        GS ( E <Function 16>: 1D 28 45 02 00 10 01
        GS ( E <Function 48>: 1D 28 45 04 00 30 43 4C 52
        GS ( E <Function 99>: 1D 28 45 0E 00 63 01 00 41 01 00 41 02 00 41 03 00 41 41
        GS ( G <Function 32>: 1D 28 47 02 00 20 41
        GS ( G <Function 64>: 1D 28 47 09 00 40 41 42 00 01 00 30 00 00
        GS ( H <Function 48>: 1D 28 48 06 00 30 30 30 30 30 31
        GS ( H <Function 49>: 1D 28 48 03 00 31 30 32
        GS ( K <Function 48>: 1D 28 4B 02 00 30 31
        GS ( K <Function 49>: 1D 28 4B 02 00 31 80
        GS ( K <Function 50>: 1D 28 4B 02 00 32 31
        GS ( K <Function 97>: 1D 28 4B 02 00 61 02
        GS ( L <Function 48>: 1D 28 4C 02 00 30 00
        GS ( L <Function 49>: 1D 28 4C 04 00 30 31 32 32
        GS ( L <Function 50>: 1D 28 4C 02 00 30 32
        GS ( L <Function 64>: 1D 28 4C 04 00 30 40 4B 43
        GS ( L <Function 65>: 1D 28 4C 05 00 30 41 43 4C 52
        GS ( L <Function 67>: 1D 28 4C 0D 00 30 43 30 41 42 01 08 00 01 00 31 <1> 41
        GS ( L <Function 69>: 1D 28 4C 06 00 30 45 41 42 01 01
        GS ( L <Function 83>: 1D 28 4C 0C 00 30 53 30 41 42 01 08 00 01 00 31 <1>
        GS ( L <Function 85>: 1D 28 4C 06 00 30 55 41 42 01 01
        GS ( L <Function 112>: 1D 28 4C 12 00 30 70 30 01 01 31 40 00 01 00 <8>
        GS ( L <Function 112>: 1D 28 4C FF FF 30 70 30 01 01 31 40 00 FF 03 <65525>
        GS ( L <Function 113>: 1D 28 4C 0B 00 30 71 30 01 01 31 01 00 01 00 <1>
        GS 8 L <Function 112>: 1D 38 4C 0B 00 00 00 30 70 30 01 01 31 08 00 01 00 <1>
        GS 8 L <Function 112>: 1D 38 4C 0A 00 01 00 30 70 30 01 01 31 00 02 00 04 <65536>
        GS 8 L <Function 67>: 1D 38 4C 0C 00 00 00 30 43 30 41 42 01 08 00 01 00 31 <1>
        GS ( M <Function 1>: 1D 28 4D 02 00 31 31
        GS ( M <Function 2>: 1D 28 4D 02 00 02 31
        GS ( N <Function 48>: 1D 28 4E 02 00 30 31
        GS ( N <Function 50>: 1D 28 4E 03 00 32 31 31
        GS ( P <Function 48>: 1D 28 50 08 00 30 FF FF 41 42 00 00 01
        GS ( Q <Function 48>: 1D 28 51 0C 00 30 41 00 41 00 42 00 42 00 01 01 30
        GS ( Q <Function 51>: 1D 28 51 07 00 33 41 00 00 01 01 30
        GS ( z <Function 42>: 1D 28 7A 03 00 2A 3C 30
        GS ( z <Function 62>: 1D 28 7A 0C 00 3E 33 01 00 00 00 00 30 41 41 41 41
        GS (: 1D 28 58 00 00
        GS (: 1D 28 79 FF 00 <255>
        """

    private static let symbols = """
        GS ( k <Function 065>: 1D 28 6B 03 00 30 41 1E
        GS ( k <Function 066>: 1D 28 6B 03 00 30 42 41
        GS ( k <Function 069>: 1D 28 6B 04 00 30 45 30 30
        GS ( k <Function 070>: 1D 28 6B 03 00 30 46 01
        GS ( k <Function 080>: 1D 28 6B 08 00 30 50 30 41 42 43 44 45
        GS ( k <Function 081>: 1D 28 6B 03 00 30 51 30
        GS ( k <Function 082>: 1D 28 6B 03 00 30 52 30
        GS ( k <Function 165>: 1D 28 6B 04 00 31 41 32 00
        GS ( k <Function 167>: 1D 28 6B 03 00 31 43 08
        GS ( k <Function 169>: 1D 28 6B 03 00 31 45 31
        GS ( k <Function 180>: 1D 28 6B 04 00 31 50 30 41
        GS ( k <Function 180>: 1D 28 6B 03 01 31 50 30 <256>
        GS ( k <Function 180>: 1D 28 6B B4 1B 31 50 30 <7089>
        GS ( k <Function 181>: 1D 28 6B 03 00 31 51 30
        GS ( k <Function 182>: 1D 28 6B 03 00 31 52 30
        GS ( k <Function 265>: 1D 28 6B 03 00 32 41 34
        GS ( k <Function 280>: 1D 28 6B 04 00 32 50 30 41
        GS ( k <Function 281>: 1D 28 6B 03 00 32 51 30
        GS ( k <Function 367>: 1D 28 6B 03 00 33 43 02
        GS ( k <Function 371>: 1D 28 6B 04 00 33 47 6A 00
        GS ( k <Function 380>: 1D 28 6B 06 00 33 50 30 48 30 31
        GS ( k <Function 467>: 1D 28 6B 03 00 34 43 02
        GS ( k <Function 472>: 1D 28 6B 03 00 34 48 61
        GS ( k <Function 480>: 1D 28 6B 06 00 34 50 30 41 30 31
        GS ( k <Function 566>: 1D 28 6B 04 00 35 42 00 00
        GS ( k <Function 569>: 1D 28 6B 03 00 35 45 41
        GS ( k <Function 580>: 1D 28 6B 04 00 35 50 30 41
        GS ( k <Function 666>: 1D 28 6B 05 00 36 42 00 00 00
        GS ( k <Function 667>: 1D 28 6B 03 00 36 43 06
        GS ( k <Function 680>: 1D 28 6B 04 00 36 50 30 41
        GS ( k <Function 681>: 1D 28 6B 03 00 36 51 30
        """
}
