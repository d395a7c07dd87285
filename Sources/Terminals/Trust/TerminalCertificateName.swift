// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the common name of a terminal's certificate says.
///
///     V400m-346403161.test.terminal.adyen.com            model, serial, where it works
///     legacy-terminal-certificate.live.terminal.adyen.com  any terminal of that place
public struct TerminalCertificateName: Sendable, Hashable {
    /// Where a terminal works: money in `live`, play money in `test`.
    public enum World: String, Sendable, Hashable, CaseIterable { case test, live }

    public let world: World
    /// `model-serial`; nil for a certificate that many terminals share.
    public let poiID: String?

    /// nil for a name that no terminal has: model of at least 3 signs, serial of 9 to 15, both letters and digits.
    public init?(_ commonName: String) {
        let parts = commonName.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[2...].elementsEqual(["terminal", "adyen", "com"]),
            let world = World(rawValue: parts[1])
        else { return nil }
        self.world = world
        guard parts[0] != "legacy-terminal-certificate" else {
            poiID = nil
            return
        }
        let pieces = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard pieces.count == 2, pieces[0].count >= 3, (9...15).contains(pieces[1].count),
            pieces.allSatisfy({ $0.utf8.allSatisfy(Self.isPlain) })
        else { return nil }
        poiID = parts[0]
    }

    /// Whether a terminal of that name and place may show it.
    public func fits(poiID: String, world: World?) -> Bool {
        (self.poiID == nil || self.poiID == poiID) && (world == nil || world == self.world)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
