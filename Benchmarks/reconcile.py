#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the file job against DuckDB tuned by hand, on the same machine in the same hour.

usage: reconcile.py --binary .build/release/counterfoil [--rows 10000000] [--rounds 5] [--threads 2] [--folder DIR]
                    [--write FILE.md]

Machines are noisy, so the two run in turn (A B A B …) after one run of each to warm the file cache, medians are
taken, and CPU seconds and peak memory stand beside wall time. Counts of every code are compared first: a fast wrong
answer is no answer. `--write` puts the table between the marks `<!-- reconcile -->` of a Markdown file.
"""
import argparse, collections, csv, datetime, os, pathlib, platform, resource, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent


def measure(command):
    """(wall, CPU, peak bytes) of one run. Exit 1 means findings, which there are."""
    start = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code not in (0, 1):
        raise SystemExit(f"{command[0]}: exit {code}\n{error.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def counts(path):
    with open(path, newline="", encoding="utf-8") as stream:
        found = collections.Counter(row["code"] for row in csv.DictReader(stream))
    return {code: n for code, n in found.items() if code not in ("ST-07", "ST-08")}


def interleaved(commands, rounds):
    for command in commands.values():
        measure(command)
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(measure(command))
            print(f"  {name}: {runs[name][-1][0]:.2f} s wall, {runs[name][-1][1]:.2f} s CPU", flush=True)
    return runs


def row(name, runs, base):
    wall, cpu, peak = (statistics.median(run[i] for run in runs) for i in range(3))
    # Each run against the one beside it, which had the same neighbours on the machine.
    ratio = statistics.median(other[0] / mine[0] for mine, other in zip(runs, base))
    least, most = min(run[0] for run in runs), max(run[0] for run in runs)
    return f"| {name} | {wall:.2f} ({least:.2f}–{most:.2f}) | {cpu:.2f} | {peak / 1e6:,.0f} MB | {ratio:.1f} |"


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()} {platform.release()}"


def write(path, section, mark="reconcile"):
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    file = pathlib.Path(path)
    text = file.read_text(encoding="utf-8") if file.exists() else "# Performance\n"
    block = f"{begin}\n{section}{end}"
    if begin in text and end in text:
        text = text[:text.index(begin)] + block + text[text.index(end) + len(end):]
    else:
        text = text.rstrip("\n") + "\n\n" + block + "\n"
    file.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", help="where the files are made and kept; default a temporary folder")
    parser.add_argument("--write")
    options = parser.parse_args()
    folder = options.folder or tempfile.mkdtemp(prefix="counterfoil-bench-")
    try:
        if not os.path.exists(f"{folder}/bank.csv"):
            subprocess.run([sys.executable, HERE / "generate.py", str(options.rows), folder], check=True)
        size = sum(os.path.getsize(f"{folder}/{name}") for name in ("pos.csv", "acquirer.csv"))
        native = lambda threads: [
            options.binary, "reconcile", "--pos", f"{folder}/pos.csv", "--acquirer", f"{folder}/acquirer.csv", "--bank",
            f"{folder}/bank.csv", "--tariff", f"{folder}/tariff.toml", "--calendar", f"{folder}/calendar.toml", "--out",
            f"{folder}/out-native", "--threads", str(threads)]
        commands = {
            f"Counterfoil, {options.threads} threads": native(options.threads),
            f"DuckDB tuned, {options.threads} threads": [
                sys.executable, HERE / "tuned_duckdb.py", folder, f"{folder}/out-duckdb", str(options.threads)],
            "Counterfoil, 1 thread": native(1),
        }
        runs = interleaved(commands, options.rounds)
        # A repeated key is counted once for each copy there, with PY-04 too; the codes it cannot touch agree.
        mine, theirs = counts(f"{folder}/out-native/findings.csv"), counts(f"{folder}/out-duckdb/findings.csv")
        if any(mine.get(code) != theirs.get(code) for code in ("PY-01", "PY-06", "ST-01", "ST-05")):
            raise SystemExit(f"the two do not agree: {mine} {theirs}")
        base = runs[f"DuckDB tuned, {options.threads} threads"]
        section = (
            f"### The file job, {options.rows:,} rows a side ({size / 1e6:,.0f} MB)\n\n"
            f"{datetime.date.today()}, {machine()}, load {os.getloadavg()[0]:.1f} at the end; {options.rounds} interleaved "
            "rounds, file cache warm, whole processes. Counterfoil also writes row references, digests, quarantine and "
            "report.\n\n| program | wall s, median (range) | CPU s | peak memory | times faster than DuckDB |\n"
            "| --- | --- | --- | --- | --- |\n"
            + "\n".join(row(name, of, base) for name, of in runs.items()) + "\n")
        print(section)
        if options.write:
            write(options.write, section)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
