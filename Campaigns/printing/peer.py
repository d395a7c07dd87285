#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An independent ESC/POS library (python-escpos) as the till: what it prints and what it reads back.

    peer.py --binary PATH        (needs `pip install python-escpos`; says so and ends with 0 when it is missing)

It prints text, a barcode, a QR code, an image and a cut, and asks for state and paper, once straight to the simulated
printer and once through the proxy, while the printer is well, nearly out of paper, out of paper and open.
"""
import argparse
import os
import shutil
import sys
import tempfile
import time

from printing import Printer, Proxy, wait_until

# printer's fault -> is_online(), paper_status(): 2 enough, 1 nearly empty, 0 empty
STATES = [(None, True, 2), ("near-end", True, 1), ("paper-out", False, 0), ("cover", False, 2)]


def check(ok, what):
    print(("ok   " if ok else "FAIL ") + what)
    return ok


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    options = parser.parse_args()
    try:
        from escpos.printer import Dummy, Network
        from PIL import Image
    except ImportError:
        print("python-escpos is not installed: nothing was checked")
        return 0
    folder = tempfile.mkdtemp(prefix="peer-")
    good = True
    with open(os.path.join(folder, "stderr.log"), "w") as log:
        printer = Printer(options.binary, log, "--memory", "1048576")

        def ask(port):
            till = Network("127.0.0.1", port=port, timeout=5)
            try:
                return till.is_online(), till.paper_status()
            finally:
                till.close()

        for fault, online, paper in STATES:
            if fault:
                printer.do(f"/fault/{fault}")
            good &= check(ask(printer.port) == (online, paper), f"straight: {fault or 'well'}")
            if fault:
                printer.do(f"/clear/{fault}")
        proxy = Proxy(options.binary, folder, printer, log)
        time.sleep(2)
        for fault, online, paper in STATES:
            if fault:
                printer.do(f"/fault/{fault}")
                time.sleep(0.5)
            good &= check(ask(proxy.port) == (online, paper), f"through the proxy: {fault or 'well'}")
            if fault:
                printer.do(f"/clear/{fault}")
                time.sleep(0.5)

        def slip(till):
            till.set(align="center", bold=True)
            till.text("SHOP 1\n")
            till.set(align="left", bold=False)
            till.text("total 58.00\n")
            till.barcode("4006381333931", "EAN13")
            till.qr("https://example.org/r/ABCDEFGH", native=True)
            till.image(Image.new("1", (64, 40)), impl="bitImageRaster")
            till.cashdraw(2)
            till.cut()

        dummy = Dummy()
        slip(dummy)
        till = Network("127.0.0.1", port=proxy.port, timeout=5)
        slip(till)
        till.close()
        good &= check(wait_until(lambda: printer.status()["cuts"] == 1, 10), "a slip is printed and cut")
        tape = printer.ask("/tape/bytes")
        good &= check(dummy.output in tape, f"its {len(dummy.output)} bytes are on the tape as the library wrote them")
        lines = printer.ask("/tape").decode().splitlines()
        good &= check("SHOP 1" in lines and "total 58.00" in lines and "[drawer]" in lines, "text and drawer pulse")
        good &= check(wait_until(lambda: any(level == 3 for level, _ in proxy.states().values()), 10), "the device proves it")
        proxy.process.stop()
        printer.kill()
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
