// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crashes
import Glibc

/// Flows in their order, a few at a time; the same whatever the number of threads.
func outcomes(of flows: [Flow], threads: Int) async -> [Outcome] {
    await withTaskGroup(of: (Int, Outcome).self) { group in
        var waiting = flows.enumerated().makeIterator()
        func start() {
            guard let (place, flow) = waiting.next() else { return }
            group.addTask { (place, Outcome(flow)) }
        }
        for _ in 0..<threads { start() }
        var found: [(Int, Outcome)] = []
        var states = 0
        for await done in group {
            found.append(done)
            states += done.1.oursPower.states
            if !done.1.isClean || found.count % 10 == 0 {
                print(
                    "\(found.count) flows, \(states) states; \(done.1.flow): \(done.1.isClean ? "nothing lost" : "LOST \(done.1.worst)")"
                )
            }
            start()
        }
        return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

let arguments = Array(CommandLine.arguments.dropFirst())
let drawn = arguments.firstIndex(of: "--drawn").flatMap { UInt64(arguments[$0 + 1]) } ?? 0
let threads = arguments.firstIndex(of: "--threads").flatMap { Int(arguments[$0 + 1]) } ?? 2
let found = await outcomes(of: Flow.all + (0..<drawn).map { Flow.drawn($0) }, threads: threads)
let text = table(found, named: Flow.all.count)
print(text)
if let place = arguments.firstIndex(of: "--report"), arguments.indices.contains(place + 1),
    let file = fopen(arguments[place + 1], "w")
{
    fputs(text, file)
    fclose(file)
}
let isClean = found.allSatisfy(\.isClean)
print(isClean ? "nothing lost in our order" : "LOST in our order")
exit(isClean ? 0 : 1)
