#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the running shop: import, search, pages, memory, start.

usage: shop.py --binary .build/release/counterfoil [--rows 1000000] [--folder DIR] [--write FILE.md]

Every time is a round trip on loopback as a client sees it, so the server's own time is less.
"""
import argparse, csv, datetime, http.client, json, os, pathlib, random, re, shutil, signal, subprocess, sys, tempfile, time

from measuring import machine, write

HERE = pathlib.Path(__file__).resolve().parent
NAME, PASSWORD = "bench", "correct horse battery staple"


class Server:
    """One `counterfoil serve` on a free loopback port; stopped by its process id."""

    def __init__(self, binary, data, port, *more):
        self.port = port
        started = time.monotonic()
        self.process = subprocess.Popen(
            [binary, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                if self.get("/readyz", {})[0] == 200:
                    break
            except OSError:
                pass
            if time.monotonic() - started > 120 or self.process.poll() is not None:
                raise SystemExit("serve did not get ready")
            time.sleep(0.01)
        self.ready = time.monotonic() - started

    def request(self, method, path, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read(), response.headers

    def get(self, path, headers):
        return self.request("GET", path, headers)

    def resident(self, peak=False):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{'VmHWM' if peak else 'VmRSS'}:\s+(\d+)", text)[1]) / 1024

    def usage(self):
        """CPU seconds of all threads so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def forget_peak(self):
        """The next peak is counted from what is resident now (VmHWM back to VmRSS)."""
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(server, paths, headers):
    """Milliseconds of each GET over one kept connection, and the largest body in bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    times, largest = [], 0
    for path in paths:
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        times.append((time.perf_counter() - started) * 1000)
        largest = max(largest, len(body))
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status} {body[:200]!r}")
    return times, largest


def memories(rows, count, seed):
    """What customers would say of real rows, in several ways."""
    chance = random.Random(seed)
    said = []
    for row in chance.sample(rows, count):
        date, clock = row["time"].split(" ")
        hour, last4 = int(clock[:2]), row["card"][-4:]
        month, day = int(date[5:7]), int(date[8:])
        said.append(chance.choice([
            f"{row['amount']} {month}月{day}日 {hour}点 尾号{last4}",
            f"{row['amount']} {month}-{day} {clock[:5]}",
            f"约{row['amount'].split('.')[0]} {month}月{day}日 {hour}点",
            f"{row['amount']} 尾号{last4}",
            f"{row['amount']}",
            f"尾号{last4}",
            f"{row['rrn']}",
            f"card ending {last4}, about {row['amount'].split('.')[0]}, {date}",
        ]))
    return said


def shop(options, data):
    """A server on a new shop with one store, and the headers of a person who may import."""
    shutil.rmtree(data, ignore_errors=True)
    environment = dict(os.environ, COUNTERFOIL_PASSWORD=PASSWORD)
    subprocess.run([options.binary, "store", "add", "S1", "--name", "Bench", "--data", str(data)], check=True)
    subprocess.run([options.binary, "user", "add", NAME, "--role", "finance", "--data", str(data)],
                   check=True, env=environment)
    server = Server(options.binary, str(data), options.port)
    _, body, _ = server.request("POST", "/api/v1/session", {"Content-Type": "application/json"},
                                json.dumps({"name": NAME, "password": PASSWORD}))
    return server, {"Authorization": f"Bearer {json.loads(body)['token']}"}


def imported(server, headers, path, label):
    """Imports a file; wall and CPU seconds, the peak of this import alone, and what stays resident."""
    server.forget_peak()
    started, spent = time.monotonic(), server.usage()
    with open(path, "rb") as stream:
        status, body, _ = server.request(
            "POST", f"/api/v1/imports?name={path.name}",
            headers | {"Content-Type": "application/octet-stream", "Content-Length": str(os.path.getsize(path))}, stream)
    if status not in (200, 201, 202):
        raise SystemExit(f"import: {status} {body[:300]!r}")
    where = f"/api/v1/imports/{json.loads(body)['id']}"
    while True:
        record = json.loads(server.get(where, headers)[1])
        if record["file"] or record["problem"]:
            break
        time.sleep(0.1)
    if record["problem"]:
        raise SystemExit(f"import: {record['problem']}")
    return {
        f"import {label}: seconds": round(time.monotonic() - started, 1),
        f"import {label}: CPU seconds": round(server.usage() - spent, 1),
        f"import {label}: peak resident MB": round(server.resident(peak=True)),
        f"import {label}: resident MB afterwards": round(server.resident()),
    }


def sample(options, folder):
    """The sample shop: start, rest, and every page of the console."""
    data = folder / "sample"
    shutil.rmtree(data, ignore_errors=True)
    Server(options.binary, str(data), options.port, "--sample").stop()
    server = Server(options.binary, str(data), options.port, "--sample")
    results = {"serve: ready s, sample shop": round(server.ready, 2)}
    try:
        time.sleep(3)
        results["serve: resident MB at rest"] = round(server.resident())
        status, body, answer = server.get("/signin", {})
        token = re.search(r'name="_csrf" value="([^"]+)"', body.decode())[1]
        people = re.findall(r'name="name" value="([^"]+)"', body.decode())
        cookie = answer["Set-Cookie"]
        host = f"http://127.0.0.1:{options.port}"
        best = {}
        for person in people:
            status, _, answer = server.request(
                "POST", "/sample/entry",
                {"Cookie": cookie.split(";")[0], "Content-Type": "application/x-www-form-urlencoded", "Origin": host},
                f"_csrf={token}&to=/&name={person}")
            found = answer.get_all("Set-Cookie") or []
            session = re.search(r"[^,;= ]*session[^=]*=[^;,]+", ", ".join(found))
            if not session:
                continue
            headers = {"Cookie": session[0]}
            for path in ("/counter", "/today", "/transactions", "/transactions?q=58", "/findings", "/imports",
                         "/tariffs", "/terminals", "/stores", "/people", "/account"):
                if path not in best and server.get(path, headers)[0] == 200:
                    best[path] = headers
        detail = json.loads(server.get("/api/v1/transactions?limit=1", best["/transactions"])[1])
        if detail["items"]:
            best[f"/transactions/{detail['items'][0]['id']}"] = best["/transactions"]
        every, largest = [], 0
        for path, headers in best.items():
            times, size = timed(server, [path] * 60, headers)
            every += times[10:]
            largest = max(largest, size)
            results[f"page {path}: p95 ms, kB"] = [round(percentile(times[10:], 0.95), 1), round(size / 1000, 1)]
        results["pages: p95 ms"] = round(percentile(every, 0.95), 1)
        results["pages: largest kB"] = round(largest / 1000, 1)
        results["serve: resident MB after the pages"] = round(server.resident())
    finally:
        server.stop()
    return results


def unprinted(path, count):
    """Till rows whose slip did not come out: each makes a case."""
    start = datetime.datetime(2026, 3, 1, 8)
    with open(path, "w", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["terminal", "rrn", "type", "amount", "time", "card", "printed"])
        for number in range(count):
            time_ = start + datetime.timedelta(seconds=number * 20)
            out.writerow([f"{10000000 + number % 40}", f"{500000000000 + number}", "sale",
                          f"{number % 900 + 1}.{number % 100:02}", time_.strftime("%Y-%m-%d %H:%M:%S"),
                          f"622202******{number % 10000:04}", 0])


def queue(options, folder):
    """The queue of cases with 100,000 of them open: every list that a person would open first."""
    path = folder / "unprinted.csv"
    if not path.exists():
        unprinted(path, 100_000)
    server, headers = shop(options, folder / "cases")
    try:
        results = imported(server, headers, path, "100,000 unprinted charges, a case each")
        every = []
        for path in ("/cases", "/cases?code=RC-01", "/cases?mine=1", "/cases?overdue=1", "/cases?state=open",
                     "/cases?store=S1"):
            times, size = timed(server, [path] * 60, headers)
            every += times[10:]
            results[f"queue {path}: p95 ms, kB"] = [round(percentile(times[10:], 0.95), 1), round(size / 1000, 1)]
        results["queue, 100,000 cases: p95 ms"] = round(percentile(every, 0.95), 1)
        cursor, pages, times = "", 0, []
        while cursor is not None and pages < 200:
            started = time.perf_counter()
            body = json.loads(server.get(f"/api/v1/cases?limit=200{cursor and '&cursor=' + cursor}", headers)[1])
            times.append((time.perf_counter() - started) * 1000)
            cursor, pages = body.get("next_cursor") or body.get("next"), pages + 1
        results["queue by the API, 200 a page: p95 ms"] = round(percentile(times, 0.95), 1)
    finally:
        server.stop()
    return results


def table(results, rows):
    """The figures as a section of the page on performance."""
    lines = [
        f"### The running shop, {rows:,} till rows and as many clearing rows", "",
        f"{datetime.date.today()}, {machine()}. Times are round trips on loopback, search and pages over one kept "
        "connection; imports are durable and judged when they end.", "", "| what | measured |", "| --- | --- |"]
    for name, value in results.items():
        text = ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)
        lines.append(f"| {name} | {text} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder")
    parser.add_argument("--port", type=int, default=18080)
    parser.add_argument("--write")
    options = parser.parse_args()
    folder = pathlib.Path(options.folder or tempfile.mkdtemp(prefix="counterfoil-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "pos.csv").exists():
        subprocess.run([sys.executable, HERE / "generate.py", str(options.rows), str(folder), "1"], check=True)
    server, headers = shop(options, folder / "data")
    results = {}
    try:
        for name in ("pos.csv", "acquirer.csv"):
            results |= imported(server, headers, folder / name, name)
        with open(folder / "pos.csv", newline="") as stream:
            rows = list(csv.DictReader(stream))
        from urllib.parse import quote
        said = memories(rows, 400, 7)
        del rows
        timed(server, [f"/api/v1/find?q={quote(text)}" for text in said[:50]], headers)
        times, _ = timed(server, [f"/api/v1/find?q={quote(text)}" for text in said], headers)
        results["search: p50 ms"] = round(percentile(times, 0.5), 1)
        results["search: p95 ms"] = round(percentile(times, 0.95), 1)
        results["search: max ms"] = round(max(times), 1)
        slowest = sorted(zip(times, said), reverse=True)[:5]
        results["search: slowest"] = [f"{ms:.1f} {text}" for ms, text in slowest]
    finally:
        server.stop()
    server, headers = shop(options, folder / "empty")
    try:
        results |= imported(server, headers, folder / "acquirer.csv", "acquirer.csv, empty shop")
    finally:
        server.stop()
    print(json.dumps(results, ensure_ascii=False, indent=1), flush=True)
    results |= sample(options, folder)
    results |= queue(options, folder)
    print(json.dumps(results, ensure_ascii=False, indent=1))
    if options.write:
        write(options.write, table(results, options.rows), mark="shop")


if __name__ == "__main__":
    main()
