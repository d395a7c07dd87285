// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Testing

@Suite struct CaseIDTests {
    struct Written: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let transaction: String?
        let family: CodeRow.Family?
    }

    static let good = [
        Written(testDescription: "K0000001234-RC", transaction: "T0000001234", family: .receipts),
        Written(testDescription: "K0000000001-CS", transaction: "T0000000001", family: .complaints),
        Written(testDescription: "K9223372036854775807-PY", transaction: "T9223372036854775807", family: .payments),
        Written(testDescription: "K-123", transaction: nil, family: nil),
        Written(testDescription: "K-18446744073709551615", transaction: nil, family: nil),
    ]

    @Test(arguments: good)
    func `a number is read and written alike`(_ written: Written) throws {
        let id = try #require(CaseID(written.testDescription))
        #expect(id.text == written.testDescription)
        #expect(id.transaction == written.transaction)
        #expect(id.family == written.family)
        if let transaction = written.transaction, let family = written.family {
            #expect(CaseID(transaction: transaction, family: family) == id)
        }
    }

    @Test(arguments: [
        "", "K", "K-", "K0000001234", "K0000001234-", "K0000001234-XX", "K0000001234-rc", "T0000001234-RC", "K-1-RC",
        "K-+5", "K00000000-RC", "K12a4-RC", "K-18446744073709551616", "K９-RC", "K-1 ", "K\u{0}1-RC",
        "K00000000000000000000000000000000001-RC",
    ])
    func `a text that is no number is refused`(_ text: String) { #expect(CaseID(text) == nil) }

    @Test func `short and long writing of one number is one case`() {
        #expect(CaseID("K1234-RC") == CaseID("K0000001234-RC"))
        #expect(CaseID("K1234-RC") == CaseID(transaction: 1_234, family: .receipts))
    }
}
