// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The papers with which somebody checks a pack without us.
public enum VerifyScript {
    /// Name of the part with the script.
    public static let fileName = "verify.sh"
    /// Name of the part with the instructions.
    public static let instructionsName = "VERIFY.txt"

    /// How to check a pack, in both languages.
    public static let instructions = """
        验证方法（不需要本软件，也不需要联网）
        1. 取出本包中的 verify.sh；需要 sh、python3、sha256sum、openssl 3（常见的 Linux 都有）。
        2. 运行：  sh verify.sh 证据包.zip
        3. 显示 VERIFIED 且退出码为 0：整个压缩包的每一个字节都和制作时一样。否则退出码为 4，并写明哪一部分不对。
        4. 把显示的公钥和商户公布的公钥核对：证明确实出自该商户。

        How to verify (without this software, without a network)
        1. Take verify.sh out of this pack; it needs sh, python3, sha256sum and openssl 3, as most Linux systems have.
        2. Run:  sh verify.sh PACK.zip
        3. VERIFIED and exit code 0: every byte of the archive is as it was made. Otherwise exit code 4, and which part.
        4. Compare the public key shown with the one the merchant publishes: that shows who made it.

        What is checked: the archive in its one form; manifest.json names every part with size and SHA-256;
        manifest.sig is an Ed25519 signature (C2SP signed note) over the manifest's SHA-256;
        journal/checkpoint.txt is a signed checkpoint of the merchant's append-only journal (RFC 6962);
        journal/proofs.json shows that each record is in it. A record without a file is shown by its hash alone.

        """

    /// A POSIX shell script; exit code 0 verified, 4 not, 5 a tool is missing.
    public static let text = #"""
        #!/bin/sh
        # Checks an evidence pack of Counterfoil offline.  Usage: sh verify.sh PACK.zip
        set -u
        [ $# -eq 1 ] || { echo "usage: sh verify.sh PACK.zip" >&2; exit 2; }
        for tool in python3 sha256sum openssl; do
          command -v "$tool" > /dev/null || { echo "missing tool: $tool" >&2; exit 5; }
        done
        work=$(mktemp -d) || exit 5
        trap 'rm -rf "$work"' EXIT
        fail() { echo "NOT VERIFIED: $1"; exit 4; }
        python3 - "$1" "$work" << 'PYTHON' || fail "archive, manifest or proofs (see above)"
        from base64 import b64decode, b64encode
        from hashlib import sha256
        from json import loads
        from os import mkdir, path
        from re import fullmatch
        from struct import pack as laid, unpack
        from sys import argv, exit, stdout
        from zlib import crc32
        pack, work = argv[1], argv[2]
        def say(text): stdout.write(text + "\n")
        def bad(why):
            say("  " + why)
            exit(1)
        if path.getsize(pack) > 512 << 20: bad("zip: too large")
        data = open(pack, "rb").read()
        # The archive in its one form: local headers, directory, end; nothing packed, nothing between.
        if len(data) < 22 or data[-22:-18] != b"PK\5\6": bad("zip: cut short")
        count, size, start = unpack("<HII", data[-12:-2])
        parts, at = [], 0
        while at < start:
            if at + 30 > start or data[at:at + 4] != b"PK\3\4": bad("zip: bad header at byte %d" % at)
            crc, packed, plain, names, extra = unpack("<IIIHH", data[at + 14:at + 30])
            body = at + 30 + names
            if packed != plain or extra or body + plain > start: bad("zip: bad header at byte %d" % at)
            try: name = data[at + 30:body].decode("utf-8")
            except UnicodeDecodeError: bad("zip: bad name at byte %d" % at)
            if not name or name[0] == "/" or "\\" in name or ":" in name or ".." in name.split("/"):
                bad("zip: unsafe name")
            if crc32(data[body:body + plain]) != crc: bad(name + ": damaged")
            parts.append((name, data[body:body + plain]))
            at = body + plain
        if len(set(n.lower() for n, _ in parts)) != len(parts): bad("zip: two files of one name")
        made, directory = b"", b""
        for name, body in parts:
            raw = name.encode("utf-8")
            sizes = (crc32(body), len(body), len(body), len(raw), 0)
            shape = laid("<HHHHHIIIHH", 20, 0x800, 0, 0, 0x21, *sizes)
            directory += b"PK\1\2" + laid("<H", 20) + shape + bytes(10) + laid("<I", len(made)) + raw
            made += b"PK\3\4" + shape + raw + body
        end = laid("<IHHIIH", 0, len(parts), len(parts), len(directory), len(made), 0)
        made += directory + b"PK\5\6" + end
        if made != data: bad("zip: a header or the directory was changed")
        by = dict(parts)
        for name in ("manifest.json", "manifest.sig", "public-key.txt", "public-key.pem",
                     "journal/checkpoint.txt", "journal/proofs.json"):
            if name not in by: bad(name + ": missing")
        manifest = loads(by["manifest.json"])
        if [p["name"] for p in manifest["parts"]] != [n for n, _ in parts[2:]]: bad("manifest.json: names other parts")
        mkdir(work + "/parts")
        with open(work + "/sums", "w") as sums:
            for index, part in enumerate(manifest["parts"]):
                if len(by[part["name"]]) != part["size"]: bad(part["name"] + ": other size")
                if not fullmatch("[0-9a-f]{64}", part["sha256"]): bad("manifest.json: bad hash")
                open(work + "/parts/%d" % index, "wb").write(by[part["name"]])
                sums.write("%s  parts/%d\n" % (part["sha256"], index))
        # The key in both its forms, and the signed notes.
        name, _, blob = by["public-key.txt"].decode().strip().split("+", 2)
        key = b64decode(blob, validate=True)
        prefix = bytes.fromhex("302a300506032b6570032100")
        pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n" % b64encode(prefix + key[1:]).decode()
        if key[0] != 1 or len(key) != 33 or by["public-key.pem"].decode() != pem:
            bad("public-key.pem: not the same key")
        mark = sha256(name.encode() + b"\n\1" + key[1:]).digest()[:4]
        open(work + "/key.pem", "w").write(pem)
        def note(part, file):
            text, _, line = by[part].decode("utf-8").rpartition("\n\n\u2014 ")
            words = line.split(" ")
            signature = b64decode(words[1].rstrip("\n"), validate=True)
            if words[0] != name or signature[:4] != mark: bad(part + ": signed by another key")
            whole = text + "\n\n\u2014 " + name + " " + b64encode(signature).decode() + "\n"
            if whole.encode() != by[part]: bad(part + ": not a note")
            open(work + "/" + file, "wb").write((text + "\n").encode())
            open(work + "/" + file + ".sig", "wb").write(signature[4:])
            return text.split("\n")
        seal = note("manifest.sig", "seal")
        digest = sha256(by["manifest.json"]).hexdigest()
        if seal != [name, "manifest sha256 " + digest] or manifest["origin"] != name: bad("manifest.json: changed")
        origin, count, root = note("journal/checkpoint.txt", "checkpoint")[:3]
        sheet = loads(by["journal/proofs.json"])
        if origin != name or int(count) != sheet["size"] or b64decode(root).hex() != sheet["root"]:
            bad("journal/checkpoint.txt: not of these proofs")
        # RFC 6962: from each leaf to the root.
        def parent(left, right): return sha256(b"\1" + left + right).digest()
        for record in sheet["records"]:
            number, node = record["number"], bytes.fromhex(record["leaf"])
            if record["file"] is not None:
                content = by[record["file"]]
                if unpack("<Q", content[:8])[0] != number or sha256(b"\0" + content).digest() != node:
                    bad("journal record %d: changed" % number)
            index, last = number - 1, sheet["size"] - 1
            if not 0 <= index <= last: bad("journal record %d: not in the journal" % number)
            for step in record["path"]:
                step = bytes.fromhex(step)
                if last == 0: bad("journal record %d: proof too long" % number)
                if index & 1 or index == last:
                    node = parent(step, node)
                    while not index & 1 and index: index, last = index >> 1, last >> 1
                else: node = parent(node, step)
                index, last = index >> 1, last >> 1
            if last or node.hex() != sheet["root"]: bad("journal record %d: not in the signed journal" % number)
        counts = (len(manifest["parts"]), sheet["size"], len(sheet["records"]))
        say("parts %d, journal %d records, %d proved" % counts)
        say("made %s for %s by %s" % (manifest["madeAt"], manifest["variant"], manifest["program"]))
        say("public key %s" % by["public-key.txt"].decode().strip())
        PYTHON
        (cd "$work" && sha256sum --check --quiet --strict sums) || fail "a part is not that of the manifest"
        for text in seal checkpoint; do
          openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/$text" \
            -sigfile "$work/$text.sig" > /dev/null 2>&1 || fail "signature of $text"
        done
        echo VERIFIED

        """#
}
