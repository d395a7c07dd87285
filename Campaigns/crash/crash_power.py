#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Opens data folders as a loss of power may have left them in the real program, and looks for what tills were told.

    crash_power.py --binary PATH --tape-reader crash-tape [--states 300] [--seed 1] [--report FILE.md]

    server under the shim ─ tape of every write, sync, new name ─▶ crash-tape ─ a drawn step, a drawn state ─▶ folder
      │ what each till was told, at which place of the tape                                                    │
      ▼                                                                                                        ▼
    told before the power went: must be there                  `serve`, `rebuild` and `journal verify` say the same

A state holds everything that was synced, and of the rest any part: sector by sector, lengths without their bytes,
names without their folder. Exit code 0: every folder was opened, and every answer was the same.
"""
import argparse
import collections
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from crash_binary import compile_shim
from crash_flows import TERMINAL_FLOWS, WALLET_FLOWS
from crash_lives import Lives, Tally
from crash_peers import Broken, Process
from crash_shop import OVER


class Recorded:
    """Where the tape stood when a till was told something."""

    def __init__(self, path):
        self.path, self.told = path, []

    def hear(self, attempt):
        self.told.append((os.path.getsize(self.path), attempt["id"], attempt["state"]))


def record(binary, folder, rounds, seed):
    """Plays the flows of both kinds of shops, from the founding on. Yields the tape and what was told."""
    shim = compile_shim(folder)
    for kind, flows in (("terminals", TERMINAL_FLOWS), ("wallets", WALLET_FLOWS)):
        home = os.path.join(folder, kind, "shop")
        tape = os.path.join(folder, f"{kind}.tape")
        os.makedirs(os.path.join(home, "data"))
        recorded = Recorded(tape)
        # Every command of the founding is recorded as well: the states begin with an empty folder.
        os.environ.update(CRASH_TAPE=tape, CRASH_ROOT=os.path.join(home, "data"), LD_PRELOAD=shim,
                          CRASH_CONTROL=os.path.join(folder, "founding"))
        lives = Lives(binary, home, shim, kind, Tally(0, 0), None, seed)
        for name in ("LD_PRELOAD",):
            os.environ.pop(name)
        hear = lives.shop.hear
        lives.shop.hear = lambda order, what, answer: (hear(order, what, answer), recorded.hear(answer))
        for number in range(rounds):
            for flow in flows:
                lane = lives.lanes[flow.peer][number % len(lives.lanes[flow.peer])]
                play(lives, flow, lane, f"P{number}-{len(recorded.told)}")
        lives.shop.server.end()
        lives.close()
        yield kind, tape, recorded.told


def play(lives, flow, lane, order):
    original = None
    for kind in flow.before:
        original = lives.press(flow, order, lane, kind, original, wait=9)["id"]
    lives.prepare(flow, lane, "" if flow.is_recovery else flow.trouble)
    attempt = lives.press(flow, order, lane, flow.kind, original, wait=2)
    lives.quiet(lane, flow.trouble)
    until = time.time() + 60
    while attempt["state"] not in OVER and time.time() < until:
        attempt = lives.shop.call("GET", f"/api/v1/attempts/{attempt['id']}?wait=20")[1]
        lives.shop.hear(order, flow.kind, attempt)


def places(tape):
    """Where each step on files begins in the tape; messages are no steps."""
    data = open(tape, "rb").read()
    found, place = [], 0
    while place < len(data):
        end = data.find(b"\n", place)
        if end < 0:
            break
        words = data[place:end].split(b" ")
        if words[0] not in (b"S", b"V"):
            found.append(place)
        place = end + 1 + (int(words[3]) + 1 if words[0] == b"W" else 0)
    return found


class Opening:
    """The real program and one folder."""

    def __init__(self, binary, told, counts):
        self.binary, self.told, self.counts = binary, told, counts

    def run(self, *arguments):
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def open(self, state, place):
        data = state["state"]
        if not os.path.isdir(os.path.join(data, "journal")):
            self.counts["drawn states in which the folder held no journal yet"] += 1
            return
        # The server opens it as it is, the torn database too, without links: nothing goes out.
        self.serve(data)
        served = self.look(data, place)
        code, out, error = self.run("rebuild", "--json", "--data", data)
        if code:
            raise Broken(f"rebuild: {code} {out} {error}")
        rebuilt = self.look(data, place)
        if served != rebuilt:
            raise Broken(f"attempts {served}, from the journal alone {rebuilt}")
        self.counts["drawn states opened by the real program"] += 1
        self.counts["attempts compared, by the server and from the journal alone"] += len(rebuilt)
        code, out, error = self.run("journal", "verify", "--json", "--data", data)
        if code:
            raise Broken(f"journal verify: {code} {out} {error}")

    def look(self, data, place):
        """The attempts as the database of the folder has them."""
        base = sqlite3.connect(os.path.join(data, "projection.sqlite"))
        rows = {number: (name, receipt) for number, name, receipt in
                base.execute("SELECT id, state, receipt FROM payment")}
        base.close()
        for number, (name, receipt) in rows.items():
            if name in ("approved", "partial") and not receipt:
                raise Broken(f"{number} is approved and has no slip")
        self.compare(rows, place)
        return rows

    def compare(self, rows, place):
        """What a till had been told when the power went is there, and an end is still that end."""
        last = {}
        for at, number, state in self.told:
            if at <= place:
                last[number] = state
        for number, state in last.items():
            if number not in rows or (state in OVER and rows[number][0] != state):
                raise Broken(f"{number} was told {state}, is {rows.get(number)}")
        self.counts["told and found"] += len(last)

    def serve(self, data):
        """Starts the server there until it is ready."""
        server = Process([self.binary, "serve", "--data", data, "--listen", "127.0.0.1:0"],
                         r"http://127\.0\.0\.1:(\d+)", dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        if not server.found:
            raise Broken(f"serve did not start: exit {server.child.returncode}")
        server.end()


def judge(options, kind, tape, told, folder, counts):
    """Draws states of one tape and opens each."""
    into = os.path.join(folder, f"{kind}-states")
    reader = subprocess.run(
        [options.tape_reader, tape, "--sample", str(options.states // 2), "--into", into, "--seed", str(options.seed)],
        capture_output=True, text=True)
    lines = [json.loads(line) for line in reader.stdout.splitlines()]
    if reader.returncode or not lines:
        raise Broken(f"crash-tape: {reader.returncode} {reader.stdout[:500]} {reader.stderr}")
    trial, states = lines[0], lines[1:]
    counts["journal states judged by the pure reader alone"] += trial["states"]
    counts["steps of the recordings"] += trial["steps"]
    steps = places(tape)
    opening = Opening(options.binary, sorted(told), counts)
    for number, state in enumerate(states):
        # What was told before the next step was begun, was told before the power went.
        place = steps[state["step"]] if state["step"] < len(steps) else os.path.getsize(tape)
        os.makedirs(state["state"], exist_ok=True)
        try:
            opening.open(state, place)
        except Broken as error:
            kept = os.path.join(tempfile.gettempdir(), f"crash-power-{kind}-{options.seed}-{number}")
            shutil.copytree(state["state"], kept, dirs_exist_ok=True)
            raise Broken(f"{kind}, seed {options.seed}, state {number} at step {state['step']}: {error}; "
                         f"kept in {kept}") from error
        shutil.rmtree(state["state"])


def page(options, counts, minutes, failure):
    lines = ["# Losses of power, opened by the real program", "",
             "A recording of everything that the server did to its data folder, from the founding of the shop on, is cut",
             "at a drawn step; what was not synced by then is there, or not, or in part, sector by sector. The real",
             "program opens that folder: `serve` as it is, torn database and all, then `rebuild` from the journal alone,",
             "then `journal verify`. The attempts, their states and their slips must be the same both times, and what",
             "tills had been told when the power went is there.", "",
             f"`crash_power.py --states {options.states} --seed {options.seed}`, {time.strftime('%Y-%m-%d')}, "
             f"{minutes:.1f} minutes:", "", "| what | count |", "| --- | ---: |"]
    lines += [f"| {name} | {count} |" for name, count in counts.items()]
    lines += [f"| **lost, different, or not opened** | {1 if failure else 0} |"]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--tape-reader", required=True)
    parser.add_argument("--states", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report")
    options = parser.parse_args()
    options.binary, options.tape_reader = os.path.abspath(options.binary), os.path.abspath(options.tape_reader)
    counts, failure, begun = collections.Counter(), None, time.time()
    with tempfile.TemporaryDirectory(prefix="power-", ignore_cleanup_errors=True) as folder:
        try:
            for kind, tape, told in record(options.binary, folder, options.rounds, options.seed):
                judge(options, kind, tape, told, folder, counts)
        except Broken as error:
            failure = error
    text = page(options, counts, (time.time() - begun) / 60, failure)
    print(text)
    if failure:
        print(failure)
    if options.report:
        with open(options.report, "w") as out:
            out.write(text)
    sys.exit(1 if failure else 0)


if __name__ == "__main__":
    main()
