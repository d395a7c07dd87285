# SPDX-License-Identifier: Apache-2.0
"""One run of a program, measured: wall time, CPU seconds, private memory; with all processes it starts."""
import datetime, os, pathlib, platform, statistics, subprocess, sys, tempfile, threading, time

TICKS = os.sysconf("SC_CLK_TCK")


class Watch(threading.Thread):
    """Looks at a process and its children while they run: the most private memory at one time, and CPU seconds.

    Private memory is `RssAnon`: what the processes alone hold, without the files' pages that the system lends.
    """

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process = process
        self.private, self.spent, self.over = 0, {}, False

    def family(self):
        found, open_ = [], [self.process]
        while open_:
            process = open_.pop()
            found.append(process)
            try:
                for task in os.listdir(f"/proc/{process}/task"):
                    open_ += pathlib.Path(f"/proc/{process}/task/{task}/children").read_text().split()
            except OSError:
                continue
        return found

    def look(self):
        private = 0
        for process in self.family():
            try:
                status = pathlib.Path(f"/proc/{process}/status").read_text()
                at = status.find("RssAnon:")
                private += int(status[at + 8:status.index("kB", at)]) * 1024 if at >= 0 else 0
                fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
                self.spent[process] = (int(fields[11]) + int(fields[12])) / TICKS
            except (OSError, ValueError):
                continue
        self.private = max(self.private, private)

    def run(self):
        start = time.monotonic()
        while not self.over:
            self.look()
            # Often while a short run may end at once, seldom once looking would cost more than it tells.
            time.sleep(0.003 if time.monotonic() - start < 0.5 else 0.03)


class Run:
    """What one run took."""

    def __init__(self, wall, cpu, private):
        self.wall, self.cpu, self.private = wall, cpu, private


def measure(command, environment=None, fine=(0, 1)):
    """Runs a program to its end. Exit 1 of the file job means findings, which there are."""
    with tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        watch = Watch(str(process.pid))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        watch.over = True
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            errors.seek(0)
            raise SystemExit(f"{command[0]}: exit {process.returncode}\n{errors.read()[-4_000:].decode(errors='replace')}")
    # Children that were never waited for (Spark's) are only in what was seen of them.
    return Run(wall, max(usage.ru_utime + usage.ru_stime, sum(watch.spent.values())), watch.private)


def interleaved(programs, rounds, say=print):
    """Runs of each program, A B C A B C …, after one of each to warm the file cache and the programs themselves.

    programs: name to (command, environment, whether it is slow); slow ones run once, unwarmed.
    """
    runs = {name: [] for name in programs}
    for name, (command, environment, slow) in programs.items():
        if not slow:
            measure(command, environment)
    for number in range(rounds):
        for name, (command, environment, slow) in programs.items():
            if slow and number > 0:
                continue
            runs[name].append(measure(command, environment))
            last = runs[name][-1]
            say(f"  {name}: {last.wall:.2f} s wall, {last.cpu:.2f} s CPU, {last.private / 1e6:,.0f} MB private", flush=True)
    return runs


def median(runs, what):
    return statistics.median(getattr(run, what) for run in runs)


def ratio(slower, faster, what="wall"):
    """How many times faster: each run against the one of its round, which had the same neighbours on the machine."""
    return statistics.median(getattr(a, what) / max(1e-9, getattr(b, what)) for a, b in zip(slower, faster))


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()} {platform.release()}"


def today():
    return datetime.date.today()


def write(path, section, mark="reconcile"):
    """Puts a section between the marks `<!-- mark -->` of a Markdown file."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    file = pathlib.Path(path)
    text = file.read_text(encoding="utf-8") if file.exists() else "# Performance\n"
    block = f"{begin}\n{section}{end}"
    if begin in text and end in text:
        text = text[:text.index(begin)] + block + text[text.index(end) + len(end):]
    else:
        text = text.rstrip("\n") + "\n\n" + block + "\n"
    file.write_text(text, encoding="utf-8")
