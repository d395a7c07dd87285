// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// The signed-in person's own language and password.
struct AccountPage: Sendable {
    let title: String
    let name: String
    let displayName: String
    let role: String
    let languages: [LanguageChoice]
    let problem: String?
    let isAccount = true

    init(_ call: Call, problem: FormProblem?) {
        title = call.words["account.title"]
        name = call.person.name
        displayName = call.person.displayName
        role = call.words["role.\(call.person.role.rawValue)"]
        languages = LanguageChoice.all(chosen: call.person.language)
        self.problem = problem.map { call.words[$0.key] }
    }
}
