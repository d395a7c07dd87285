// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Who keeps what the proxy saw. Both calls return when it is durable; the same again changes nothing.
public protocol PrintRegister: Sendable {
    func keep(_ job: CapturedJob) async throws
    func note(_ event: PrintEvent) async throws
    /// Told of every change of a printer; nothing durable.
    func show(_ condition: PrinterCondition) async
    /// Keeps who ordered a copy and why. Not a byte of the copy leaves before this returns.
    ///
    /// - Returns: the number the copy gets, at least `order.number`.
    /// - Throws: when it cannot be kept, or such a copy is on its way already: then none is made.
    func order(_ order: CopyOrder) async throws -> Int
}

extension PrintRegister {
    /// For a register that counts no copies: the number is the station's own.
    public func order(_ order: CopyOrder) async throws -> Int { order.number }
}

/// A person's order for one more print of a job that nobody can vouch for.
public struct CopyOrder: Sendable, Hashable {
    /// The job the person looked for on paper.
    public let of: PrintJobID
    /// Name of the copy.
    public let job: PrintJobID
    public let printer: String
    /// 2 for the first copy, as far as the station knows.
    public let number: Int
    /// In both languages, at most 200 bytes.
    public let reason: String
    /// Sign-in name.
    public let by: String

    public init(of: PrintJobID, job: PrintJobID, printer: String, number: Int, reason: String, by: String) {
        self.of = of
        self.job = job
        self.printer = printer
        self.number = number
        self.reason = reason
        self.by = by
    }
}
