#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the real program in the middle of imports and looks for what was lost.

    kill_imports.py --binary PATH [--kills 200] [--seed 1] [--rows 20000] [--report FILE.md or FILE.json]

A scenario is one data folder into which a till file and an acquirer file are imported. Each import is killed
(SIGKILL) a few times at seeded random moments: after a delay, or right after one of its acknowledgements. After
every kill

  1. `journal verify` finds the journal in order and no acknowledged row missing;
  2. the tables, caught up from the journal, are the same to the last value as the tables of a rebuild.

Then the import is left to finish, and its counts, transactions and findings must be those of a run that nobody
killed; a further import of the same files must add nothing. The tables are compared here, by SQL and without the
program's help. Exit code 0: nothing lost. Any failure prints the seed that replays it.
"""
import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

PASSING = {"session", "attempt", "answer"}


class Lost(Exception):
    """Something that was promised is not so."""


def money(minor):
    return f"{minor // 100}.{minor % 100:02d}"


def write_files(folder, rows, seed):
    """A till file and an acquirer file with every kind of difference, and some rows that cannot be read."""
    pick = random.Random(seed)
    sales = []
    for i in range(rows):
        second = pick.randrange(86400 * 20)
        stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1793491200 + second))
        sales.append({
            "terminal": f"T{pick.randrange(40):07d}", "rrn": f"{i:012d}", "trace": f"{i % 999999:06d}",
            "batch": f"{i // 5000:06d}", "card": f"6222{pick.randrange(100):02d}******{pick.randrange(10000):04d}",
            "amount": 100 + pick.randrange(50000), "type": "refund" if pick.randrange(50) == 0 else "sale",
            "time": stamp, "status": pick.choice(["approved"] * 40 + ["declined", "unknown"]),
            "printed": pick.choice(["1"] * 50 + ["0"]),
        })
    bad = {pick.randrange(rows) for _ in range(rows // 500)}
    till, acquirer = os.path.join(folder, "till.csv"), os.path.join(folder, "acquirer.csv")
    with open(till, "w") as out:
        out.write("terminal,rrn,batch,trace,type,amount,time,card,status,printed\n")
        for i, s in enumerate(sales):
            amount = "12,5" if i in bad else money(s["amount"])
            out.write(f'{s["terminal"]},{s["rrn"]},{s["batch"]},{s["trace"]},{s["type"]},"{amount}",{s["time"]},'
                      f'{s["card"]},{s["status"]},{s["printed"]}\n')
    order = list(range(rows))
    pick.shuffle(order)
    with open(acquirer, "w") as out:
        out.write("terminal,rrn,type,amount,fee,settle_date,time,card\n")
        for i in order:
            s = sales[i]
            if s["status"] == "declined" or pick.randrange(300) == 0:
                continue
            amount = s["amount"] + (100 if pick.randrange(400) == 0 else 0)
            line = (f'{s["terminal"]},{s["rrn"]},{s["type"]},{money(amount)},{money(amount * 6 // 1000)},'
                    f'{s["time"][:10]},{s["time"]},{s["card"]}\n')
            out.write(line)
            if pick.randrange(700) == 0:
                out.write(line)
    return [till, acquirer], sorted(bad)


class Program:
    def __init__(self, binary, data):
        self.binary, self.data = binary, data

    def run(self, *arguments, allowed=(0,)):
        done = subprocess.run([self.binary, *arguments, "--data", self.data], capture_output=True, text=True,
                              timeout=600)
        if done.returncode not in allowed:
            raise Lost(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def verify(self):
        return json.loads(self.run("journal", "verify", "--json"))

    def rebuild(self):
        return json.loads(self.run("rebuild", "--json"))

    def catch_up(self):
        """Opening the shop for anything brings the tables up to the journal."""
        self.run("find", "T0000000001", "--json", allowed=(0, 1))

    def finish(self, path):
        return json.loads(self.run("import", path, "--json", allowed=(0, 1)))

    def killed(self, path, delay, after_acks):
        """Imports and kills; returns the rows acknowledged before death, or None when it was done already."""
        process = subprocess.Popen(
            [self.binary, "import", path, "--acknowledge", "--data", self.data], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, bufsize=1)
        acks = []
        enough = threading.Event()

        def read():
            for line in process.stdout:
                if line.startswith("ack "):
                    acks.append(int(line.split()[1]))
                    if after_acks is not None and sum(1 for a in acks if a) >= after_acks:
                        enough.set()
            enough.set()

        reader = threading.Thread(target=read)
        reader.start()
        if after_acks is None:
            try:
                process.wait(timeout=delay)
            except subprocess.TimeoutExpired:
                pass
        else:
            enough.wait(timeout=120)
            time.sleep(delay)
        was_running = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        reader.join()
        if not was_running and process.returncode not in (0, 1):
            raise Lost(f"import ended by itself with {process.returncode}")
        return (max(acks, default=0), was_running)


def tables(data):
    """Every table of the projection as sorted rows, but for those the journal does not know."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            path = os.path.join(data, "projection.sqlite" + suffix)
            if os.path.exists(path):
                shutil.copy(path, os.path.join(folder, "copy.sqlite" + suffix))
        base = sqlite3.connect(os.path.join(folder, "copy.sqlite"))
        names = [n for (n,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        state = {}
        for name in sorted(set(names) - PASSING):
            digest = hashlib.sha256()
            count = 0
            width = len(base.execute(f"SELECT * FROM {name} LIMIT 0").description)
            order = ", ".join(str(i + 1) for i in range(width))
            for row in base.execute(f"SELECT * FROM {name} ORDER BY {order}"):
                digest.update(repr(row).encode())
                count += 1
            state[name] = (count, digest.hexdigest())
        problem = base.execute("PRAGMA integrity_check").fetchone()[0]
        base.close()
    if problem != "ok":
        raise Lost(f"integrity_check: {problem}")
    return state


def logical(data):
    """What must not depend on where an import was killed: transactions and findings, without their numbers."""
    base = sqlite3.connect(os.path.join(data, "projection.sqlite"))
    transactions = sorted(
        repr(row) for row in base.execute(
            "SELECT type, status, amount, terminal, batch, voucher, reference, bin, last4, occurred, settled, fee,"
            " printed, sources, money, slip, settlement, fee_state, codes FROM txn"))
    findings = sorted(
        repr(row) for row in base.execute(
            "SELECT txn.reference, txn.type, finding.code, finding.field, finding.ordinal, finding.difference"
            " FROM finding JOIN txn ON txn.id = finding.txn"))
    observations = base.execute("SELECT COUNT(*), COUNT(DISTINCT fingerprint) FROM observation").fetchone()
    base.close()
    digest = hashlib.sha256("\n".join(transactions + ["--"] + findings).encode()).hexdigest()
    return {"transactions": len(transactions), "findings": len(findings), "observations": observations,
            "digest": digest}


def count_rows(record):
    """The counts of an import's answer, whatever its shape around them is."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            if any("row" in key.lower() or "added" in key.lower() for key in value):
                # A file that was whole before the kill says of itself that it added nothing: added or known, its
                # rows are the same.
                counts = {k: v for k, v in value.items() if isinstance(v, (int, bool)) and k != "id"}
                counts["rowsKept"] = counts.pop("rowsAdded", 0) + counts.pop("rowsAlreadyKnown", 0)
                found.append(counts)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(record)
    return found


def observed(data):
    base = sqlite3.connect(os.path.join(data, "projection.sqlite"))
    count = dict(base.execute("SELECT file, COUNT(*) FROM observation GROUP BY file"))
    base.close()
    return count


def check_after_kill(program, acknowledged, bad, name):
    report = program.verify()
    program.catch_up()
    live = tables(program.data)
    # Rows that were acknowledged, less those among them that could not be read and lie in quarantine.
    unreadable = sum(1 for b in bad if b < acknowledged) if name == "till.csv" else 0
    rows = observed(program.data).get(1 if name == "till.csv" else 2, 0)
    if rows < acknowledged - unreadable:
        raise Lost(f"{name}: {acknowledged} rows acknowledged, {rows} found after the kill")
    program.rebuild()
    rebuilt = tables(program.data)
    if live != rebuilt:
        differing = [t for t in live if live[t] != rebuilt.get(t)]
        raise Lost(f"a rebuild differs from the tables in {', '.join(differing)}")
    return report


def scenario(options, files, bad, reference, durations, pick, totals):
    data = tempfile.mkdtemp(prefix="kill-", dir=options.work)
    program = Program(options.binary, data)
    answers = []
    for path in files:
        name = os.path.basename(path)
        for _ in range(pick.randrange(1, 5)):
            if totals["kills"] >= options.kills:
                break
            at_ack = pick.randrange(1, 8) if pick.random() < 0.4 else None
            delay = pick.random() * (0.05 if at_ack else durations[name] * 1.05)
            acknowledged, was_running = program.killed(path, delay, at_ack)
            totals["kills" if was_running else "late"] += 1
            totals["acknowledged"] += acknowledged
            if not os.path.isdir(os.path.join(data, "journal")):
                continue
            report = check_after_kill(program, acknowledged, bad, name)
            totals["torn"] += 1 if report.get("tornBytes", 0) else 0
            totals["checks"] += 1
        answers.append(count_rows(program.finish(path)))
    state = logical(data)
    if state != reference["state"]:
        raise Lost(f"after finishing: {state}, never killed: {reference['state']}")
    # A file that was done before the kill came answers "already imported"; its counts are the same all the same.
    if answers != reference["answers"]:
        raise Lost(f"counts: {answers}, never killed: {reference['answers']}")
    for path in files:
        program.finish(path)
    if logical(data) != state:
        raise Lost("importing the same files again changed something")
    shutil.rmtree(data)
    totals["scenarios"] += 1


PAGE = """# Kills during imports

`{command}`: {outcome}.

| | |
| --- | ---: |
| kills (SIGKILL) while an import was running | {kills} |
| kills that came after the import was done | {late} |
| scenarios (a data folder, a till file and an acquirer file of {rows} sales) | {scenarios} |
| checks: journal verified, acknowledged rows present, tables equal to a rebuild | {checks} |
| rows acknowledged before a kill, all found after it | {acknowledged} |
| kills that left a torn tail in the journal, cut at the next start | {torn} |
| minutes | {minutes} |

After every scenario the import was left to finish: {transactions} transactions, {findings} findings and every row
count were those of a run that nobody killed, and importing the files once more changed nothing.
The tables are read and compared by the campaign itself, with SQLite, not by the program.
"""


def write_report(path, result):
    with open(path, "w") as out:
        if not path.endswith(".md"):
            json.dump(result, out, indent=1)
            out.write("\n")
            return
        out.write(PAGE.format(
            command=f"kill_imports.py --kills {result['kills']} --seed {result['seed']} --rows {result['rows']}",
            outcome="nothing lost" if result["failure"] is None else f"FAILED, {result['failure']}",
            minutes=round(result["seconds"] / 60, 1), transactions=result["reference"]["transactions"],
            findings=result["reference"]["findings"],
            **{key: result[key] for key in ("kills", "late", "rows", "scenarios", "checks", "acknowledged", "torn")}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--jobs", type=int, default=2, help="scenarios at a time")
    parser.add_argument("--work", default=None)
    parser.add_argument("--report")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    own = tempfile.mkdtemp(prefix="counterfoil-kill-")
    options.work = options.work or own
    files, bad = write_files(own, options.rows, options.seed)
    quiet = Program(options.binary, os.path.join(own, "never-killed"))
    durations, answers = {}, []
    for path in files:
        began = time.monotonic()
        answers.append(count_rows(quiet.finish(path)))
        durations[os.path.basename(path)] = time.monotonic() - began
    reference = {"state": logical(quiet.data), "answers": answers}
    if not answers[0] or reference["state"]["observations"][0] == 0:
        print("the never-killed run imported nothing", file=sys.stderr)
        return 2
    totals = {"kills": 0, "late": 0, "checks": 0, "torn": 0, "scenarios": 0, "acknowledged": 0}
    failures = []
    began = time.monotonic()
    numbers = itertools.count(1)

    def work():
        while totals["kills"] < options.kills and not failures:
            number = next(numbers)
            try:
                scenario(options, files, bad, reference, durations, random.Random(f"{options.seed}/{number}"), totals)
            except (Lost, subprocess.TimeoutExpired) as problem:
                failures.append(f"seed {options.seed}, scenario {number}: {problem}")
            print(f"\rscenario {number}: {totals['kills']} kills", end="", file=sys.stderr, flush=True)

    workers = [threading.Thread(target=work) for _ in range(options.jobs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    failure = failures[0] if failures else None
    print(file=sys.stderr)
    result = {"seed": options.seed, "rows": options.rows, **totals, "seconds": round(time.monotonic() - began, 1),
              "reference": reference["state"], "failure": failure}
    print(json.dumps(result, indent=1))
    if options.report:
        os.makedirs(os.path.dirname(os.path.abspath(options.report)), exist_ok=True)
        write_report(options.report, result)
    if failure is None:
        shutil.rmtree(own, ignore_errors=True)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
