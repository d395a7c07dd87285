#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Kills the real server at each of its durable writes, socket writes and reads, and asks the peers what was paid.

    crash_binary.py --binary PATH [--kills 200] [--minutes 60] [--seed 1] [--shops 8] [--report FILE.md]

    till ─ POST /api/v1/sales/…/attempts ─▶ server ─▶ `simulate wallet`, `simulate terminal` (the truth)
                                             ✝ at the n-th call that the preloaded shim counts

A point is a flow (crash_flows.py) and a number n: the server is killed before its n-th counted call after the flow
began, or in the middle of it where it is a write. n counts up until the flow ends without having been killed; then it
begins again, over shops that have grown meanwhile. The start after each such kill is killed too, at the next of the
start's own points; then the till presses again with the same key, and some tills with a new one. Every few seconds
everything is left to end, the server being killed some more times on the way, and

  1. no sale is charged twice and no refund or void done twice, in the peers' own books;
  2. what the peers hold, the shop knows as approved, with a receipt; what the shop calls approved, the peers hold;
  3. nothing that a till was told is untrue; every attempt has an end; what was reversed is given back;
  4. at the shop's end every slip is there, `journal verify` finds the journal in order, and a rebuild gives the same
     attempts.

The shim is compiled with cc from shim/crash_shim.c; it is never part of the product. Exit code 0: all of it held.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

from crash_flows import ACQUIRER_FLOWS, START, TERMINAL_FLOWS, WAITING, WALLET_FLOWS, Cursor
from crash_lives import Tally, run_shop

HERE = os.path.dirname(os.path.abspath(__file__))
FLOWS = [flow.name for flow in WALLET_FLOWS + TERMINAL_FLOWS + ACQUIRER_FLOWS] + [START]


def compile_shim(folder):
    shim = os.path.join(folder, "crash_shim.so")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, os.path.join(HERE, "shim", "crash_shim.c"), "-ldl",
                    "-lpthread"], check=True)
    return shim


def keep_running(binary, folder, shim, kind, tally, cursor, place, seed, turn, only):
    """Shop after shop in one place, until the campaign is over."""
    number = 0
    while not tally.is_over:
        with tempfile.TemporaryDirectory(prefix=f"{kind}-{place}-", dir=folder) as home:
            run_shop(binary, os.path.join(home, "shop"), shim, kind, tally, cursor, seed + 1000 * place + number, turn,
                     only)
        number += 1


def tell(tally, cursor, begun):
    kills = sum(tally.kills.values())
    print(f"{(time.time() - begun) / 60:.1f} min: {kills} kills, {len(tally.pairs)} pairs, "
          f"{tally.counts['orders']} orders compared, {tally.counts['shops']} shops ended, "
          f"{sum(cursor.rounds.values())} flows to their end, {len(tally.failures)} failures", file=sys.stderr,
          flush=True)


def campaign(options, report):
    tally, cursor = Tally(options.kills, time.time() + options.minutes * 60), Cursor(FLOWS)
    begun = time.time()
    with tempfile.TemporaryDirectory(prefix="crash-", ignore_cleanup_errors=True) as folder:
        shim = compile_shim(folder)
        threads = []
        for kind, shops in (("wallets", options.shops), ("terminals", 2), ("acquirers", 2)):
            if kind not in options.peers.split(","):
                continue
            # One shop of a kind is busy at a time; the others wait for their attempts to end.
            turn = threading.Semaphore(1)
            os.makedirs(os.path.join(folder, kind))
            for place in range(shops):
                threads.append(threading.Thread(target=keep_running, args=(
                    os.path.abspath(options.binary), os.path.join(folder, kind), shim, kind, tally, cursor, place,
                    options.seed, turn, options.only)))
                threads[-1].start()
        while any(thread.is_alive() for thread in threads):
            threads[0].join(20)
            time.sleep(1 if threads[0].is_alive() else 5)
            tell(tally, cursor, begun)
            report(tally, cursor, (time.time() - begun) / 60)
    return tally, cursor, (time.time() - begun) / 60


def rows(tally):
    counts = tally.counts
    places = collections.Counter()
    for (kind, what), count in tally.places.items():
        places[f"{kind}: {'a socket' if what == 'socket' else re.sub(r'[0-9]+', '#', what)}"] += count
    yield "kills (SIGKILL) at a counted call", sum(tally.kills.values())
    yield "points: a flow and the number of its call, before it or in its middle", sum(map(len, tally.points.values()))
    yield "pairs: such a point, and a point of the start that followed", len(tally.pairs)
    yield "starts of the program", counts["starts"]
    yield "orders compared with the peers' own books", counts["orders"]
    yield "shops whose journal was verified and rebuilt to the same attempts", counts["shops"]
    for name in sorted(counts):
        if name not in ("starts", "orders", "shops", "attempts", "reversed"):
            yield f"{name}, each once there and here", counts[name]
    yield "sales reversed after an outcome that nobody could tell, and the money back there", counts["reversed"]
    yield "**lost approvals, double charges, dropped reversals, approvals without a slip, never over**", \
        len(tally.failures)
    for name, count in sorted(places.items()):
        yield f"killed at {name}", count


def page(options, tally, cursor, minutes):
    command = f"crash_binary.py --kills {options.kills} --minutes {options.minutes:g} --seed {options.seed}"
    if options.only:
        command += f' --peers {options.peers} --only "{options.only}"'
    lines = ["# The real server killed at its calls", "",
             "Each kill is before, or in the middle of, the n-th durable write, sync, socket write or socket read of a",
             "flow, counted by a preloaded shim; the books it is compared with are those of simulated wallets and",
             "terminals, which are programs of their own. How it goes: `Campaigns/crash/crash_binary.py`.", "",
             f"`{command}`, {time.strftime('%Y-%m-%d')}, {minutes:.1f} minutes:", "", "| what | count |",
             "| --- | ---: |"]
    lines += [f"| {name} | {count} |" for name, count in rows(tally)]
    lines += ["", "Calls and points were counted in a shop before its first kill: a point is before each call, and in",
              "the middle of each write and send. The database grows, so that later shops have other calls; a flow",
              "is at its end when it was armed beyond its last call and was not killed.", "",
              "| flow | calls: files, sockets | points counted | points killed | times to its end | kills |",
              "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name in FLOWS + [WAITING]:
        kinds = cursor.counts.get(name, {})
        if not kinds and not tally.kills[name]:
            continue
        sockets = kinds.get("send", 0) + kinds.get("receive", 0)
        calls = f"{sum(kinds.values()) - sockets}, {sockets}" if kinds else "drawn" if name == WAITING else ""
        killed = "" if name == WAITING else len(tally.points[name])
        lines.append(f"| {name} | {calls} | {cursor.points(name) or ''} | {killed} | {cursor.rounds[name] or ''} "
                     f"| {tally.kills[name]} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shops", type=int, default=8, help="shops with wallets that take turns")
    parser.add_argument("--only", default="", help="flows whose names hold this text")
    parser.add_argument("--peers", default="wallets,terminals", help="wallets,terminals,acquirers")
    parser.add_argument("--report")
    options = parser.parse_args()

    def report(tally, cursor, minutes):
        if options.report:
            with open(options.report, "w") as out:
                out.write(page(options, tally, cursor, minutes))

    tally, cursor, minutes = campaign(options, report)
    report(tally, cursor, minutes)
    print(page(options, tally, cursor, minutes))
    for failure in tally.failures:
        print(failure)
    sys.exit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
