// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct TokenTests {
    @Test func `a command is known by the vendor's name`() throws {
        #expect(try #require(Command(named: "GS v 0")).prefix == [0x1D, 0x76, 0x30])
        #expect(Command(named: "GS v 9") == nil)
    }

    @Test func `every name stands for one command`() {
        let names = Command.all.map(\.name)
        #expect(Set(names).count == names.filter { $0 != "DC2 #" }.count + 1)
    }

    @Test func `every command starts with a byte that is no text, but for Star's rows of an image`() {
        for command in Command.all where command.family != .starRaster {
            #expect(command.prefix.first.map { $0 < 0x20 } == true, "\(command)")
        }
    }
}
