#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the file job: against other engines, as files grow, in other dress and in little memory.

usage: reconcile.py --binary .build/release/counterfoil [--rows 10000000] [--rounds 3] [--threads 2] [--folder DIR]
                    [--large] [--without spark,polars,…] [--only-spark] [--write FILE.md]

Machines are noisy, so programs run in turn (A B C A B C …) after one run of each to warm the file cache; medians are
taken, ratios are between neighbours, CPU seconds and private memory stand beside wall time, and each goal beside its
figure. Counts of the codes are compared first: a fast wrong answer is no answer. Slow engines run once.

`--rows 100000` tries the script in a minute. `--large` adds 30 and 100 million rows (60 GB of disk, an hour). The usual
run takes about 14 minutes and 14 GB on two cores. `--write` puts the tables between the marks `<!-- reconcile -->`,
those of Spark between `<!-- spark -->`, which `--only-spark` makes alone.
"""
import argparse, collections, csv, importlib.util, os, pathlib, shutil, subprocess, sys, tempfile

import measuring, shapes
from measuring import median, ratio

HERE = pathlib.Path(__file__).resolve().parent


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, pathlib.Path(folder)
        self.goals = []

    def files(self, rows):
        """The generated files of so many rows a side."""
        folder = self.folder / f"rows-{rows}"
        if not (folder / "bank.csv").exists():
            subprocess.run([sys.executable, HERE / "generate.py", str(rows), folder], check=True)
        return folder

    def native(self, folder, threads, *more, out="out-native"):
        command = [
            self.options.binary, "reconcile", "--pos", f"{folder}/pos.csv", "--acquirer", f"{folder}/acquirer.csv", "--bank",
            f"{folder}/bank.csv", "--tariff", f"{folder}/tariff.toml", "--calendar", f"{folder}/calendar.toml", "--out",
            f"{folder}/{out}", "--threads", str(threads), *more]
        return command, None, False

    def script(self, name, folder, slow=False):
        command = [sys.executable, HERE / f"{name}.py", folder, f"{folder}/out-{name}", str(self.options.threads)]
        return command, None, slow

    def spark(self, folder):
        environment = os.environ | {"COUNTERFOIL_SPARK_PYTHON": sys.executable}
        command, _, _ = self.native(folder, self.options.threads, "--engine", "spark", "--memory", "4G", out="out-spark")
        return command, environment, True

    def wanted(self, name, *modules):
        """Whether an engine is here and not switched off."""
        return name not in self.options.without and all(importlib.util.find_spec(module) for module in modules) and (
            name != "spark" or shutil.which("java") is not None)

    def goal(self, what, value, limit, unit="", at_least=True):
        met = value >= limit if at_least else value <= limit
        text = lambda number: f"{number:,.1f}{unit}" if number < 100 else f"{number:,.0f}{unit}"
        self.goals.append(
            f"| {what} | {'≥' if at_least else '≤'} {text(limit)} | {text(value)} | {'met' if met else '**short**'} |")

    def check(self, folder, name, codes):
        mine, theirs = counts(f"{folder}/out-native/findings.csv"), counts(f"{folder}/{name}/findings.csv")
        if any(mine.get(code) != theirs.get(code) for code in codes):
            raise SystemExit(f"{name} does not agree: {mine} {theirs}")


def counts(path):
    with open(path, newline="", encoding="utf-8") as stream:
        found = collections.Counter(row["code"] for row in csv.DictReader(stream))
    return {code: n for code, n in found.items() if code not in ("ST-07", "ST-08")}


def line(name, runs, *more):
    walls = [run.wall for run in runs]
    spread = f" ({min(walls):.2f}–{max(walls):.2f})" if len(walls) > 1 else ", once"
    return " | ".join([f"| {name}", f"{median(runs, 'wall'):.2f}{spread}", f"{median(runs, 'cpu'):.2f}",
                       f"{median(runs, 'private') / 1e6:,.0f} MB", *more]) + " |"


def engines(bench):
    """Every engine over the same files."""
    options, folder = bench.options, bench.files(bench.options.rows)
    threads = f"{options.threads} threads"
    mine, tuned = f"Counterfoil, {threads}", f"DuckDB tuned, {threads}"
    programs = {
        mine: bench.native(folder, options.threads), tuned: bench.script("tuned_duckdb", folder),
        "Counterfoil, 1 thread": bench.native(folder, 1),
        "`wc -l` of the two files": (["wc", "-l", folder / "pos.csv", folder / "acquirer.csv"], None, False)}
    if bench.wanted("plain"):
        programs[f"DuckDB plain, {threads}"] = bench.script("plain_duckdb", folder, slow=True)
    if bench.wanted("polars", "polars"):
        programs[f"Polars, {threads}"] = bench.script("polars_job", folder, slow=True)
    runs = measuring.interleaved(programs, options.rounds)
    # The tuned scripts count a repeated key once for each copy there, with PY-04 too; the codes it cannot touch agree.
    untouched = ("PY-01", "PY-06", "ST-01", "ST-05")
    bench.check(folder, "out-tuned_duckdb", untouched)
    if f"Polars, {threads}" in runs:
        bench.check(folder, "out-polars_job", untouched)
    if f"DuckDB plain, {threads}" in runs:
        bench.check(folder, "out-plain_duckdb", ("PY-01", "PY-02", "PY-04", "PY-06", "RC-01", "ST-01", "ST-04", "ST-05"))
    bench.goal("wall time against tuned DuckDB", ratio(runs[tuned], runs[mine]), 6, " ×")
    bench.goal("CPU seconds against tuned DuckDB", ratio(runs[tuned], runs[mine], "cpu"), 5, " ×")
    if f"DuckDB plain, {threads}" in runs:
        bench.goal("wall time against plain DuckDB", ratio(runs[f"DuckDB plain, {threads}"], runs[mine]), 12, " ×")
    bench.goal("time against `wc -l` of the same files", ratio(runs[mine], runs["`wc -l` of the two files"]), 8, " ×", at_least=False)
    limit = (40 * 2 * options.rows + 30e6) / 1e6
    bench.goal("private memory, 40 bytes a row + 30 MB", median(runs[mine], "private") / 1e6, limit, " MB", at_least=False)
    head = "| program | wall s, median (range) | CPU s | private memory | Counterfoil is so many times faster |\n| --- | --- | --- | --- | --- |\n"
    return f"### The file job, {options.rows:,} rows a side ({shapes.size(folder) / 1e6:,.0f} MB)\n\n{{facts}}\n\n{head}" + "\n".join(
        line(name, of, "–" if name == mine else f"{ratio(of, runs[mine]):.2f}") for name, of in runs.items()) + "\n"


def spark(bench):
    """The same job on Spark, over a tenth and three tenths of the rows: its start is seconds, however few there are."""
    if not bench.wanted("spark", "pyspark", "pyarrow"):
        return "Spark: not installed here.\n"
    mine, other, lines = "Counterfoil, native", "Counterfoil on Spark, local", []
    for rows in sorted({max(1_000, bench.options.rows * part // 10) for part in (1, 3)}):
        folder = bench.files(rows)
        runs = measuring.interleaved({mine: bench.native(folder, bench.options.threads), other: bench.spark(folder)}, 1)
        if (folder / "out-spark/findings.csv").read_bytes() != (folder / "out-native/findings.csv").read_bytes():
            raise SystemExit("Spark's findings.csv has other bytes")
        lines += [line(f"{name}, {rows:,}", of, "–" if name == mine else f"{ratio(of, runs[mine]):.2f}") for name, of in runs.items()]
    facts = f"{measuring.today()}, {measuring.machine()}, load {os.getloadavg()[0]:.1f} at the end; each once, file cache warm, whole processes."
    return (f"### The file job on Spark, {bench.options.threads} threads\n\n{facts} A Spark of its own is started and ended in each run.\n\n| engine, rows a side | wall s | CPU s | private memory | native is so many "
            "times faster |\n| --- | --- | --- | --- | --- |\n" + "\n".join(lines) + "\n")


def growth(bench):
    """The same job over files of growing size."""
    options = bench.options
    sizes = [max(1_000, options.rows // 100), max(1_000, options.rows // 10), options.rows]
    large = [3 * options.rows, 10 * options.rows] if options.large else []
    lines = []
    for rows in sizes + large:
        folder = bench.files(rows)
        mine, tuned = "mine", "tuned"
        programs = {mine: bench.native(folder, options.threads)}
        if rows in large:
            # Beyond memory: the limit of the goal, and DuckDB under the same one.
            programs = {mine: bench.native(folder, options.threads, "--memory", "2G")}
            command, environment, _ = bench.script("tuned_duckdb", folder, slow=True)
            programs = {name: (c, e, True) for name, (c, e, _) in programs.items()}
            programs[tuned] = ([*command, "2GB"], environment, True)
        elif rows < options.rows:
            programs[tuned] = bench.script("tuned_duckdb", folder)
        runs = measuring.interleaved(programs, 1 if rows in large else max(options.rounds, 3 if rows < options.rows else 1))
        of = runs[mine]
        against = f"{ratio(runs[tuned], of):.2f}" if tuned in runs else "above"
        name = f"{rows:,}" + (", `--memory 2G`" if rows in large else "")
        lines.append(line(name, of, f"{median(of, 'private') / (2 * rows):,.0f}", against))
        if rows == 100_000:
            bench.goal("100,000 rows a side, whole process", median(of, "wall") * 1_000, 80, " ms", at_least=False)
        if rows in large:
            if rows == 100_000_000:
                bench.goal("100 million rows a side in little memory: private memory", median(of, "private") / 1e9, 2.2, " GB", at_least=False)
                bench.goal("the same against DuckDB with the same limit", ratio(runs[tuned], of), 3, " ×")
            shutil.rmtree(folder)
    return ("### As files grow\n\n| rows a side | wall s, median (range) | CPU s | private memory | bytes a row | times faster than tuned DuckDB |\n"
            "| --- | --- | --- | --- | --- | --- |\n" + "\n".join(lines) + "\n")


def dress(bench):
    """Quoted cells, Chinese text in two encodings, several passes in little memory: each against its plain twin."""
    options, plain = bench.options, bench.files(bench.options.rows)
    folder, lines = bench.folder / "dress", []

    def compare(name, programs, what, limit=None):
        (first, _), (second, _) = programs.items()
        runs = measuring.interleaved(programs, max(2, options.rounds - 1))
        value = ratio(runs[second], runs[first])
        lines.append(line(name, runs[second], f"{value:.2f} × {first}"))
        if limit:
            bench.goal(what, value, limit, " ×", at_least=False)

    quoted = shapes.quoted(plain, folder / "quoted")
    compare("every cell quoted", {"plain": bench.native(plain, options.threads), "quoted": bench.native(quoted, options.threads)},
            "fully quoted against plain", 2.2)
    shutil.rmtree(quoted)
    utf8 = shapes.chinese(plain, folder / "utf8")
    gbk = shapes.gbk(utf8, folder / "gbk")
    for made in (utf8, gbk):
        measuring.measure(bench.native(made, options.threads)[0])
    if counts(utf8 / "out-native/findings.csv") == counts(gbk / "out-native/findings.csv"):
        compare("Chinese text, GBK", {"UTF-8": bench.native(utf8, options.threads), "GBK": bench.native(gbk, options.threads)},
                "GBK against the same in UTF-8", 1.2)
    else:
        lines.append("| Chinese text, GBK | not read in this version | | | |")
        bench.goals.append("| GBK against the same in UTF-8 | ≤ 1.2 × | not read | **short** |")
    shutil.rmtree(folder)
    small = max(1, options.rows * 48 // 8 >> 20)
    compare(f"`--memory {small}M`", {"plain": bench.native(plain, options.threads),
                                     "small": bench.native(plain, options.threads, "--memory", f"{small}M")}, "")
    return ("### In other dress and in little memory, the same rows\n\n| files | wall s, median (range) | CPU s | private memory | time |\n"
            "| --- | --- | --- | --- | --- |\n" + "\n".join(lines) + "\n")


def five(bench):
    """Till, acquirer, bank, receipts and orders in one run, against the same in DuckDB."""
    options, folder = bench.options, bench.folder / "five"
    subprocess.run([sys.executable, HERE / "generate.py", str(options.rows), folder, "1", "sides"], check=True)
    mine, tuned = "Counterfoil, five sources", "DuckDB tuned, five sources"
    runs = measuring.interleaved({
        mine: bench.native(folder, options.threads, "--receipts", f"{folder}/receipts.csv", "--orders", f"{folder}/orders.csv"),
        tuned: bench.script("tuned_duckdb_five", folder)}, max(2, options.rounds - 1))
    if counts(folder / "out-native/findings.csv") != counts(folder / "out-tuned_duckdb_five/findings.csv"):
        raise SystemExit("the two do not agree over five sources")
    bench.goal("five sources against tuned DuckDB", ratio(runs[tuned], runs[mine]), 4, " ×")
    size = sum(file.stat().st_size for file in folder.glob("*.csv")) / 1e6
    shutil.rmtree(folder)
    return (f"### Five sources, {options.rows:,} sales ({size:,.0f} MB)\n\n| program | wall s, median (range) | CPU s | private memory | "
            "Counterfoil is so many times faster |\n| --- | --- | --- | --- | --- |\n" + "\n".join(
                line(name, of, "–" if name == mine else f"{ratio(of, runs[mine]):.2f}") for name, of in runs.items()) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", help="where the files are made and kept; default a temporary folder")
    parser.add_argument("--large", action="store_true", help="three and ten times as many rows, too")
    parser.add_argument("--without", default="", help="engines and parts to leave out: plain, polars, spark, growth, dress, five")
    parser.add_argument("--only-spark", action="store_true", help="nothing but Spark beside the native engine")
    parser.add_argument("--write")
    options = parser.parse_args()
    options.without = set(options.without.split(","))
    folder = options.folder or tempfile.mkdtemp(prefix="counterfoil-bench-", dir=os.environ.get("TMPDIR", "/var/tmp"))
    try:
        bench = Bench(options, folder)
        if "spark" not in options.without:
            section = spark(bench)
            print(section)
            if options.write:
                measuring.write(options.write, section, mark="spark")
        if options.only_spark:
            return
        parts = [engines(bench)]
        parts += [part(bench) for part in (growth, dress, five) if part.__name__ not in options.without]
        facts = (
            f"{measuring.today()}, {measuring.machine()}, load {os.getloadavg()[0]:.1f} at the end; {options.rounds} interleaved "
            "rounds, file cache warm, whole processes; private memory is the most at one time (`RssAnon`). Counterfoil also "
            "writes row references, digests, quarantine and report; the other engines do not.")
        parts.append("### Goals\n\n| what | goal | here | |\n| --- | --- | --- | --- |\n" + "\n".join(bench.goals) + "\n")
        section = "\n".join(parts).replace("{facts}", facts)
        print(section)
        if options.write:
            measuring.write(options.write, section)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
