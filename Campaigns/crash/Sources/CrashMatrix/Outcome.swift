// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crashes

/// What both orders lost in one flow.
struct Outcome: Sendable {
    let flow: String
    let ours: KillMatrix.Row
    let theirs: KillMatrix.Row
    let oursPower: PowerMatrix.Row
    let theirsPower: PowerMatrix.Row

    init(_ flow: Flow) {
        self.flow = flow.name
        ours = KillMatrix(isTwice: true).row(JournaledShop.self, flow)
        theirs = KillMatrix(isTwice: true).row(PublicOrderShop.self, flow)
        oursPower = PowerMatrix(depth: 2).row(JournaledShop.self, flow)
        theirsPower = PowerMatrix(depth: 2).row(PublicOrderShop.self, flow)
    }

    var worst: String { "\(ours.losses) \(oursPower.losses), first kill \(String(describing: ours.firstBad))" }

    var isClean: Bool {
        ours.losses.isEmpty && ours.atStart.isEmpty && oursPower.losses.isEmpty && oursPower.atStart.isEmpty
    }
}

/// The sums over all flows.
struct Sums {
    var kills = 0
    var secondKills = 0
    var states = 0
    var steps = 0
    var losses = Losses()
    var badKills = 0
    var badStates = 0

    init(_ kills: [KillMatrix.Row], _ power: [PowerMatrix.Row]) {
        for row in kills {
            self.kills += row.kills
            secondKills += row.secondKills
            badKills += row.badKills
            losses += row.losses
        }
        for row in power {
            states += row.states
            steps += row.steps
            badStates += row.badStates
            losses += row.losses
        }
    }
}

/// The sums over all flows, and each of those that have a name.
func table(_ outcomes: [Outcome], named: Int) -> String {
    let ours = Sums(outcomes.map(\.ours), outcomes.map(\.oursPower))
    let theirs = Sums(outcomes.map(\.theirs), outcomes.map(\.theirsPower))
    var text = """
        # Crashes of the payment links

        `cd Campaigns/crash && COUNTERFOIL_CORE=1 swift run -c release crash-matrix --drawn \(outcomes.count - named)`: \
        every flow \
        of the payment links over the pure machines (`Attempts`, `JournalWriter` on a disk in memory, a host with \
        books of its own), killed before each of its calls (disk, message, print) and in the middle of each write and \
        message; started again, and killed once more at each call of that second life. The power is lost after each \
        step of the recording, and again after each step of each recovery: every subset of what was not synced, \
        sector by sector, a new length without its bytes, names without their folder. Each time the people press \
        again, everything ends, and both books are compared. Each row counts every kill or state in which the thing \
        happened.

        The public order is that of the public terminal code (payments reference §1.2: send, save the reversal, wait, \
        delete the reversal, log, print), every file synced and cut lines ignored, in its favour.


        """
    text += """
        | \(outcomes.count) flows, \(outcomes.count - named) of them drawn | our order | the public order |
        | --- | ---: | ---: |
        | kills in the first life, every call of every flow | \(ours.kills) | \(theirs.kills) |
        | kills in the second life, every call after each of them | \(ours.secondKills) | \(theirs.secondKills) |
        | power-loss states, distinct at their moment | \(ours.states) | \(theirs.states) |
        | kills and states after which something was lost | \(ours.badKills + ours.badStates) \
        | \(theirs.badKills + theirs.badStates) |

        """
    let lines: [(String, (Losses) -> Int)] = [
        ("lost approvals", { $0.lostApprovals }), ("charged or paid back twice", { $0.doubles }),
        ("dropped reversals", { $0.droppedReversals }), ("approvals without slip or pending slip", { $0.slipless }),
        ("believed paid, and no money there", { $0.phantoms }), ("never over", { $0.neverOver }),
        ("would not start from what was left", { $0.unreadable }),
    ]
    for (name, count) in lines { text += "| \(name) | \(count(ours.losses)) | \(count(theirs.losses)) |\n" }
    text += """

        | flow | calls (disk, messages, prints) | kills | states | lost: ours | lost: public order |
        | --- | --- | ---: | ---: | ---: | ---: |

        """
    for outcome in outcomes.prefix(named) {
        let calls = outcome.ours.calls
        let messages = (calls[.send] ?? 0) + (calls[.receive] ?? 0)
        let prints = calls[.print] ?? 0
        let disk = calls.values.reduce(0, +) - messages - prints
        text += "| \(outcome.flow) | \(disk), \(messages), \(prints) "
        text += "| \(outcome.ours.kills + outcome.ours.secondKills) | \(outcome.oursPower.states) "
        text += "| \(outcome.ours.badKills + outcome.oursPower.badStates) "
        text += "| \(outcome.theirs.badKills + outcome.theirsPower.badStates) |\n"
    }
    return text
}
