// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Tariffs
import Tender
import Testing

@testable import Store

/// A tariff comes out of the journal as it went in.
@Suite struct TariffCodingTests {
    static func rate(_ text: String) -> Rate { Rate(text: text) ?? .zero }

    /// A tariff in which every term says something.
    static let special: Tariff = {
        var terms = FeeTerms()
        (terms.brand, terms.channel, terms.clause) = ("visa", "qr", "合同第 4 条")
        terms.categories = ["5411-5499", "5812"].compactMap { CategoryRange(text: $0) }
        (terms.instalments, terms.dispute) = (12, 10_000)
        (terms.addOn, terms.tax) = (rate("1.50%"), rate("6%"))
        terms.parts = [
            PartPrice(.interchange, rate: rate("0.30%")), PartPrice(.scheme, rate: rate("0.02%"), fixed: 3),
            PartPrice(.markup, fixed: 5),
        ]
        terms.volume = VolumePrice(
            .marginal, steps: [.init(above: 0, rate: rate("0.60%")), .init(above: 10_000_000, rate: rate("0.38%"))])
        terms.level = .batch
        var row = TariffRow(product: "credit", rate: rate("0.60%"), cap: 2_000)
        row.terms = terms
        return Tariff(
            rows: [row, TariffRow(product: "debit", rate: rate("0.50%"))], categories: ["M00000000000001": 5_411])
    }()

    static let simple = Tariff(rows: [TariffRow(product: "credit", rate: rate("0.60%"))])

    @Test(arguments: [special, simple])
    func `what is written is read again, to the last byte`(_ tariff: Tariff) throws {
        var writer = ByteWriter()
        tariff.write(to: &writer)
        var cursor = ByteCursor(writer.bytes)
        #expect(try Tariff(from: &cursor) == tariff)
        #expect(cursor.offset == writer.bytes.count)
    }

    @Test func `a tariff that is cut off anywhere is refused`() {
        var writer = ByteWriter()
        Self.special.write(to: &writer)
        for count in 0..<writer.bytes.count {
            #expect(throws: DecodeError.self, "cut after \(count) bytes") {
                var cursor = ByteCursor(Array(writer.bytes[..<count]))
                _ = try Tariff(from: &cursor)
            }
        }
    }
}
