// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import ESCPOS
import Testing

/// Every row of the table with parameters of every length class, made from the manuals' layouts.
@Suite struct DecoderLengthTests {
    static let sentinel = Array("SENTINEL".utf8) + [0xC9, 0xCC]
    static func profile(_ family: CommandFamily) -> Profile? {
        switch family {
        case .printer, .display: .standard
        case .chinese: .chinese
        case .terminal: .terminal
        case .module: .module
        case .star: .star
        case .starRaster: nil
        }
    }

    @Test func `no command of any length swallows or spills a byte`() {
        var probes = 0
        var rows = 0
        for (index, row) in CommandCatalogue.rows.enumerated() where row.functions.isEmpty {
            guard let profile = Self.profile(row.family) else { continue }
            rows += 1
            let before: [UInt8] = row.family == .display ? [0x1B, 0x3D, 0x02] : []
            for parameters in LengthClasses.parameters(row.shape) {
                probes += 1
                let command = row.prefix + parameters
                let all = pieces(before + command + Self.sentinel, profile).filter { $0.token.offset >= before.count }
                guard case .command(let found)? = all.first?.token.kind else {
                    Issue.record("\(row.name) is no command with \(parameters.prefix(16))")
                    continue
                }
                #expect(
                    found == Command(index: index) || found.name.hasPrefix("\(row.name) <"), "\(row.name): \(found)")
                #expect(all.first?.token.length == command.count, "\(row.name) with \(parameters.prefix(16))")
                #expect(all.dropFirst().map(\.bytes) == [Self.sentinel], "\(row.name) with \(parameters.prefix(16))")
                #expect(all.dropFirst().first?.token.kind == .text)
            }
        }
        #expect(rows > 290)
        #expect(probes > 1500, "\(probes) probes")
    }
}
