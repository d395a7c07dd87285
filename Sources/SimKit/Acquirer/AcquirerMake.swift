// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ISO8583
public import Tender

/// What kind of host a simulated acquirer is.
public struct AcquirerMake: Sendable {
    public var dialect: Dialect
    public var lengthForm = LengthForm.binary
    /// nil where nothing is authenticated and nobody signs in.
    public var mac: MACAlgorithm?
    /// Master key under which working keys go out; 16 bytes.
    public var masterKey: [UInt8]
    public var zone = Zone.shanghai
    /// Milliseconds from a message to its answer.
    public var latency: Int64 = 0
    /// Minor units on a card that nobody opened.
    public var usualBalance: Int64 = 10_000_000
    /// Fee of the clearing file in hundredths of a percent.
    public var feeRate: Int64 = 50
    public var seed: UInt64 = 1

    public var isUnionPay: Bool { dialect.name == Dialect.unionPay.name }

    /// A master key for tests and trials; nobody's real one.
    public static let sampleKey = [UInt8](repeating: 0x11, count: 8) + [UInt8](repeating: 0x22, count: 8)

    public init(
        dialect: Dialect, mac: MACAlgorithm? = nil, masterKey: [UInt8] = Self.sampleKey
    ) {
        self.dialect = dialect
        self.mac = mac
        self.masterKey = masterKey
    }

    /// With authentication codes and a sign-in.
    public static let unionPay = AcquirerMake(dialect: .unionPay, mac: .unionPayECB)
    public static let standard = AcquirerMake(dialect: .iso87BCD)
}
