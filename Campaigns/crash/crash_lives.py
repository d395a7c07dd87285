# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Life after life of one shop: each is ended by the shim at a point, and the next one must make good of it.

    wave   flow ✝ start ✝ start, press again … next lane │ all end, ✝ in between │ compare with the peers' books
           └──────────── a few seconds, one shop at a time ────────────┘└── most of it is waiting ──┘
"""
import collections
import os
import threading
import time

from crash_flows import ACQUIRER_FLOWS, START, TERMINAL_FLOWS, WAITING, WALLET_FLOWS
from crash_peers import Acquirers, Broken, Terminals, Wallets
from crash_shop import BEFORE, OVER, Died, Shop

WALLET_LANES, TERMINAL_LANES = 14, 4
#: Seconds of a wave: the first questions to wallets come five seconds after a kill, and shall not be among the calls
#: that are counted.
WAVE = 4.5
WAVES = 8


class Tally:
    """What all shops together came to."""

    def __init__(self, kills, until):
        self.lock = threading.Lock()
        self.goal, self.until = kills, until
        self.kills, self.places, self.counts = collections.Counter(), collections.Counter(), collections.Counter()
        self.points, self.pairs = collections.defaultdict(set), set()
        self.failures = []

    def kill(self, flow, point, what, pair=None):
        with self.lock:
            self.kills[flow] += 1
            self.places[what] += 1
            self.points[flow].add(point)
            if pair:
                self.pairs.add(pair)

    def add(self, counts):
        with self.lock:
            self.counts.update(counts)

    def fail(self, words):
        with self.lock:
            self.failures.append(words)

    @property
    def is_over(self):
        return sum(self.kills.values()) >= self.goal or time.time() > self.until or bool(self.failures)


class Lives:
    """A shop, its peers, and its flows."""

    def __init__(self, binary, folder, shim, kind, tally, cursor, seed, only=""):
        os.makedirs(folder, exist_ok=True)
        self.tally, self.cursor = tally, cursor
        if kind == "wallets":
            self.wallets = self.peer = Wallets(binary, os.path.join(folder, "..", "keys"))
            lanes = [(f"W{i:07d}", "wechat" if i % 2 else "alipay") for i in range(WALLET_LANES)]
            links = {lane: self.wallets.link(lane, wallet) for lane, wallet in lanes}
            self.lanes = {wallet: [lane for lane, its in lanes if its == wallet] for wallet in ("wechat", "alipay")}
            self.flows = WALLET_FLOWS
        elif kind == "acquirers":
            self.terminals = self.peer = Acquirers(binary, folder, TERMINAL_LANES)
            links = {lane: self.peer.link(lane) for lane in self.peer.lanes}
            self.lanes, self.flows = {"acquirer": list(links)}, ACQUIRER_FLOWS
        else:
            self.terminals = self.peer = Terminals(binary, folder, TERMINAL_LANES)
            links = {lane: self.terminals.link(lane) for lane in self.terminals.each}
            self.lanes, self.flows = {"terminal": list(links)}, TERMINAL_FLOWS
        self.is_wallets = kind == "wallets"
        self.flows = [flow for flow in self.flows if only in flow.name]
        self.shop = Shop(binary, folder, shim, links, seed)
        self.orders, self.known, self.last = {}, {}, {}
        self.made = 0

    # MARK: one life

    def press(self, flow, order, lane, kind, original=None, wait=0, key=None):
        extra = None
        if self.is_wallets and kind == "sale":
            first = "13" if flow.peer == "wechat" else "28"
            extra = {"wallet_code": first + f"{self.shop.pick.randrange(10 ** 16):016d}"}
        if flow.peer == "acquirer":
            extra = {"card": Acquirers.CARD}
        return self.shop.press(order, lane, kind, original, wait, key, extra=extra)

    def prepare(self, flow, lane, trouble):
        if self.is_wallets:
            self.wallets.prepare(flow.peer, trouble)
        else:
            self.terminals.prepare(lane, trouble)

    def live(self, flow, lane, is_counted=False):
        """Plays a flow to its point, starts the program again and lets the cashier press again."""
        shop, page = self.shop, self.shop.page
        self.made += 1
        order = f"R{shop.starts}N{self.made}"
        self.orders[order] = self.peer
        self.last[lane] = order
        original = None
        self.prepare(flow, lane, "")
        for kind in flow.before:
            done = self.press(flow, order, lane, kind, original, wait=5)
            if done["state"] != "approved":
                # Something of an earlier life still disturbs the peer; nothing was killed.
                return
            original = done["id"]
        self.prepare(flow, lane, flow.trouble)
        number, how = (0, BEFORE) if is_counted else self.cursor.point(flow.name)
        calls, kinds = page.calls, page.by_kind
        try:
            if flow.is_recovery:
                calls = self.recover(flow, order, lane, original, number, how)
            else:
                page.arm(number, how)
                self.press(flow, order, lane, flow.kind, original, wait=self.patience(flow))
        except Died:
            pass
        calls = page.calls - calls
        page.disarm()
        self.quiet(lane, flow.trouble)
        if is_counted:
            self.cursor.counted(flow.name, page.by_kind - kinds)
            return
        if not shop.is_dead():
            self.cursor.ended(flow.name, calls)
            return
        self.note(flow.name, number, how)
        self.start_again((flow.name, number, how), lambda: self.press(flow, order, lane, flow.kind, original))
        # In a hurry, with a key of its own: refused while the first may have charged.
        if self.made % 4 == 0:
            self.press(flow, order, lane, flow.kind, original, key=f"{order}-{flow.kind}-2")

    def patience(self, flow):
        """Seconds until a till goes on: the first question to a wallet comes after five, which others may use."""
        return 1 if self.is_wallets and flow.trouble.startswith(("fault", "customer/abandons")) else 9

    def count(self):
        """Plays each flow once to its end and counts its calls."""
        used = set()
        for flow in self.flows:
            lane = self.free(self.lanes[flow.peer], used)
            used.add(lane)
            self.lanes[flow.peer].remove(lane)
            self.lanes[flow.peer].append(lane)
            self.live(flow, lane, is_counted=True)

    def recover(self, flow, order, lane, original, number, how):
        self.press(flow, order, lane, flow.kind, original)
        until = time.time() + 2
        while not self.terminals.heard(lane, order) and time.time() < until:
            time.sleep(0.02)
        self.shop.kill()
        self.quiet(lane, flow.trouble)
        self.shop.page.arm(number, how)
        calls = self.shop.page.calls
        self.shop.start()
        attempt = self.shop.attempts(order)[0 if not original else -1]
        until = time.time() + 9
        while attempt["state"] not in OVER and time.time() < until:
            attempt = self.shop.call("GET", f"/api/v1/attempts/{attempt['id']}?wait=5")[1]
        return calls

    def quiet(self, lane, trouble):
        if self.is_wallets:
            self.wallets.calm()
        else:
            self.terminals.quiet(lane, trouble)

    def note(self, name, number, how, before=None):
        page = self.shop.page
        self.tally.kill(name, (number, how), (page.killed, page.what), before and (*before, number, how))
        self.cursor.killed(name, number, how, page.killed)

    def start_again(self, before, press):
        """Starts the program after a kill, and presses again. That is killed too, at the next of its own points."""
        shop, page = self.shop, self.shop.page
        number, how = self.cursor.point(START)
        shop.kill()
        calls = page.calls
        page.arm(number, how)
        try:
            shop.start()
            press()
        except Died:
            pass
        calls = page.calls - calls
        page.disarm()
        if shop.is_dead():
            self.note(START, number, how, before)
            shop.again()
            press()
        else:
            self.cursor.ended(START, calls)

    # MARK: waves

    def free(self, lanes, used):
        """A lane on which nothing is open."""
        for lane in lanes:
            if self.is_wallets:
                if lane not in used:
                    return lane
            elif lane not in self.last or all(i["state"] in OVER for i in self.shop.attempts(self.last[lane])):
                return lane
        return None

    def wave(self):
        until, used = time.time() + WAVE, set()
        while time.time() < until and not self.tally.is_over:
            flow = self.cursor.flow(self.flows)
            lane = self.free(self.lanes[flow.peer], used)
            if lane is None:
                if self.is_wallets:
                    return
                time.sleep(0.1)
                continue
            used.add(lane)
            # The terminal that was used last comes last.
            self.lanes[flow.peer].remove(lane)
            self.lanes[flow.peer].append(lane)
            try:
                self.live(flow, lane)
            except Died as error:
                raise Broken(f"{flow.name}: not killed, and gone: {error}") from error

    def drain(self, armed=6):
        """Lets everything end; on the way the program is killed at drawn calls, and goes on after it.

        A question or a reversal that was killed counts as made: after some of them the next pause is minutes.
        """
        shop, page = self.shop, self.shop.page
        until = time.time() + 1_500
        while time.time() < until:
            try:
                if armed and not page.calls_left:
                    armed -= 1
                    number = 1 + shop.pick.randrange(120)
                    page.arm(number)
                if not shop.open_attempts():
                    page.disarm()
                    if not shop.is_dead():
                        return
                time.sleep(0.6)
                if not shop.is_dead():
                    continue
            except Died:
                if not shop.is_dead():
                    raise
            self.tally.kill(WAITING, (page.killed, page.what), (page.killed, page.what))
            shop.again()
        raise Broken(f"never over: {[(a['order'], a['kind'], a['state']) for a in shop.open_attempts()]}")

    def judge(self):
        counts = collections.Counter()
        self.known.update(self.shop.judge(self.orders, {self.peer}, counts))
        self.tally.add(counts)
        every, self.orders = self.orders, {}
        return every

    def end(self, orders):
        self.shop.settle(orders, self.known)
        self.tally.add({"shops": 1, "starts": self.shop.starts, "attempts": len(self.known)})

    def close(self):
        self.shop.kill()
        if self.is_wallets:
            self.wallets.process.end()
        else:
            self.terminals.end()


def run_shop(binary, folder, shim, kind, tally, cursor, seed, turn, only):
    """One shop from its founding to the comparison of all books. `turn` is held while it is busy."""
    lives, orders = None, {}
    try:
        with turn:
            lives = Lives(binary, folder, shim, kind, tally, cursor, seed, only)
            if not any(flow.name in cursor.counts for flow in lives.flows):
                lives.count()
        lives.drain(0)
        for _ in range(WAVES):
            with turn:
                if not tally.is_over:
                    lives.wave()
            lives.drain()
            orders.update(lives.judge())
            if tally.is_over:
                break
        with turn:
            lives.end(orders)
    except Exception as error:  # noqa: BLE001 - every failure is told
        tally.fail(f"{kind}, seed {seed}: {type(error).__name__}: {error}")
    finally:
        if lives:
            lives.close()
