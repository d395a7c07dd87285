// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import ESCPOS
public import Evidence
internal import Journal
internal import Rendering
public import Store
internal import Tender

/// Makes evidence packs: gathers, writes the papers, draws them, proves, signs.
///
///     shop ─▶ EvidenceFile ─▶ PackPapers ─▶ sheets ─▶ text files
///                 │                           └────▶ one PDF
///                 ├─▶ receipts: bytes, text, picture
///                 └─▶ journal: records, proofs, signed checkpoint ─▶ PackWriter ─▶ zip
public struct PackDesk: Sendable {
    let shop: Shop
    /// Name and version of the program, as the manifest gives it.
    let program: String

    public init(shop: Shop, program: String) {
        self.shop = shop
        self.program = program
    }

    /// Why and for whom a pack is made.
    public struct Purpose: Sendable {
        public let variant: PackVariant
        public let reason: String
        /// Sign-in name of who asks.
        public let name: String

        public init(variant: PackVariant, reason: String, by name: String) {
            self.variant = variant
            self.reason = reason
            self.name = name
        }
    }

    /// A pack about a case (`K0000001234-RC`) or a transaction (`T0000001234`).
    ///
    /// - Throws: `.missing` when there is none in the caller's stores; `.refused` when it would be too large.
    @concurrent public func pack(
        about subject: String, for purpose: Purpose, in scope: StoreScope
    ) async throws(StoreError) -> PackWriter.Pack {
        let file = try await shop.evidence(of: subject, in: scope)
        let rules = PackRules.of(purpose.variant)
        let key = try SigningKey.open(in: shop.folder)
        let time = file.zone.rfc3339(file.madeAt)
        let head = Manifest.Head(
            origin: key.origin, subject: subject, variant: purpose.variant, madeAt: time,
            madeBy: rules.staff(purpose.name),
            reason: purpose.reason, program: program)
        let proved = try Shop.prove(
            file.records, opened: rules.opensJournal, in: shop.folder, origin: key.origin, time: time)
        let sheets = PackPapers(file, rules: rules).sheets(reason: purpose.reason, by: purpose.name)
        var slips: [PackSlip] = []
        for receipt in file.receipts where rules.contents.contains(.receiptBytes) {
            slips.append(PackSlip(receipt, time: file.zone.rfc3339(receipt.record.startedAt)))
        }
        func paper(_ name: String, _ text: String) -> PackPart {
            PackPart(name: name, text: text, origin: "computed", capturedAt: time, by: program)
        }
        let pdf = try Self.pdf(sheets, slips, subject: subject, checkpoint: proved.journal.checkpoint)
        var parts = [PackPart(name: "evidence.pdf", bytes: pdf, origin: "computed", capturedAt: time, by: program)]
        parts += sheets.map { paper("\($0.name).txt", $0.text) }
        parts += slips.flatMap(\.parts)
        parts += [
            paper(VerifyScript.instructionsName, VerifyScript.instructions),
            paper(VerifyScript.fileName, VerifyScript.text),
        ]
        parts.insert(paper("00-index.txt", Self.index(parts, records: proved.outcome.proofs.count)), at: 0)
        let writer = PackWriter(digesting: SystemDigesting(), signing: key)
        guard let pack = writer.pack(head, parts: parts, journal: proved.journal) else {
            throw .refused(
                Bilingual(zh: "证据包太大，请分交易制作", en: "the pack would be too large; make one for each transaction"))
        }
        return pack
    }

    private static func index(_ parts: [PackPart], records: Int) -> String {
        let lines = parts.map { "\($0.name)\t\($0.bytes.count)\t\($0.origin)" }
        return "目录 / Index\n\n" + (lines + ["journal/\t\(records)"]).joined(separator: "\n") + "\n"
    }

    /// All papers in one document; the footer names the journal that it rests on.
    private static func pdf(
        _ sheets: [Sheet], _ slips: [PackSlip], subject: String, checkpoint: Checkpoint
    ) throws(StoreError) -> [UInt8] {
        var blocks: [Document.Block] = []
        for (index, sheet) in sheets.enumerated() { blocks += sheet.blocks(isFirst: index == 0) }
        let drawn = slips.filter { !$0.png.isEmpty }
        if !drawn.isEmpty { blocks += [.newPage, .heading(2, "小票图像 / Pictures of the receipts")] }
        for slip in drawn {
            blocks.append(.picture(Document.Picture(png: slip.png, width: 72, caption: slip.caption)))
        }
        let root = Base64.text(of: checkpoint.root.bytes)
        let document = Document(
            title: "\(subject) 证据包 / Evidence pack",
            footer: "\(subject) · \(checkpoint.origin) · \(checkpoint.size) · \(root)", blocks: blocks)
        do throws(RenderingError) {
            return try DocumentRenderer.pdf(document)
        } catch {
            throw .failed(code: 0, error.description)
        }
    }
}

extension Sheet {
    /// The sheet as a section of a document.
    func blocks(isFirst: Bool) -> [Document.Block] {
        [.heading(isFirst ? 1 : 2, Self.both(title))]
            + blocks.map { block in
                switch block {
                case .heading(let text): .heading(3, text)
                case .paragraph(let text): .paragraph(text)
                case .table(let head, let rows):
                    .table(
                        Document.Table(
                            columns: head.enumerated().map { index, title in
                                Document.Table.Column(title, weight: Self.weight(index, of: head.count))
                            }, rows: rows))
                }
            }
    }

    /// Names are short beside what they name.
    private static func weight(_ index: Int, of count: Int) -> Int {
        switch count {
        case 2: index == 0 ? 2 : 5
        case 3: [4, 8, 2][index]
        default: 1
        }
    }
}
