// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Receipts
import Testing

/// Every kind of slip as it comes out of the printer, read back from its own bytes: first print and first copy, on
/// both papers, in both languages.
///
/// The files in `Golden` were looked at by a person, line by line. `COUNTERFOIL_GOLDEN=write` writes them anew; look at
/// the difference before it is committed.
@Suite struct `Slips as they come out of the printer` {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    static let isWriting = ProcessInfo.processInfo.environment["COUNTERFOIL_GOLDEN"] == "write"

    static func file(_ kind: SlipKind, _ language: SlipLanguage) -> URL {
        folder.appending(path: language.rawValue).appending(path: "\(kind.rawValue).txt")
    }

    /// The lines between two rulers of the paper's width.
    static func picture(_ bytes: [UInt8], _ title: String, _ paper: Paper) -> String {
        let printout = Printout.read(bytes, profile: paper == .mm58 ? .narrow : .standard)
        let edge = String(repeating: "=", count: paper.columns)
        let codes = printout.items.compactMap { item -> String? in
            guard case .symbol(let symbol) = item.content else { return nil }
            return "\(symbol.kind.rawValue): \(String(decoding: symbol.data, as: UTF8.self))"
        }
        return ([title, edge] + printout.lines + [edge] + codes + [""]).joined(separator: "\n") + "\n"
    }

    static func text(_ kind: SlipKind, _ language: SlipLanguage) throws -> String {
        var slip = SampleSlips.slip(kind)
        slip.link = "https://shop.example/r/7K3M9Q"
        var text = ""
        for paper in Paper.allCases {
            let first = slip.encode(language: language, copy: .merchant, paper: paper)
            let copy = try DuplicateMark.apply(
                to: slip.encode(language: language, copy: .cardholder, paper: paper), copy: 2,
                at: "2026-11-25 12:09:10", by: language == .chinese ? "王敏" : "Wang Min", language: language)
            text += picture(first, "\(paper.rawValue) mm, first print, merchant's copy", paper)
            text += picture(copy, "\(paper.rawValue) mm, reprint, cardholder's copy", paper)
        }
        return text
    }

    @Test(arguments: SlipKind.allCases, SlipLanguage.allCases)
    func `are those that were looked at`(_ kind: SlipKind, _ language: SlipLanguage) throws {
        let text = try Self.text(kind, language)
        let file = Self.file(kind, language)
        if Self.isWriting {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
}
