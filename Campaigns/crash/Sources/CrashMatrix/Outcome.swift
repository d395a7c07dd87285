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
