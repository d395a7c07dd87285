#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""What a UnionPay message costs to read and to write, beside pyiso8583 in the same run.

    python3 Benchmarks/iso8583_codec.py [--scratch DIR] [--vectors ../shared/vectors]

Builds the core's release, prints nanoseconds and allocations a message; the chip sale has 381 bytes.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

import iso8583

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Tests" / "Differential"))
from iso8583_specs import BYTES, UNIONPAY  # noqa: E402

SPEC = UNIONPAY | BYTES


def best(work, times=2000, rounds=7):
    """Nanoseconds of one call, the best round."""
    found = float("inf")
    for _ in range(rounds):
        start = time.perf_counter_ns()
        for _ in range(times):
            work()
        found = min(found, (time.perf_counter_ns() - start) / times)
    return round(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scratch", default=str(HERE / "Codec" / ".build"))
    parser.add_argument("--vectors", default=os.environ.get("COUNTERFOIL_VECTORS", str(HERE.parent / "../shared/vectors")))
    arguments = parser.parse_args()
    lines = (pathlib.Path(arguments.vectors) / "iso8583/unionpay-messages.txt").read_text().split("\n")
    messages = dict(line.split() for line in lines if line)
    names = ["pay_request", "pay_response", "signin_request"]
    build = ["swift", "build", "-c", "release", "--scratch-path", arguments.scratch]
    environment = dict(os.environ, COUNTERFOIL_CORE="1")
    subprocess.run(build, cwd=HERE / "Codec", env=environment, check=True, stdout=sys.stderr)
    run = [os.path.join(arguments.scratch, "release", "codec")] + [messages[name] for name in names]
    ours = [json.loads(line) for line in subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines()]
    print(f"{'message':<16}{'bytes':>6}{'fields':>7}  {'':<16}{'ns':>8}{'allocations':>13}{'pyiso8583 ns':>14}{'times':>7}")
    for name, figures in zip(names, ours):
        wire = bytes.fromhex(messages[name])[11:]
        decoded, _ = iso8583.decode(wire, SPEC)
        theirs = {"parse": best(lambda: iso8583.decode(wire, SPEC)),
                  "build": best(lambda: iso8583.encode(dict(decoded), SPEC))}
        assert bytes(iso8583.encode(dict(decoded), SPEC)[0]) == wire, name
        for row in ["parse", "build", "fill and build"]:
            other = theirs.get(row, theirs["build"])
            print(f"{name:<16}{figures['bytes']:>6}{figures['fields']:>7}  {row:<16}{figures[row]['ns']:>8}"
                  f"{figures[row]['allocations']:>13}{other:>14}{other / figures[row]['ns']:>7.0f}")


if __name__ == "__main__":
    main()
