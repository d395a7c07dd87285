// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crashes
import Foundation

// crash-tape TAPE [--states N] [--sample N --into FOLDER --seed S]: judges the journal of a recording in every state the disk may
// be in; writes N whole data folders, each in a state drawn at a drawn step, for the real program to open, and says
// what their journals tell of attempts.

let arguments = Array(CommandLine.arguments.dropFirst())
func value(_ name: String) -> String? {
    arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
}
guard let path = arguments.first, let bytes = FileManager.default.contents(atPath: path) else {
    print("crash-tape TAPE [--states N] [--sample N --into FOLDER --seed S]")
    exit(2)
}
let tape = Tape(Array(bytes))
let trial = TapeTrial(tape.steps(in: "/journal"), upTo: value("--states").flatMap { Int($0) } ?? .max)
print(
    #"{"steps": \#(trial.steps), "states": \#(trial.states), "records": \#(trial.records), "groups": \#(trial.groups), "#
        + #""unreadable": \#(trial.unreadable), "lost": \#(trial.lost), "different": \#(trial.different)}"#)

/// Whole folders, each at a step and in a state that are drawn.
func sample(_ count: Int, into folder: String, seed: UInt64) throws {
    let steps = tape.steps
    var draw = Draw(seed)
    let places = (0..<count).map { _ in 1 + draw.below(steps.count) }.sorted()
    var platter = Platter()
    var next = 0
    for (number, place) in places.enumerated() {
        while next < place {
            platter.take(steps[next])
            next += 1
        }
        let root = "\(folder)/state-\(number)"
        let files = platter.state(drawnBy: &draw)
        for (name, content) in files {
            let file = URL(filePath: root + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content).write(to: file)
        }
        guard let told = AttemptsOfState(files) else {
            print(#"{"state": "\#(root)", "step": \#(place), "is_damaged": true}"#)
            continue
        }
        print(#"{"state": "\#(root)", "step": \#(place), "records": \#(told.records), "attempts": \#(told.text)}"#)
    }
}

if let count = value("--sample").flatMap({ Int($0) }), let folder = value("--into") {
    try sample(count, into: folder, seed: value("--seed").flatMap { UInt64($0) } ?? 1)
}
exit(trial.unreadable + trial.lost + trial.different == 0 ? 0 : 1)
