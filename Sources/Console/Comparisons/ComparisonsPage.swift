// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Where files are compared with each other: the form, and every comparison with what became of it.
struct ComparisonsPage: Sendable {
    /// One comparison of the list.
    struct Line: Sendable, Equatable {
        let href: String
        let files: String
        let when: String
        let by: String
        let mark: Mark
    }

    /// One field of the form.
    struct Field: Sendable, Equatable {
        let side: String
        let label: String
        let hint: String
        let isRequired: Bool
        let takesMany: Bool
    }

    let title: String
    let mayCompare: Bool
    let fields: [Field]
    let lines: [Line]
    let hasLines: Bool
    let empty: Blank?

    init(_ all: [Comparison], mayCompare: Bool, from view: Viewpoint) {
        let words = view.words
        title = words["comparisons.title"]
        self.mayCompare = mayCompare
        fields = Comparison.Side.allCases.map { side in
            Field(
                side: side.rawValue, label: words["comparisons.side.\(side.rawValue)"],
                hint: words["comparisons.hint.\(side.rawValue)"], isRequired: side == .till || side == .acquirer,
                takesMany: side != .tariff && side != .calendar)
        }
        lines = all.map { one in
            Line(
                href: "/comparisons/\(one.id)", files: one.about.files.map(\.name).joined(separator: ", "),
                when: Self.when(one, view), by: one.about.owner, mark: Self.mark(one.phase, words))
        }
        hasLines = !lines.isEmpty
        empty =
            lines.isEmpty
            ? Blank(
                icon: "file", heading: words["comparisons.empty.heading"],
                lines: [words["comparisons.empty.why"], words["comparisons.empty.act"]]) : nil
    }

    static func when(_ one: Comparison, _ view: Viewpoint) -> String {
        view.words.moment(view.zone.civil(at: Instant(milliseconds: one.about.askedAt &* 1_000)))
    }

    static func mark(_ phase: Comparison.Phase, _ words: Words) -> Mark {
        let text = words["comparisons.phase.\(phase.rawValue)"]
        return switch phase {
        case .waiting, .reading, .joining, .writing: Mark(.warn, icon: "wait", text)
        case .done: Mark(.ok, text)
        case .refused: Mark(.bad, icon: "stop", text)
        case .stopped: Mark(.mute, icon: "stop", text)
        }
    }
}
