// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The first run: language, store, administrator, and whether to begin with the sample shop.
struct SetupPage: Sendable {
    let title: String
    let languages: [LanguageChoice]
    let storeID: String
    let storeName: String
    let zones: [ZoneChoice]
    let cutOff: String
    let administrator: String
    let canLoadSample: Bool
    /// nil on the first look.
    let problem: String?
    let passwordCountMin: Int

    init(_ draft: SetupDraft, problem: FormProblem?, canLoadSample: Bool, words: Words) {
        title = words["setup.title"]
        languages = LanguageChoice.all(chosen: draft.language)
        storeID = draft.store.id
        storeName = draft.store.name
        zones = ZoneChoice.all(chosen: draft.store.zone)
        cutOff = draft.store.cutOff
        administrator = draft.administrator
        self.canLoadSample = canLoadSample
        self.problem = problem.map { words[$0.key] }
        passwordCountMin = PasswordRule.characterCountMin
    }
}

/// What was typed on the first-run page, to show again when something is wrong.
struct SetupDraft: Sendable {
    var language: String
    var store: StoreDraft
    var administrator: String

    init(language: Language) {
        self.language = language.rawValue
        store = StoreDraft()
        store.id = "S1"
        administrator = "admin"
    }

    init(_ form: Form, language: Language) {
        self.language = form["language"].flatMap { Language(tag: $0) }?.rawValue ?? language.rawValue
        store = StoreDraft(form, idField: "storeID", nameField: "storeName")
        administrator = form["administrator"]?.lowercased() ?? ""
    }
}
