// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Where files come in (对账文件): drop new ones, see what became of the others.
struct ImportsPage: Sendable {
    /// An upload that waits for somebody.
    struct Waiting: Sendable {
        let href: String
        let name: String
        let size: String
        let mark: Mark
    }

    let title: String
    let mayImport: Bool
    let waiting: [Waiting]
    let hasWaiting: Bool
    let files: [FileLine]
    let hasFiles: Bool
    let empty: Blank?
    /// Whether a wallet's daily bills are fetched.
    let hasBills: Bool
    let missingBills: [PrintAlert]

    init(
        files: [FileRecord], waiting: [UploadView], mayImport: Bool, hasBills: Bool = false,
        missingBills: [PrintAlert] = [], words: Words, zone: Zone = .shanghai
    ) {
        let view = Viewpoint(words: words, stores: [], zone: zone)
        title = words["imports.title"]
        self.hasBills = hasBills
        self.missingBills = missingBills
        self.mayImport = mayImport
        self.waiting = waiting.map { Self.waiting($0, words) }
        hasWaiting = !waiting.isEmpty
        self.files = files.map { FileLine($0, from: view) }
        hasFiles = !files.isEmpty
        empty =
            files.isEmpty
            ? Blank(
                icon: "file", heading: words["imports.empty.heading"],
                lines: [words["imports.empty.why"], words["imports.empty.act"]]) : nil
    }

    private static func waiting(_ upload: UploadView, _ words: Words) -> Waiting {
        Waiting(
            href: "/imports/\(upload.id)", name: upload.fileName, size: words.bytes(upload.byteCount),
            mark: mark(upload.phase, words))
    }

    /// An upload's state as an icon, a word and a colour.
    static func mark(_ phase: UploadView.Phase, _ words: Words) -> Mark {
        switch phase {
        case .reading, .importing: Mark(.mute, icon: "wait", words["phase.\(phase.rawValue)"])
        case .ready: Mark(.warn, icon: "next", words["phase.ready"])
        case .refused, .failed: Mark(.bad, words["phase.\(phase.rawValue)"])
        case .done: Mark(.ok, words["phase.done"])
        }
    }
}
