// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Who keeps what the proxy saw. Both calls return when it is durable; the same again changes nothing.
public protocol PrintRegister: Sendable {
    func keep(_ job: CapturedJob) async throws
    func note(_ event: PrintEvent) async throws
    /// Told of every change of a printer; nothing durable.
    func show(_ condition: PrinterCondition) async
}
