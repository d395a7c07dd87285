#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Every character of every code page that Python knows, read back with `counterfoil receipt decode`.

A stream selects the page by its printer's number (`ESC t n`) and prints 80h to FFh; the text must be Python's, character
for character. That a number means a page is the word of printers' manuals, not of Python. Pages and codecs may differ
where one leaves a place empty: those are counted, and listed with --verbose. Exits 1 where both have a character and
they differ.

    python3 Tests/Differential/code_pages.py --binary .build/debug/counterfoil
"""
import argparse
import subprocess
import sys
import tempfile

VENDOR = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 15: "iso8859_7",
    16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858", 20: "iso8859_11", 32: "cp720", 33: "cp775", 34: "cp855",
    35: "cp861", 36: "cp862", 37: "cp864", 38: "cp869", 39: "iso8859_2", 40: "iso8859_15", 44: "cp1125", 45: "cp1250",
    46: "cp1251", 47: "cp1253", 48: "cp1254", 49: "cp1255", 50: "cp1256", 51: "cp1257", 52: "cp1258", 53: "kz1048",
}
CLONE = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 6: "cp1251", 16: "cp1252", 17: "cp866", 18: "cp852",
    19: "cp858", 25: "cp1257", 28: "cp864", 32: "cp1255", 50: "cp437", 52: "cp437", 53: "cp858", 54: "cp852",
    55: "cp860", 56: "cp861", 57: "cp863", 58: "cp865", 59: "cp866", 60: "cp855", 61: "cp857", 62: "cp862",
    63: "cp864", 64: "cp737", 66: "cp869", 70: "iso8859_11", 71: "cp1252", 72: "cp1250", 73: "cp1251", 90: "cp1253",
    91: "cp1254", 92: "cp1256", 93: "cp720", 94: "cp1258", 95: "cp775", 255: "iso8859_11",
}


def katakana(byte):
    """The half-width half of JIS X 0201; the frames around it are the vendor's own."""
    return bytes([byte]).decode("shift_jis") if 0xA1 <= byte <= 0xDF else None


def python(codec, byte):
    if codec == "katakana":
        return katakana(byte)
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return None


def ours(binary, profile, number):
    """Our character for each byte, or None where the page has none."""
    stream = b"\x1b@\x1c."
    for byte in range(0x80, 0x100):
        # Plain words around it, so that nothing has to be guessed.
        stream += bytes([0x1B, 0x74, number]) + b"<" + bytes([byte]) + b">\n"
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(stream)
        file.flush()
        result = subprocess.run([binary, "receipt", "decode", "--profile", profile, file.name],
                                capture_output=True, check=False)
    lines = result.stdout.decode().split("\n")[:128]
    if len(lines) < 128:
        raise SystemExit(f"{profile} {number}: {len(lines)} lines: {result.stderr.decode()}")
    found = [line[1:line.rindex(">")] for line in lines]
    return [None if text in ("", "\ufffd") else text for text in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    equal, different, one_sided = 0, [], []
    for profile, table in (("standard", VENDOR | {1: "katakana"}), ("chinese", CLONE | {1: "katakana", 51: "katakana"})):
        for number, codec in sorted(table.items()):
            for byte, mine in zip(range(0x80, 0x100), ours(options.binary, profile, number)):
                theirs = python(codec, byte)
                # Controls of ISO 8859 (80h to 9Fh) and private characters print nothing.
                if theirs is not None and (0x80 <= ord(theirs) < 0xA0 or 0xE000 <= ord(theirs) < 0xF900):
                    theirs = None
                if mine == theirs or (theirs == "\xa0" and mine == " "):
                    equal += mine is not None
                elif mine is None or theirs is None:
                    one_sided.append((profile, number, codec, byte, mine, theirs))
                else:
                    different.append((profile, number, codec, byte, mine, theirs))
    print(f"{equal} characters equal, {len(one_sided)} that only one side has, {len(different)} different")
    for row in different + (one_sided if options.verbose else []):
        print("  %s ESC t %d (%s) %02Xh: %r here, %r there" % row)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
