// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Rendering
import Testing

@Suite struct QRPictureTests {
    @Test(arguments: ["1", "0123456789", "HTTPS://EXAMPLE.CN/R", "https://example.cn/r#k=8K4P2Q", "小票"])
    func `a code has the size that the printout keeps free for it`(_ text: String) throws {
        var symbol = Symbol(kind: .qr, data: Array(text.utf8), module: 1)
        symbol.errorCorrection = 1
        let modules = try #require(QRPicture.modules(text))
        #expect(modules.count == symbol.size.width)
        #expect(modules.allSatisfy { $0.count == modules.count })
        // A finder pattern in its corner.
        #expect(modules[0].prefix(8) == [true, true, true, true, true, true, true, false])
    }

    @Test func `what no code holds gives none`() {
        #expect(QRPicture.modules("") == nil)
        #expect(QRPicture.svg(String(repeating: "长", count: 3_000)) == nil)
    }

    @Test func `the drawing needs no style and shows exactly the dark modules`() throws {
        let modules = try #require(QRPicture.modules("https://example.cn/r"))
        let svg = try #require(QRPicture.svg("https://example.cn/r"))
        #expect(!svg.contains("style"))
        #expect(svg.contains("viewBox=\"-4 -4 \(modules.count + 8) \(modules.count + 8)\""))
        #expect(svg.contains("currentColor"))
        let path = try #require(svg.split(separator: "d=\"").last?.split(separator: "\"").first)
        var drawn = modules.map { $0.map { _ in false } }
        for piece in path.split(separator: "M") {
            let numbers = piece.split { !$0.isNumber }.compactMap { Int($0) }
            for x in numbers[0]..<numbers[0] + numbers[2] { drawn[numbers[1]][x] = true }
        }
        #expect(drawn == modules)
    }
}
