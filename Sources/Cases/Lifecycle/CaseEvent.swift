// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What happened with a case at one time. Events are kept for ever; the case is their fold (`CaseFile`).
public struct CaseEvent: Hashable, Sendable {
    /// What became of a playbook's step.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        case done, skipped, failed
    }

    public enum Kind: Hashable, Sendable {
        /// Begins the case.
        case opened(FindingCode)
        /// A further code of the same cause joined it.
        case joined(FindingCode)
        /// Given to somebody by sign-in name; nil gives it back to the queue.
        case assigned(to: String?)
        /// To confirming, acting, waiting, followed up, or back to open. Other states have their own events.
        case moved(CaseState)
        /// A step of a code's playbook, numbered from 1.
        case step(FindingCode, Int, Outcome)
        case note(String)
        /// A cause that is believed before all is put right.
        case cause(CaseCause)
        /// Put right by a person, who says why it happened and what shows that it is right.
        case resolved(CaseCause, proof: String)
        /// The day on which somebody asks whether it really is.
        case followUp(on: CivilDate)
        /// What the customer thinks of it, 1 to 5, with words or none.
        case satisfaction(Int, String)
        /// Somebody of this level of escalation (1 manager, 2 finance, 3 outside) has seen it: stops the chain, not
        /// the clock.
        case acknowledged(Int)
        /// It was not over after all; the number stays.
        case reopened
        /// Nothing of it may be deleted: a court or an authority may ask for it.
        case held
        case released
        /// An outside date that the code's deadline hangs on: a hearing, the end of an authorisation.
        case outsideDate(CivilDate)
        /// The last finding of the case is gone, and this is what shows it: closed without a person.
        case proved(String)
        /// Over, by a person, with the proof.
        case closed(proof: String)
        /// One of its codes no longer holds, and this is what shows it; the others do, or a person has yet to act.
        case cleared(FindingCode, proof: String)
    }

    /// Who acts when nobody does.
    public static let system = "system"

    public let at: Instant
    /// Sign-in name, `customer`, or `system`.
    public let by: String
    public let kind: Kind
    /// Why; empty where nobody must say.
    public let reason: String

    public init(at: Instant, by: String, kind: Kind, reason: String = "") {
        self.at = at
        self.by = by
        self.kind = kind
        self.reason = reason
    }

    /// Whether a person did it on the shop's side.
    public var isByStaff: Bool { by != Self.system && by != Self.customer }

    /// The customer, on the public page.
    public static let customer = "customer"
}
