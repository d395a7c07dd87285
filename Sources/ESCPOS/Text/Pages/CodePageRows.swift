// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Pages that the C library lacks, 16 characters a row, 80h first; U+FFFD stands where the page has no character.
///
/// CP720 equals Python's `cp720`, CP1098 equals ICU's `ibm-1098_P100-1995` less
/// its private-use tails; the tests look at some characters of each.
/// CP853 follows IBM's published chart and KATAKANA the vendor's chart: no second machine-readable table was at hand,
/// so these two are checked only for what must hold (every letter of ISO 8859-3, the order of JIS X 0201).
enum CodePageRows {
    static let own: [String: [[Unicode.Scalar]]] = [
        "CP720": rows(cp720), "CP853": rows(cp853), "CP1098": rows(cp1098), "KATAKANA": rows(katakana),
    ]

    private static func rows(_ text: [String]) -> [[Unicode.Scalar]] { text.map { Array($0.unicodeScalars) } }

    private static let cp720 = [
        "\u{FFFD}\u{FFFD}éâ\u{FFFD}à\u{FFFD}çêëèïî\u{FFFD}\u{FFFD}\u{FFFD}",
        "\u{FFFD}\u{651}\u{652}ô¤\u{640}ûù\u{621}\u{622}\u{623}\u{624}£\u{625}\u{626}\u{627}",
        "\u{628}\u{629}\u{62A}\u{62B}\u{62C}\u{62D}\u{62E}\u{62F}\u{630}\u{631}\u{632}\u{633}\u{634}\u{635}«»",
        "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐",
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧",
        "╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀",
        "\u{636}\u{637}\u{638}\u{639}\u{63A}\u{641}µ\u{642}\u{643}\u{644}\u{645}\u{646}\u{647}\u{648}\u{649}\u{64A}",
        "≡\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}≈°∙·√ⁿ²■\u{A0}",
    ]

    private static let cp853 = [
        "ÇüéâäàĉçêëèïîìÄĈ",
        "ÉċĊôöòûùİÖÜĝ£Ĝ×ĵ",
        "áíóúñÑĞğĤĥ\u{FFFD}½Ĵş«»",
        "░▒▓│┤ÁÂÀŞ╣║╗╝Żż┐",
        "└┴┬├─┼Ŝŝ╚╔╩╦╠═╬¤",
        "\u{FFFD}\u{FFFD}ÊËÈıÍÎÏ┘┌█▄\u{FFFD}Ì▀",
        "ÓßÔÒĠġµĦħÚÛÙŬŭ\u{FFFD}´",
        "\u{AD}\u{FFFD}ℓŉ˘§÷¸°¨˙\u{FFFD}³²■\u{A0}",
    ]

    private static let cp1098 = [
        "\u{FFFD}\u{FFFD}\u{60C}\u{61B}\u{61F}\u{64B}\u{FE81}\u{FE82}\u{FFFD}\u{FE8D}\u{FE8E}\u{FFFD}\u{FE80}\u{FE83}\u{FE84}\u{FFFD}",
        "\u{FE85}\u{FE8B}\u{FE8F}\u{FE91}\u{FB56}\u{FB58}\u{FE95}\u{FE97}\u{FE99}\u{FE9B}\u{FE9D}\u{FE9F}\u{FB7A}\u{FB7C}×\u{FEA1}",
        "\u{FEA3}\u{FEA5}\u{FEA7}\u{FEA9}\u{FEAB}\u{FEAD}\u{FEAF}\u{FB8A}\u{FEB1}\u{FEB3}\u{FEB5}\u{FEB7}\u{FEB9}\u{FEBB}«»",
        "░▒▓│┤\u{FEBD}\u{FEBF}\u{FEC1}\u{FEC3}╣║╗╝¤\u{FEC5}┐",
        "└┴┬├─┼\u{FEC7}\u{FEC9}╚╔╩╦╠═╬\u{FFFD}",
        "\u{FECA}\u{FECB}\u{FECC}\u{FECD}\u{FECE}\u{FECF}\u{FED0}\u{FED1}\u{FED3}┘┌█▄\u{FED5}\u{FED7}▀",
        "\u{FB8E}\u{FEDB}\u{FB92}\u{FB94}\u{FEDD}\u{FEDF}\u{FEE1}\u{FEE3}\u{FEE5}\u{FEE7}\u{FEED}\u{FEE9}\u{FEEB}\u{FEEC}\u{FBA4}\u{FBFC}",
        "\u{AD}\u{FBFD}\u{FBFE}\u{640}\u{6F0}\u{6F1}\u{6F2}\u{6F3}\u{6F4}\u{6F5}\u{6F6}\u{6F7}\u{6F8}\u{6F9}■\u{A0}",
    ]

    private static let katakana = [
        "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼",
        "┴┬┤├▔─│▕┌┐└┘╭╮╰╯",
        "\u{A0}｡｢｣､･ｦｧｨｩｪｫｬｭｮｯ",
        "ｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿ",
        "ﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏ",
        "ﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ",
        "═╞╪╡◢◣◥◤♠♥♦♣●○╱╲",
        "╳円年月日時分秒〒市区町村人▒\u{FFFD}",
    ]
}
