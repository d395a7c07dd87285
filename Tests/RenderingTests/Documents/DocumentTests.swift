// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Rendering
import Testing

@Suite struct DocumentTests {
    static let table = Document.Table(
        columns: [
            Document.Table.Column("时间", weight: 2), Document.Table.Column("事件", weight: 5),
            Document.Table.Column("金额", isNumber: true),
        ],
        rows: (1...120).map { ["2025-11-20 15:0\($0 % 10)", "第 \($0) 行：收单机构答复成功", "58.\($0 % 90 + 10)"] })

    static let document = Document(
        title: "证据包 T0000000017", footer: "T0000000017 · sha256 0123abcd",
        blocks: [
            .heading(1, "证据包"), .paragraph("顾客付款成功，小票没有打印。"), .heading(2, "经过"), .table(table), .newPage,
            .heading(2, "Receipt"), .paragraph(String(repeating: "很长的一段话。long words ", count: 400)),
        ])

    @Test(.enabled(if: ForeignTool.path("pdftotext") != nil, "pdftotext is not installed"))
    func `a document is A4, its Chinese can be searched, and each page says which of how many it is`() throws {
        let pdf = try DocumentRenderer.pdf(Self.document)
        let (drawn, told) = try ForeignTool.inFolder { folder in
            let file = folder.appending(path: "document.pdf")
            try Data(pdf).write(to: file)
            return (
                ForeignTool.run("pdftotext", ["-layout", file.path, "-"]), ForeignTool.run("pdfinfo", [file.path])
            )
        }
        let text = try #require(drawn)
        let info = try #require(told)
        for words in ["证据包", "顾客付款成功，小票没有打印。", "第 120 行：收单机构答复成功", "sha256 0123abcd"] {
            #expect(text.contains(words), "\(words)")
        }
        let count = try #require(
            info.split(separator: "\n").first { $0.hasPrefix("Pages:") }?.split(separator: " ").last)
        #expect(text.contains("1/\(count)"))
        #expect(text.contains("\(count)/\(count)"))
        let pages = text.split(separator: "\u{0C}")
        #expect(pages.filter { $0.contains("事件") }.count >= 3, "the head of a table is repeated")
        #expect(info.contains("(A4)"))
    }

    @Test func `the same document gives the same bytes`() throws {
        #expect(try DocumentRenderer.pdf(Self.document) == DocumentRenderer.pdf(Self.document))
    }

    @Test func `pictures stand in the page, and bytes that are none are refused`() throws {
        let png = try ReceiptRenderer().png(Printout.read(Array("商户存根\n58.00\n".utf8), profile: .standard))
        let good = Document(
            title: "t", footer: "f", blocks: [.picture(Document.Picture(png: png, width: 72, caption: "小票"))])
        #expect(try DocumentRenderer.pdf(good).starts(with: Array("%PDF".utf8)))
        for bad in [[], Array("no picture".utf8), Array(png.prefix(png.count / 2))] {
            let document = Document(
                title: "t", footer: "f", blocks: [.picture(Document.Picture(png: bad, width: 72, caption: ""))])
            #expect(throws: RenderingError.self) { try DocumentRenderer.pdf(document) }
        }
    }

    @Test(arguments: [
        Document(title: "", footer: "", blocks: []),
        Document(
            title: "\u{0}", footer: "\n\u{7}",
            blocks: [.heading(9, ""), .paragraph(""), .table(Document.Table(columns: [], rows: [["x"]]))]),
        Document(
            title: "t", footer: String(repeating: "f", count: 5_000),
            blocks: [
                .table(
                    Document.Table(
                        columns: [Document.Table.Column("a")],
                        rows: [[String(repeating: "宽\n", count: 5_000)], [], ["1", "2"]]))
            ]),
    ])
    func `odd documents are drawn all the same`(_ document: Document) throws {
        #expect(try !DocumentRenderer.pdf(document).isEmpty)
    }
}
