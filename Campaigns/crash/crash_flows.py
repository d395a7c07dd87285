# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The flows that are killed at each of their calls, and the order in which their points are taken.

    flow      what a till does                      counted from            until
    ────────────────────────────────────────────────────────────────────────────────────────────
    sale …    presses *pay*                         the press               the answer
    recovery  an attempt is out when the program    the start of the next   the attempt is over
              is killed; the next one asks          program
    start     the start after any kill above        the start               pressed again
    waiting   everything that is open ends,         a drawn moment          a drawn call
              lanes in parallel
"""
import collections
import dataclasses
import threading

from crash_shop import BEFORE, MIDDLE, TEARABLE


@dataclasses.dataclass(frozen=True)
class Flow:
    name: str
    #: Which peer, and at a wallet which of both.
    peer: str
    kind: str = "sale"
    #: Kinds that were done before, the last of which is named as the original.
    before: tuple = ()
    #: What the peer is told to do to the message.
    trouble: str = ""
    amount: str = ""
    #: The program is killed once the peer has heard, and its next life is the one that counts.
    is_recovery: bool = False


WALLET_FLOWS = [
    Flow(f"{wallet}: {name}", wallet, **what)
    for wallet in ("wechat", "alipay")
    for name, what in {
        "sale": {}, "sale, no money": {"trouble": "customer/no-money"},
        "refund": {"kind": "refund", "before": ("sale",)},
        "sale, connection cut": {"trouble": "fault/cut"},
        "sale, system error": {"trouble": "fault/system-error-done"},
        "refund, connection cut": {"kind": "refund", "before": ("sale",), "trouble": "fault/cut"},
        "sale, customer gone, reversed": {"trouble": "customer/abandons"},
    }.items()
]
TERMINAL_FLOWS = [
    Flow(f"terminal: {name}", "terminal", **what)
    for name, what in {
        "sale": {}, "sale, refused": {"trouble": "refusal"},
        "void": {"kind": "void", "before": ("sale",)},
        "refund": {"kind": "refund", "before": ("sale",)},
        "sale, answer lost, asked": {"trouble": "lost-answer"},
        "sale, answer cut, asked": {"trouble": "cut-answer"},
        "refund, answer lost, asked": {"kind": "refund", "before": ("sale",), "trouble": "lost-answer"},
        "void, answer lost, asked": {"kind": "void", "before": ("sale",), "trouble": "lost-answer"},
        "pre-authorisation": {"kind": "preauth"},
        "completion": {"kind": "completion", "before": ("preauth",)},
        "sale out, recovery": {"trouble": "silence", "is_recovery": True},
        "refund out, recovery": {"kind": "refund", "before": ("sale",), "trouble": "silence", "is_recovery": True},
    }.items()
]
ACQUIRER_FLOWS = [
    Flow(f"acquirer: {name}", "acquirer", **what)
    for name, what in {
        "sale": {}, "sale, refused": {"trouble": "51"},
        "void": {"kind": "void", "before": ("sale",)},
        "refund": {"kind": "refund", "before": ("sale",)},
        "sale, connection cut, reversed": {"trouble": "cut"},
        "sale, answer not authentic, reversed": {"trouble": "wrong-mac"},
        "void, connection cut, reversed": {"kind": "void", "before": ("sale",), "trouble": "cut"},
        "refund, connection cut, repeated": {"kind": "refund", "before": ("sale",), "trouble": "cut"},
        "sale, 96 and booked, reversed": {"trouble": "96-posted"},
        "pre-authorisation": {"kind": "preauth"},
        "completion": {"kind": "completion", "before": ("preauth",)},
    }.items()
]
START, WAITING = "start after a kill, pressed again", "recovery, lanes in parallel"


class Cursor:
    """The next point of each flow: before the first call, in its middle where that can be, before the second, …

    A flow that ends without having been killed is enumerated; it begins again, over shops that have grown since.
    """

    def __init__(self, names):
        self.lock = threading.Lock()
        self.next = {name: (1, BEFORE) for name in names}
        self.turn = 0
        #: Calls of each flow by kind, counted before anything was killed.
        self.counts = {}
        #: Calls of the flows that were seen to their end: fewest and most, and how often.
        self.lengths, self.rounds = {}, collections.Counter()

    def flow(self, flows):
        with self.lock:
            self.turn += 1
            return flows[self.turn % len(flows)]

    def point(self, name):
        with self.lock:
            return self.next[name]

    def killed(self, name, number, how, kind):
        with self.lock:
            if how == BEFORE and kind in TEARABLE:
                self.next[name] = (number, MIDDLE)
            else:
                self.next[name] = (number + 1, BEFORE)

    def counted(self, name, kinds):
        """Keeps how many calls a flow has, and of which kinds."""
        with self.lock:
            self.counts[name] = kinds

    def points(self, name):
        """How many points a flow has: before each of its calls, and in the middle of what can be torn."""
        kinds = self.counts.get(name, {})
        return sum(count + (count if kind in TEARABLE else 0) for kind, count in kinds.items())

    def ended(self, name, calls):
        with self.lock:
            low, high = self.lengths.get(name, (calls, calls))
            self.lengths[name] = (min(low, calls), max(high, calls))
            self.rounds[name] += 1
            self.next[name] = (1, BEFORE)
