// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Messages

extension Shop {
    /// All templates as they stand, Chinese before English.
    public func wordings() async throws(StoreError) -> [MessageWording] {
        try await read { database in
            try TemplateKey.all.map { try WordingTable.wording($0, in: database) }
        }
    }

    /// One template as it stands.
    public func wording(_ key: TemplateKey) async throws(StoreError) -> MessageWording {
        try await read { database in try WordingTable.wording(key, in: database) }
    }

    /// Changes a template; the standard wording brings the standard back.
    ///
    /// - Throws: `.invalid` for a text that is no template; messages queued before keep their words.
    public func putWording(_ key: TemplateKey, _ text: String, by actor: Actor) async throws(StoreError) {
        let isStandard = text == StandardTemplates.source(of: key)
        do throws(TemplateError) {
            _ = try TemplateText(text)
        } catch {
            throw .invalid("template: \(error)")
        }
        if try await wording(key).text == text { return }
        try await write { planning throws(StoreError) in
            try planning.add(.message(.wording(key, isStandard ? "" : text)), by: actor)
            planning.announcements.append((.setting, "template \(key.text)", nil))
        }
    }
}
