// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

extension Shop {
    /// Limits and settings in force.
    public func rules() async throws(StoreError) -> ShopRules {
        try await read { [known] database in try known?.rules ?? RulesTable.newest(in: database).rules }
    }

    /// Limits and settings with what is proposed and what was.
    public func rulesBook() async throws(StoreError) -> RulesBook {
        try await read { database in
            let (rules, number) = try RulesTable.newest(in: database)
            return RulesBook(
                rules: rules, version: number, proposals: try RulesTable.proposals(in: database),
                history: try RulesTable.history(in: database),
                administrators: try RulesTable.administrators(in: database))
        }
    }

    /// Changes limits and settings, or proposes the change where it needs a second administrator.
    ///
    ///     nothing differs ─▶ same
    ///     limits, windows or retention differ ─ another administrator exists ─▶ proposed
    ///                                         └ none does ─▶ in force, recorded as "alone"
    ///     all else ─▶ in force
    ///
    /// - Parameters:
    ///   - version: what the caller saw in force; nil for whatever is.
    ///   - reason: needed wherever a second administrator would be.
    /// - Throws: `.conflict` when others came into force since `version`; `.refused` without a reason, or with the
    ///   words of a rule that stands against them.
    public func putRules(
        _ rules: ShopRules, over version: UInt64?, reason: String, by actor: Actor
    ) async throws(StoreError) -> RulesAnswer {
        guard reason.utf8.count <= RulesEntry.reasonLimit else { throw .invalid("reason: at most 1000 bytes") }
        if let problem = rules.problem { throw .refused(problem.words) }
        return try await write { planning throws(StoreError) in
            let (current, number) = try planning.ask { try RulesTable.newest(in: $0) }
            if let version, version != number { throw .conflict("others came into force meanwhile; look again") }
            // Texts are what is kept: what they cannot tell apart is no change.
            let rules = ShopRules(texts: rules.texts)
            guard rules != current else { return .same }
            var how = RulesEdition.How.one
            if rules.needsTwo(from: current) {
                guard !reason.isEmpty else { throw .refused(Self.reasonMissing) }
                if try planning.ask({ try RulesTable.administrators(in: $0) }) > 1 {
                    let made = try planning.add(.rules(.proposed(rules, base: number, reason: reason)), by: actor)
                    planning.announcements.append((.setting, "rules", nil))
                    return .proposed(made)
                }
                how = .alone
            }
            let made = try planning.add(
                .rules(.inForce(rules, base: number, how: how, proposal: 0, reason: reason)), by: actor)
            planning.announcements.append((.setting, "rules", nil))
            return .inForce(made)
        }
    }

    /// A second administrator agrees: the proposal comes into force.
    ///
    /// - Throws: `.refused` for whoever proposed it, and when others came into force since; `.missing` when nobody
    ///   waits for it.
    @discardableResult
    public func agreeToRules(_ proposal: UInt64, by actor: Actor) async throws(StoreError) -> UInt64 {
        try await write { planning throws(StoreError) in
            let waiting = try planning.ask { try RulesTable.proposals(in: $0) }
            guard let one = waiting.first(where: { $0.id == proposal }) else { throw .missing }
            guard one.by != actor.name else {
                throw .refused(
                    Bilingual(
                        zh: "提出人不能批准自己的改动，请另一位管理员批准。", en: "Who proposes may not agree. Ask another administrator."))
            }
            guard !one.isStale else {
                throw .refused(
                    Bilingual(
                        zh: "提出以后设置又改过了，请按现在的设置重新提出。",
                        en: "The settings were changed since this was proposed. Propose it anew."))
            }
            let base = try planning.ask { try RulesTable.newest(in: $0) }.number
            let made = try planning.add(
                .rules(.inForce(one.rules, base: base, how: .second, proposal: proposal, reason: one.reason)), by: actor
            )
            planning.announcements.append((.setting, "rules", nil))
            return made
        }
    }

    /// A proposal is turned down, or taken back by whoever made it.
    public func turnDownRules(_ proposal: UInt64, reason: String, by actor: Actor) async throws(StoreError) {
        guard !reason.isEmpty else { throw .refused(Self.reasonMissing) }
        guard reason.utf8.count <= RulesEntry.reasonLimit else { throw .invalid("reason: at most 1000 bytes") }
        try await write { planning throws(StoreError) in
            let waiting = try planning.ask { try RulesTable.proposals(in: $0) }
            guard waiting.contains(where: { $0.id == proposal }) else { throw .missing }
            try planning.add(.rules(.turnedDown(proposal: proposal, reason: reason)), by: actor)
            planning.announcements.append((.setting, "rules", nil))
        }
    }

    private static let reasonMissing = Bilingual(zh: "请写明理由。", en: "Say why.")
}
