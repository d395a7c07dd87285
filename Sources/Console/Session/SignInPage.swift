// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The door: name and password, and why the last try failed.
struct SignInPage: Sendable {
    let title: String
    let name: String
    /// Where to go after signing in; a path of ours.
    let target: String
    /// nil on the first look.
    let problem: String?
    /// Minutes until the door opens again; nil when it is open.
    let minutesLocked: Int?
    /// People of the sample shop, whom one may become with one click; nil when that is not offered.
    let sample: SampleDoor?
    /// False while nobody has an account of their own; the page then leads to the first run.
    let isSetUp: Bool

    init(
        name: String, target: String, problem: String?, minutesLocked: Int?, sample: [SamplePerson], isSetUp: Bool,
        words: Words
    ) {
        title = words["signin.title"]
        self.name = name
        self.target = target
        self.problem = problem
        self.minutesLocked = minutesLocked
        self.isSetUp = isSetUp
        self.sample = sample.isEmpty ? nil : SampleDoor(people: sample)
    }
}

/// The way into the sample shop.
struct SampleDoor: Sendable {
    let people: [SamplePerson]
}

/// Somebody of the sample shop as the door shows them.
struct SamplePerson: Sendable {
    let name: String
    let displayName: String
    let roleName: String
}
