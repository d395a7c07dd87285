// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store

/// An uploaded file on its way into the shop, as its page shows it.
struct UploadView: Sendable {
    enum Phase: String, CaseIterable, Sendable {
        /// Being recognised and counted.
        case reading
        /// Recognised; waits for a person to confirm.
        case ready
        /// Not a file we can take; `problem` says why.
        case refused
        /// Rows are being recorded; `percent` says how far.
        case importing
        /// Every row is in; `fileID` names the result.
        case done
        /// Stopped half way; giving the same file again goes on where it stopped.
        case failed
    }

    /// Name of the upload in addresses.
    let id: String
    let fileName: String
    let byteCount: Int64
    /// Sign-in name of the person who uploaded it.
    let owner: String
    var phase = Phase.reading
    /// Name of the format as the recogniser gives it (`wechat-bill`); empty when not recognised.
    var format = ""
    /// Whose word the file is; nil when not recognised.
    var source: Source?
    /// Rows read so far, and how many of them are in quarantine.
    var rowCount: Int64 = 0
    var quarantinedCount: Int64 = 0
    /// What the first rows say, with names of the columns.
    var columns: [Bilingual] = []
    var firstRows: [[String]] = []
    /// Rows that could not be read, the first few.
    var quarantine: [QuarantinedRow] = []
    /// Totals of the footer that do not agree, drifted headers and the like.
    var warnings: [Bilingual] = []
    var problem: Bilingual?
    /// 0 to 100.
    var percent = 0
    var fileID: Int64?

    /// The page refreshes itself while this is true.
    var isMoving: Bool { phase == .reading || phase == .importing }

    init(id: String, fileName: String, byteCount: Int64, owner: String) {
        self.id = id
        self.fileName = fileName
        self.byteCount = byteCount
        self.owner = owner
    }
}
