// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Links
public import Refunds
public import Store
public import Tender

/// Where pages and programs hand in what is to be charged or given back.
///
///     page, program ─▶ desk: intent durable ─▶ terminal, acquirer, wallet
///                        └─▶ shop: every step ─▶ page, program
public protocol PaymentDesk: Sendable {
    /// Terminals that can be charged, and through what.
    var routes: [TerminalID: PaymentRoute] { get }

    /// Begins an attempt, or finds the one that the same key began. Returns once the intent is durable.
    ///
    /// - Throws: `.refused` for a terminal without a link; `.missing` for one beyond the caller's stores.
    func begin(
        _ order: PaymentOrder, id: AttemptID, input: PaymentInput, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PaymentAdmission

    /// Carries a refund that people agreed to out over the link that took the charge. Returns once that is durable.
    func giveBack(
        _ refund: RefundID, id: AttemptID, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundSending

    /// A person says what is true of an attempt, and by what proof.
    func settle(
        _ id: AttemptID, _ settlement: AttemptEvent.Settlement, proof: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PaymentRecord
}

extension AttemptStation: PaymentDesk {}
