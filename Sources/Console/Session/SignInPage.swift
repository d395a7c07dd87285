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

    init(name: String, target: String, problem: String?, minutesLocked: Int?, words: Words) {
        title = words["signin.title"]
        self.name = name
        self.target = target
        self.problem = problem
        self.minutesLocked = minutesLocked
    }
}
