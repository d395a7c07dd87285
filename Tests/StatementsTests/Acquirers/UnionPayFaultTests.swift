// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

/// What another program was seen to get wrong in the same files; the year stands in `UnionPayFileTests`.
@Suite struct UnionPayFaultTests {
    @Test func `F10 a refund is a refund, whatever blanks pad its code`() throws {
        let file = try ReadFile(try Samples.bytes("\(UnionPayFileTests.name)-98"), name: UnionPayFileTests.name)
        #expect(file.rows.filter { $0.kind == .refund }.map(\.amount?.minor) == [5_800])
        // The sums of the file take it off, so a refund that is missed would also show there.
        #expect(file.rows.filter { $0.kind == .refund }.allSatisfy { ($0.net?.minor ?? 0) < 0 })
    }

    @Test func `F10 fields are cut by bytes before they are text, so Chinese text moves none of them`() throws {
        let plain = try ReadFile(try UnionPayFileTests.row { _ in }, name: UnionPayFileTests.name)
        let chinese = try ReadFile(
            try UnionPayFileTests.row { row in
                // 三楼 in GBK is four bytes and two characters; a reader that cuts characters loses two columns.
                let floor: [UInt8] = [0xC8, 0xFD, 0xC2, 0xA5]
                guard let at = row.firstRange(of: floor)?.lowerBound else { return }
                row.replaceSubrange(at..<(at + 4), with: [0xD2, 0xBB, 0xC2, 0xA5])
            }, name: UnionPayFileTests.name)
        let sure = try ReadFile(try Samples.bytes("\(UnionPayFileTests.name)-98"), name: UnionPayFileTests.name)
        #expect(plain.rows.map(\.amount) == chinese.rows.map(\.amount))
        #expect(sure.rows[0].remark == "三楼" && sure.rows[0].terminal == "10293847")
    }
}
