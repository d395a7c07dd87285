// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts

/// What happens when: a heap by time, and at one time in the order in which it was entered.
struct Agenda {
    private struct Entry {
        let time: Int64
        let number: Int
        let event: Happening

        func isBefore(_ other: Entry) -> Bool { (time, number) < (other.time, other.number) }
    }

    private var heap: [Entry] = []
    private var lastNumber = 0

    var nextTime: Int64? { heap.first?.time }

    mutating func add(_ event: Happening, at time: Int64) {
        lastNumber += 1
        heap.append(Entry(time: time, number: lastNumber, event: event))
        var child = heap.count - 1
        while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (time: Int64, event: Happening)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.time, first.event)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [parent * 2 + 1, parent * 2 + 2] where child < heap.count {
                if heap[child].isBefore(heap[least]) { least = child }
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}

/// Everything that can happen in a store-day; indirect, for the heap moves it about.
indirect enum Happening {
    /// The cashier turns to a sale: charges it, or looks what became of it.
    case turn(sale: Int)
    /// The same press again, with the same key: a double click.
    case secondClick(sale: Int, key: String)
    case giveBack(sale: Int, GiveBack)
    /// A message arrives at the other side of a lane.
    case arrival(LaneMessage)
    /// A reply arrives at the shop.
    case reply(LaneMessage, Reply)
    /// The customer pays at last in the wallet, or the terminal's host answers.
    case decision(lane: Int, key: PeerKey)
    /// The shop has something to do.
    case wake(life: Int)
    case printTick(life: Int)
    case wireDown(lane: Int, until: Int64)
    case wireUp(lane: Int)
    case fault(StreetFault)
    /// The shop's computer is switched on again.
    case start
    /// From now on nothing breaks any more.
    case heal
    /// A person looks at the printer and at the slips that nobody can vouch for.
    case look
    case closeBatches
    case endOfDay
}

/// What happens to the shop and its devices by itself.
enum StreetFault {
    case kill
    case powerLoss
    case clockJump(milliseconds: Int64)
    case disk(isFull: Bool)
    case printer(PrinterFault, isOn: Bool)
    case printerPower
}
