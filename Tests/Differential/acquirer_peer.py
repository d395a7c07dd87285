#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Peers that are not ours on both ends of the acquirer's line.

    python3 Tests/Differential/acquirer_peer.py --binary .build/debug/counterfoil

A terminal made of pyiso8583 and openssl signs in at `simulate acquirer`, sells, reverses, refunds and closes its batch,
balanced and unbalanced; then `acquirer try` signs in at a host made of the same. Exits 1 at the first difference.
"""
import argparse
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.request

import iso8583
from iso8583_specs import UNIONPAY

MASTER = "1111111111111111" + "2222222222222222"
HEAD = bytes.fromhex("6000030000603100311001")
TERMINAL, MERCHANT, BATCH = "30100001", "898410154110001", "000727"
CARD = "6222021234567894"


def des(key, data, decrypt=False):
    """Triple DES of two keys, block by block."""
    key = key if len(key) == 32 else key * 2
    call = ["openssl", "enc", "-des-ede", "-nopad", "-K", key] + (["-d"] if decrypt else [])
    return subprocess.run(call, input=data, capture_output=True, check=True).stdout


def mac(key, message):
    """UnionPay's code, from the paper: fold, hexadecimal, two encryptions."""
    message += bytes(-len(message) % 8)
    fold = bytes(8)
    for at in range(0, len(message), 8):
        fold = bytes(a ^ b for a, b in zip(fold, message[at:at + 8]))
    digits = fold.hex().upper().encode()
    first = des(key, digits[:8])
    second = des(key, bytes(a ^ b for a, b in zip(first, digits[8:])))
    return second.hex().upper()[:8]


def encode(fields, key=None):
    fields = {"h": "", **fields}
    if key:
        bare, _ = iso8583.encode({**fields, "64": "00000000"}, UNIONPAY)
        fields["64"] = mac(key, bytes(bare)[:-8])
    return bytes(iso8583.encode(fields, UNIONPAY)[0])


def receive(line):
    def exactly(count):
        data = b""
        while len(data) < count:
            chunk = line.recv(count - len(data))
            if not chunk:
                raise ConnectionError("the line was cut")
            data += chunk
        return data
    return exactly(struct.unpack(">H", exactly(2))[0])


def send(line, head, message):
    line.sendall(struct.pack(">H", len(head) + len(message)) + head + message)


class Peer:
    """A terminal that is not ours."""

    def __init__(self, port):
        self.line = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.key, self.trace = None, 0

    def exchange(self, fields, trace=None, sealed=False):
        if trace is None:
            self.trace += 1
            trace = f"{self.trace:06}"
        request = {"11": trace, "41": TERMINAL, "42": MERCHANT, **fields}
        send(self.line, HEAD, encode(request, self.key if sealed else None))
        frame = receive(self.line)
        assert frame[:5] == bytes.fromhex("6000000003"), frame[:5].hex()
        reply, _ = iso8583.decode(frame[11:], UNIONPAY)
        assert int(reply["t"]) == int(fields["t"]) + 10 and reply["11"] == trace and reply["41"] == TERMINAL, reply
        if "64" in reply:
            assert mac(self.key, frame[11:-8]) == reply["64"], "their authentication code"
        elif sealed and reply["39"] == "00":
            raise AssertionError("an approval without an authentication code")
        return reply

    def sign_in(self):
        reply = self.exchange({"t": "0800", "60": f"00{BATCH}003", "62": b"Sequence No1".hex().upper(), "63": "001"})
        keys = bytes.fromhex(reply["62"])
        assert reply["39"] == "00" and len(keys) == 40, reply
        self.key = des(MASTER, keys[20:36], decrypt=True).hex()
        assert des(self.key, bytes(8))[:4] == keys[36:40], "check value"

    def sale(self, minor, trace=None):
        return self.exchange({
            "t": "0200", "2": CARD, "3": "000000", "4": f"{minor:012}", "22": "022", "25": "00", "49": "156",
            "60": f"22{BATCH}000"}, trace=trace, sealed=True)

    def reverse(self, minor, trace, code="98"):
        return self.exchange({
            "t": "0400", "3": "000000", "4": f"{minor:012}", "22": "022", "25": "00", "39": code, "49": "156",
            "60": f"22{BATCH}000"}, trace=trace, sealed=True)

    def close(self, debits, count):
        side = f"{debits:012}{count:03}{0:012}{0:03}0"
        return self.exchange({"t": "0500", "48": side + f"{0:012}{0:03}{0:012}{0:03}0", "49": "156",
                              "60": f"00{BATCH}201", "63": "001"})

    def upload(self, rows):
        text = f"{len(rows):02}" + "".join(f"00{trace}{'0' * 20}{minor:012}" for trace, minor in rows)
        return self.exchange({"t": "0320", "48": text, "60": f"00{BATCH}201"})

    def end(self, network, count):
        return self.exchange({"t": "0320", "48": f"{count:04}", "60": f"00{BATCH}{network}"})


def control(port, method, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    return urllib.request.urlopen(request, timeout=10).read().decode()


def wanted(what, is_so):
    if not is_so:
        sys.exit(f"differs: {what}")


def our_host(binary):
    host = subprocess.Popen([binary, "simulate", "acquirer", "--listen", "0", "--control", "0"],
                            stdout=subprocess.PIPE, text=True)
    try:
        port, commands = map(int, re.search(r"port (\d+), control (\d+)", host.stdout.readline()).groups())
        peer = Peer(port)
        peer.sign_in()
        first = peer.sale(5800)
        wanted("a sale", first["39"] == "00" and first["4"] == "000000005800" and len(first["37"]) == 12)
        again = peer.sale(5800, trace=first["11"])
        wanted("the same sale again is the same answer", again["37"] == first["37"] and again["39"] == "00")
        wanted("another amount under its number is 94", peer.sale(5900, trace=first["11"])["39"] == "94")
        lost = peer.sale(100)
        for _ in range(2):
            wanted("a reversal, twice", peer.reverse(100, lost["11"])["39"] == "00")
        wanted("a reversal of nothing", peer.reverse(100, "777777")["39"] == "25")
        control(commands, "POST", "/fault/98-posted")
        unclear = peer.sale(200)
        wanted("98", unclear["39"] == "98" and peer.reverse(200, unclear["11"])["39"] == "00")
        refund = peer.exchange({
            "t": "0220", "3": "200000", "4": f"{800:012}", "22": "022", "25": "00", "37": first["37"], "49": "156",
            "60": f"25{BATCH}000", "61": "0000000000001126", "63": "CUP"}, sealed=True)
        wanted("a refund", refund["39"] == "00")
        peer.key = "0" * 32
        wanted("a wrong authentication code", peer.sale(1)["39"] == "A0")
        peer.sign_in()
        wanted("unbalanced", peer.close(5800, 1)["48"][30] == "2")
        wanted("rows", peer.upload([(first["11"], 5800)])["39"] == "00")
        wanted("the end", peer.end("202", 1)["39"] == "00")
        wanted("the row that is missing", f",,{refund['11']}," in control(commands, "GET", "/batches"))
        wanted("what was taken", ",9995000,0" in control(commands, "GET", "/accounts"))
        wanted("the clearing file", control(commands, "GET", "/clearing").count("\n") == 3)
        wanted("a closed batch", peer.sale(1)["39"] == "77")
        print("a terminal of pyiso8583 at our host: sign-in, sale, reversal, refund, close: no difference")
    finally:
        host.terminate()
        host.wait()


def answer(line, state):
    """A host that is not ours: keys, a sign of life, a sign-off."""
    while True:
        try:
            frame = receive(line)
        except ConnectionError:
            return
        request, _ = iso8583.decode(frame[11:], UNIONPAY)
        state.append((request["t"], request["60"]))
        reply = {"h": "", "t": f"{int(request['t']) + 10:04}", "12": "150307", "13": "1126", "39": "00"}
        reply |= {key: request[key] for key in ("11", "41", "42", "60")}
        if request["60"].endswith("003"):
            clear = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
            part = des(MASTER, clear) + des(clear.hex(), bytes(8))[:4]
            reply["62"] = (part + part).hex().upper()
        send(line, bytes.fromhex("6000000003") + frame[5:11], encode(reply))


def their_host(binary):
    server = socket.create_server(("127.0.0.1", 0))
    state = []

    def serve():
        line, _ = server.accept()
        answer(line, state)

    threading.Thread(target=serve, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        keys = pathlib.Path(folder) / "keys"
        keys.touch(mode=0o600)
        keys.write_text(f"TMK1 {MASTER} {des(MASTER, bytes(8))[:3].hex()}\n")
        result = subprocess.run(
            [binary, "acquirer", "try", f"127.0.0.1:{server.getsockname()[1]}", "--terminal", TERMINAL, "--merchant",
             MERCHANT, "--batch", BATCH, "--keys", str(keys), "--master-key", "TMK1"], capture_output=True, text=True)
    wanted(f"acquirer try: {result.stdout} {result.stderr}", result.returncode == 0)
    wanted(f"what it said: {state}", state == [("0800", f"00{BATCH}003"), ("0820", f"00{BATCH}301"),
                                               ("0820", f"00{BATCH}002")])
    print("our link at a host of pyiso8583: sign-in with its keys, sign of life, sign-off: no difference")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    options = parser.parse_args()
    our_host(options.binary)
    their_host(options.binary)


if __name__ == "__main__":
    main()
