// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import ESCPOS
import Foundation
import Rendering
import Store

struct ReceiptRenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Draw a receipt as it comes out of the printer.",
        discussion: """
            One format without --out goes to standard output; with --out NAME each goes to NAME.txt, NAME.html, \
            NAME.png (one dot for each dot of the printer) or NAME.pdf (the roll's real length, its text searchable). \
            What was unknown, cut short or left out is said on standard error.
            """)

    enum Form: String, CaseIterable { case txt, html, png, pdf }

    @Argument(help: "File with the bytes sent to the printer; - reads standard input.") var file: String
    @Option(help: "Formats, separated by commas: txt, html, png, pdf.") var to = "txt"
    @Option(help: "Name of the files to write, without the ending.") var out: String?
    @Option(help: "Whose printer: \(Profile.all.map(\.name).joined(separator: ", ")).") var profile = "standard"
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func validate() throws {
        guard Profile(named: profile) != nil else {
            let names = Profile.all.map(\.name).joined(separator: ", ")
            throw ValidationError("--profile: ‘\(profile)’ is not known; there are \(names)")
        }
        let names = to.split(separator: ",")
        if let wrong = names.first(where: { Form(rawValue: String($0)) == nil }) {
            throw ValidationError("--to: ‘\(wrong)’ is not one of txt, html, png, pdf")
        }
        guard !names.isEmpty else { throw ValidationError("--to: name at least one of txt, html, png, pdf") }
        guard names.count == 1 || out != nil else {
            throw ValidationError("several formats need --out NAME; each is then written to NAME.FORMAT")
        }
    }

    func run() throws {
        let bytes = try StreamFile.read(file)
        let profile = (Profile(named: profile) ?? .standard).recognising(bytes[...])
        let printout = Printout.read(bytes, profile: profile)
        let forms = to.split(separator: ",").compactMap { Form(rawValue: String($0)) }
        let drawings = try draw(printout, forms)
        for (form, drawn) in zip(forms, drawings) {
            guard let out else {
                FileHandle.standardOutput.write(Data(drawn))
                continue
            }
            do {
                try Data(drawn).write(to: URL(filePath: "\(out).\(form.rawValue)"), options: .atomic)
            } catch {
                throw StoreError.unreachable(
                    "\(out).\(form.rawValue): cannot be written; check the folder and its permissions")
            }
        }
        for remark in ReceiptRemarks.of(printout) { Terminal.note("! " + language.choose(remark)) }
        if forms.contains(.png), ReceiptRenderer.isTooLong(printout) {
            let remark = Bilingual(
                zh: "图太长，只画到标记处；PDF 是完整的", en: "too long for one picture: it ends at the mark; the PDF goes on")
            Terminal.note("! " + language.choose(remark))
        }
    }

    /// The fonts are looked for once, and not at all for mere text.
    private func draw(_ printout: Printout, _ forms: [Form]) throws -> [[UInt8]] {
        let text = Array(printout.lines.map { $0 + "\n" }.joined().utf8)
        if forms.allSatisfy({ $0 == .txt }) { return forms.map { _ in text } }
        do throws(RenderingError) {
            let renderer = try ReceiptRenderer()
            var drawings: [[UInt8]] = []
            for form in forms {
                switch form {
                case .txt: drawings.append(text)
                case .html: drawings.append(Array(Self.page(renderer.html(printout)).utf8))
                case .png: drawings.append(try renderer.png(printout))
                case .pdf: drawings.append(try renderer.pdf(printout, title: file == "-" ? "receipt" : file))
                }
            }
            return drawings
        } catch {
            throw StoreError.unreachable(error.description)
        }
    }

    /// A whole page around the fragment, for looking at by itself.
    private static func page(_ fragment: String) -> String {
        """
        <!doctype html>
        <html lang="zh-CN"><head><meta charset="utf-8"><title>小票 receipt</title>
        <style>body { background: #eee } main { background: #fff; margin: 1rem auto; padding: 1rem; width: max-content }
        .slip { font: 16px/1.3 "Noto Sans Mono CJK SC", monospace }
        \(ReceiptRenderer.htmlStyle)</style></head>
        <body><main>
        \(fragment)
        </main></body></html>

        """
    }
}
