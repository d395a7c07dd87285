#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The sample shop shows every code that Counterfoil finds: each has a case that a person can open.

    codes.py --binary .build/release/counterfoil

Starts the sample shop as whoever tries it would, and asks for the cases of each code in docs/CODES.md. Also told: the
terminal that left a batch open left that one open and no other.
"""

import argparse
import http.cookiejar
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request


def codes():
    """Every code of the table, in its order."""
    text = (pathlib.Path(__file__).resolve().parents[2] / "docs/CODES.md").read_text(encoding="utf-8")
    return re.findall(r"^\| ([A-Z]{2}-\d\d) \|", text, re.MULTILINE)


class Reader:
    """Somebody of the sample shop who reads."""

    def __init__(self, base, person):
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        page = self.opener.open(base + "/signin", timeout=60).read().decode()
        token = re.search(r'name="_csrf" value="([^"]+)"', page).group(1)
        form = urllib.parse.urlencode({"_csrf": token, "name": person}).encode()
        self.opener.open(base + "/sample/entry", form, timeout=60).read()

    def get(self, path):
        return json.load(self.opener.open(self.base + path, timeout=60))

    def every(self, path):
        """All items of a list, page after page."""
        cursor = ""
        while cursor is not None:
            page = self.get(f"{path}&limit=200" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
            yield from page["items"]
            cursor = page["next"]


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--binary", default=".build/release/counterfoil")
    asked = words.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/log", "w") as log:
        server = subprocess.Popen(
            [asked.binary, "serve", "--sample", "--data", f"{folder}/data", "--listen", f"127.0.0.1:{port}"],
            stdout=log, stderr=log)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(base + "/readyz", timeout=5)
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.5)
            reader = Reader(base, "auditor")
            # Receipts are told by the printers of the sample as they print; the first look at devices is done.
            for _ in range(60):
                shown = {code for one in reader.every("/api/v1/cases?state=all")
                         for code in [one["code"], *one["codes"]]}
                missing = [code for code in codes() if code not in shown]
                if not missing:
                    break
                time.sleep(1)
            assert not missing, f"no case of {missing}"
            print(f"  codes with a case: {len(codes())} of {len(codes())}")
            batches = [one for one in reader.get("/api/v1/cases?state=open&code=ST-03&limit=500")["items"]]
            assert len(batches) == 1, batches
            print("  open batches:", batches[0]["subject"])
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    sys.exit(main())
