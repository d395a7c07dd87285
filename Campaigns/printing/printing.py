#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Slips through the real print proxy to a simulated printer, with everything a shop does to them.

    printing.py spooler --binary PATH [--jobs 60]  [--seed 1] [--report FILE.md]
    printing.py kills   --binary PATH [--kills 10] [--seed 1] [--report FILE.md]
    printing.py delay   --binary PATH [--jobs 300] [--report FILE.md]

`spooler`: jobs from many tills, while the paper runs out in a line, the cover opens, the knife sticks, the power
fails, the printer goes away, and the proxy is killed (SIGKILL). The oracle is the paper tape of the simulated
printer. Nothing may be missing, nothing may be on paper twice without a mark, whatever is called printed must be on
paper, and whatever nobody can know must be called unconfirmed.

`kills`: SIGKILL of the proxy at seeded random moments. A job is acknowledged when the fence behind it was answered.
No byte of an acknowledged job may be lost, and what is kept and what is printed must have the SHA-256 of what the till
sent.

`delay`: what the proxy adds between a till's last byte and the printer's first, against a direct connection.

Exit code 0: all of it held. A failure prints the seed that replays it.
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request


class Broken(Exception):
    """Something that was promised is not so."""


class Process:
    """A child of ours that says one line when it is ready."""

    started = []

    def __init__(self, arguments, log):
        self.child = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=log, text=True, bufsize=1)
        Process.started.append(self.child)
        self.lines = []
        self.ready = self.child.stdout.readline().strip()
        while self.ready and "ready: port" not in self.ready:
            self.lines.append(self.ready)
            self.ready = self.child.stdout.readline().strip()
        if not self.ready:
            raise Broken(f"{arguments[1]} did not start: exit {self.child.wait()}")
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.child.stdout:
            self.lines.append(line.rstrip("\n"))

    def kill(self):
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        self.reader.join(timeout=5)

    def stop(self):
        self.child.terminate()
        try:
            return self.child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Broken("it did not end in order")


class Printer(Process):
    def __init__(self, binary, log, *options):
        super().__init__([binary, "simulate", "printer", "--listen", "0", "--control", "0", *options], log)
        words = self.ready.replace(",", "").split()
        self.port, self.control = int(words[words.index("port") + 1]), int(words[words.index("control") + 1])

    def ask(self, path, method="GET"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.control}{path}", method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def do(self, path):
        self.ask(path, "POST")

    def status(self):
        return json.loads(self.ask("/status"))

    def slips(self):
        """The printed lines between two cuts."""
        slips = [[]]
        for line in self.ask("/tape").decode("utf-8", "replace").splitlines():
            if line == "---":
                slips.append([])
            else:
                slips[-1].append(line)
        return slips

    def heal(self):
        for fault in ("paper-out", "cover", "cutter", "jam", "offline", "frozen"):
            self.do(f"/clear/{fault}")
        # An error of the knife is over when its cause is gone and the cover was opened and closed.
        self.do("/fault/cover")
        time.sleep(0.05)
        self.do("/clear/cover")
        self.do("/power/on")


class Proxy:
    def __init__(self, binary, folder, printer, log, port=0):
        self.arguments = [binary, "proxy", "--to", f"127.0.0.1:{printer.port}", "--data", folder]
        self.folder, self.log, self.port = folder, log, port
        self.process = None
        self.start()

    def start(self):
        for attempt in range(50):
            try:
                self.process = Process([*self.arguments, "--listen", f"127.0.0.1:{self.port}"], self.log)
                break
            except Broken:
                # The port of the one that was killed may be in use for a moment.
                if attempt == 49:
                    raise
                time.sleep(0.1)
        words = self.process.ready.split()
        self.port = int(words[words.index("port") + 1])

    def kill(self):
        self.process.kill()

    def files(self):
        """Kept jobs by id, bytes as they were kept."""
        kept, folder = {}, os.path.join(self.folder, "receipts")
        for name in sorted(os.listdir(folder)):
            if name.endswith(".escpos"):
                with open(os.path.join(folder, name), "rb") as file:
                    kept[name[:-7]] = file.read()
        return kept

    def states(self):
        """What became of each job, from the events that were kept: (highest level, last doubt or None)."""
        states, seen = {}, set()
        try:
            with open(os.path.join(self.folder, "receipts", "events.log")) as log:
                for line in log:
                    words = line.split()
                    if len(words) < 4 or (words[0], words[1]) in seen:
                        continue
                    seen.add((words[0], words[1]))
                    level, doubt = states.get(words[0], (0, None))
                    if words[3] == "reached":
                        level = max(level, int(words[4][1:]))
                    elif words[3] == "unconfirmed":
                        doubt = words[4]
                    states[words[0]] = (level, doubt)
        except FileNotFoundError:
            pass
        return states


LINES = 6
# A question in the same breath as the cut belongs to the job; one that comes later is only answered.
FENCE = b"\x1dr\x01"


def forms(data):
    return [hashlib.sha256(data).hexdigest(), hashlib.sha256(data + FENCE).hexdigest()]



def slip(name, picks=None):
    body = b"\x1b@" + b"".join(f"{name} line {i} of {LINES}\n".encode() for i in range(1, LINES + 1))
    if picks is not None and picks.randrange(3) == 0:
        width, height = 8, 16
        body += b"\x1dv0\x00" + bytes([width, 0, height, 0]) + bytes(picks.randrange(32, 256) for _ in range(width * height))
    return body + b"\x1dV\x42\x03"


def on_paper(slips, name):
    """How often the whole slip came out, unmarked and marked."""
    wanted = {f"{name} line {i} of {LINES}" for i in range(1, LINES + 1)}
    whole = [s for s in slips if wanted <= set(s)]
    marked = sum(any("DUPLICATE" in line for line in s) for s in whole)
    return len(whole) - marked, marked


def connect(port, patience=20.0):
    deadline = time.monotonic() + patience
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5)
        except OSError:
            if time.monotonic() > deadline:
                raise Broken("the proxy is not to be reached")
            time.sleep(0.02)


def send_acknowledged(port, data):
    """One till prints one slip and waits for its fence; False when the connection died before the answer."""
    try:
        with connect(port) as till:
            till.settimeout(8)
            till.sendall(data + FENCE)
            return len(till.recv(1)) == 1
    except OSError:
        return False


def wait_until(what, seconds, step=0.1):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(step)
    return what()


def spooler(options, folder, log):
    picks = random.Random(options.seed)
    printer = Printer(options.binary, log, "--speed", str(options.speed), "--memory", "1024")
    proxy = Proxy(options.binary, folder, printer, log)
    counts = {"kills": 0, "power cycles": 0, "paper out": 0, "cover": 0, "knife": 0, "jam": 0, "switched off": 0}
    acknowledged, unanswered, lock = set(), set(), threading.Lock()

    def tills(names):
        for name in names:
            ok = send_acknowledged(proxy.port, slip(name, random.Random(f"{options.seed} {name}")))
            with lock:
                (acknowledged if ok else unanswered).add(name)
            time.sleep(picks.uniform(0, 1.0))

    names = [f"job {i:05d}" for i in range(options.jobs)]
    threads = [threading.Thread(target=tills, args=(names[i::8],)) for i in range(8)]
    for thread in threads:
        thread.start()
    size = len(slip("job 00000")) + 20
    while any(thread.is_alive() for thread in threads):
        time.sleep(picks.uniform(0.02, 0.3))
        fate = picks.randrange(9)
        if fate == 0:
            counts["paper out"] += 1
            printer.do(f"/fault/paper-out?after-bytes={picks.randrange(1, 3 * size)}")
        elif fate == 1:
            counts["cover"] += 1
            printer.do("/fault/cover")
        elif fate == 2:
            counts["knife"] += 1
            printer.do(f"/fault/cutter?at-cut={picks.randrange(1, 4)}")
        elif fate == 3:
            counts["power cycles"] += 1
            printer.do(f"/power/cycle?after-bytes={picks.randrange(1, 3 * size)}")
        elif fate == 4:
            counts["jam"] += 1
            printer.do("/fault/jam")
        elif fate == 5:
            counts["switched off"] += 1
            printer.do("/power/off")
        elif fate == 6:
            counts["kills"] += 1
            proxy.kill()
            time.sleep(picks.uniform(0, 0.3))
            proxy.start()
        time.sleep(picks.uniform(0.05, 0.5))
        printer.heal()
    for thread in threads:
        thread.join()

    def is_quiet():
        printer.heal()
        states = proxy.states()
        return all(level >= 2 or doubt for level, doubt in map(lambda i: states.get(i, (0, None)), proxy.files()))

    quiet = wait_until(is_quiet, 60 + options.jobs * 1.5, step=1.0)
    time.sleep(1)
    kept, states, slips = proxy.files(), proxy.states(), printer.slips()
    if not quiet:
        raise Broken("jobs neither printed nor in doubt: " + str([i for i in kept if i not in states][:5]))
    proxy.process.stop()
    printer.kill()
    return judge(names, acknowledged, kept, states, slips, counts, options)


def judge(names, acknowledged, kept, states, slips, counts, options):
    """Every promise, against the tape."""
    by_name = {}
    for job, data in kept.items():
        for name in names:
            if name.encode() in data and hashlib.sha256(data).hexdigest() in forms(
                    slip(name, random.Random(f"{options.seed} {name}"))):
                by_name.setdefault(name, []).append(job)
    printed = doubted = doubted_on_paper = 0
    for name in names:
        jobs = by_name.get(name, [])
        if name in acknowledged and not jobs:
            raise Broken(f"{name} was acknowledged and is not kept")
        unmarked, _ = on_paper(slips, name)
        if unmarked > 1:
            raise Broken(f"{name} came out {unmarked} times without a mark")
        for job in jobs:
            level, doubt = states.get(job, (0, None))
            if level >= 2:
                printed += 1
                if unmarked != 1:
                    raise Broken(f"{name} is called printed (E{level}) and is not on paper")
            elif doubt:
                doubted += 1
                doubted_on_paper += unmarked
            else:
                raise Broken(f"{name} is neither printed nor in doubt")
    return [
        ("jobs", len(names)), ("jobs whose fence was answered, all kept", len(acknowledged)),
        *[(f"fault: {name}", count) for name, count in counts.items()],
        ("printed and proven, all on the tape once", printed),
        ("unconfirmed, shown to a person, none sent again", doubted),
        ("of those on the tape after all", doubted_on_paper),
        ("missing", 0), ("unmarked duplicates", 0),
    ]


def kills(options, folder, log):
    picks = random.Random(options.seed)
    printer = Printer(options.binary, log, "--memory", "65536")
    proxy = Proxy(options.binary, folder, printer, log)
    sent, acknowledged, torn = {}, 0, 0
    for number in range(options.kills):
        done = threading.Event()
        answers = []

        def tills(first):
            for index in range(first, first + 6):
                name = f"kill {number:04d} {index:02d}"
                data = slip(name, random.Random(f"{options.seed} {name}"))
                ok = send_acknowledged(proxy.port, data) if not done.is_set() else None
                answers.append((name, data, ok))

        threads = [threading.Thread(target=tills, args=(first * 10,)) for first in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(picks.uniform(0, 0.15))
        proxy.kill()
        done.set()
        proxy.start()
        for thread in threads:
            thread.join()
        for name, data, ok in answers:
            if ok is not None:
                sent[name] = (data, ok)
        acknowledged += sum(1 for _, _, ok in answers if ok)
    time.sleep(1.0)
    wait_until(lambda: printer.status()["memory"] == 0, 20)
    hashes = {hashlib.sha256(data).hexdigest() for data in proxy.files().values()}
    names = {form: name for name, (data, _) in sent.items() for form in forms(data)}
    for name, (data, ok) in sent.items():
        if ok and not hashes.intersection(forms(data)):
            raise Broken(f"{name} was acknowledged and is not kept byte for byte")
    tape = printer.ask("/tape/bytes")
    states = proxy.states()
    proven = 0
    for job, data in proxy.files().items():
        known = hashlib.sha256(data).hexdigest() in names
        torn += 0 if known else 1
        if states.get(job, (0, None))[0] >= 2:
            proven += 1
            if tape.count(data) != 1:
                raise Broken(f"{job} is called printed and is {tape.count(data)} times on the tape, byte for byte")
    proxy.process.stop()
    printer.kill()
    return [
        ("kills (SIGKILL)", options.kills), ("jobs sent", len(sent)),
        ("jobs acknowledged, all kept with the SHA-256 of what was sent", acknowledged),
        ("jobs called printed, each once on the tape byte for byte", proven),
        ("jobs cut off by a kill, kept as far as they came", torn), ("bytes of acknowledged jobs lost", 0),
    ]


class Sink:
    """A printer that only takes the time at which a slip's last byte comes."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.seen, self.last = {}, b""
        self.lock = threading.Condition()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            peer, _ = self.socket.accept()
            threading.Thread(target=self._read, args=(peer,), daemon=True).start()

    def _read(self, peer):
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        data = b""
        while True:
            more = peer.recv(65536)
            if not more:
                return
            data += more
            now = time.perf_counter()
            while True:
                end = data.find(b"\x1dV\x42\x03")
                if end < 0:
                    break
                name = data[:end].rsplit(b" line", 1)[0].rsplit(b"\n", 1)[-1].decode("latin-1")
                data = data[end + 4:]
                with self.lock:
                    self.seen[name] = now
                    self.lock.notify_all()

    def wait(self, name):
        with self.lock:
            if not self.lock.wait_for(lambda: name in self.seen, timeout=20):
                raise Broken(f"{name} did not arrive")
            return self.seen[name]


def delay(options, folder, log):
    sink = Sink()
    process = subprocess.Popen(
        [options.binary, "proxy", "--listen", "127.0.0.1:0", "--to", f"127.0.0.1:{sink.port}", "--data", folder],
        stdout=subprocess.PIPE, stderr=log, text=True)
    line = process.stdout.readline()
    while "ready: port" not in line:
        line = process.stdout.readline()
    threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
    port = int(line.split()[line.split().index("port") + 1])
    time.sleep(4)  # The sink answers nothing; the proxy finds that out once.

    def measure(target, kind):
        times = []
        for i in range(options.jobs):
            name = f"{kind} {i:05d}"
            with socket.create_connection(("127.0.0.1", target)) as till:
                till.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                begun = time.perf_counter()
                till.sendall(slip(name))
                times.append((sink.wait(name) - begun) * 1000)
            time.sleep(0.02)
        times.sort()
        return times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]

    direct, through = measure(sink.port, "direct"), measure(port, "proxy")
    syncs = []
    with open(os.path.join(folder, "probe"), "wb", buffering=0) as file:
        for _ in range(200):
            file.write(b"x" * 512)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            syncs.append((time.perf_counter() - begun) * 1000)
    syncs.sort()
    process.kill()
    process.wait()
    return [
        ("slips, one after another", options.jobs),
        ("direct, p50 / p99 ms", f"{direct[0]:.2f} / {direct[1]:.2f}"),
        ("through the proxy, p50 / p99 ms", f"{through[0]:.2f} / {through[1]:.2f}"),
        ("added, p50 / p99 ms", f"{through[0] - direct[0]:.2f} / {through[1] - direct[1]:.2f}"),
        ("one fdatasync on this disk, p50 / p99 ms", f"{syncs[100]:.2f} / {syncs[198]:.2f}"),
    ]


TITLES = {
    "spooler": "Slips under every fault of a shop", "kills": "Kills of the print proxy", "delay": "What the print proxy adds",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["spooler", "kills", "delay"])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--speed", type=int, default=3000, help="bytes the printer prints within a second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report")
    parser.add_argument("--keep", action="store_true", help="leave the folder for a look")
    options = parser.parse_args()
    options.jobs = options.jobs or {"spooler": 60, "kills": 0, "delay": 300}[options.what]
    folder = tempfile.mkdtemp(prefix="printing-")
    begun = time.monotonic()
    try:
        with open(os.path.join(folder, "stderr.log"), "w") as log:
            facts = {"spooler": spooler, "kills": kills, "delay": delay}[options.what](options, folder, log)
    except Broken as error:
        print(f"BROKEN: {error}\nreplay: {os.path.basename(__file__)} {options.what} --seed {options.seed} "
              f"--jobs {options.jobs} --kills {options.kills}   folder: {folder}", file=sys.stderr)
        return 1
    finally:
        for child in Process.started:
            if child.poll() is None:
                child.kill()
                child.wait()
    minutes = (time.monotonic() - begun) / 60
    size = f" --jobs {options.jobs}" if options.jobs else ""
    size += f" --kills {options.kills}" if options.what == "kills" else ""
    lines = [f"# {TITLES[options.what]}", "", f"`printing.py {options.what}{size} --seed {options.seed}`: it held.", "",
             "| | |", "| --- | ---: |", *[f"| {name} | {value} |" for name, value in facts],
             f"| minutes | {minutes:.1f} |", ""]
    print("\n".join(lines))
    if options.report:
        with open(options.report, "w") as file:
            file.write("\n".join(lines))
    if not options.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
