// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Numbers in the journal. Never reuse or change one: old records keep their meaning for ever.
extension CaseEvent.Kind {
    var number: Int64 {
        switch self {
        case .opened: 1
        case .joined: 2
        case .assigned: 3
        case .moved: 4
        case .step: 5
        case .note: 6
        case .cause: 7
        case .resolved: 8
        case .followUp: 9
        case .satisfaction: 10
        case .acknowledged: 11
        case .reopened: 12
        case .held: 13
        case .released: 14
        case .outsideDate: 15
        case .proved: 16
        case .closed: 17
        case .cleared: 18
        }
    }
}

extension CaseState {
    var number: Int64 {
        switch self {
        case .open: 1
        case .confirming: 2
        case .acting: 3
        case .waiting: 4
        case .resolved: 5
        case .followedUp: 6
        case .closed: 7
        }
    }

    init?(number: Int64, party: Party?) {
        switch (number, party) {
        case (1, nil): self = .open
        case (2, nil): self = .confirming
        case (3, nil): self = .acting
        case (4, let party?): self = .waiting(party)
        case (5, nil): self = .resolved
        case (6, nil): self = .followedUp
        case (7, nil): self = .closed
        default: return nil
        }
    }
}

extension CaseState.Party {
    var number: Int64 {
        switch self {
        case .customer: 1
        case .acquirer: 2
        case .supplier: 3
        case .bank: 4
        case .authority: 5
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension CaseEvent.Outcome {
    var number: Int64 {
        switch self {
        case .done: 1
        case .skipped: 2
        case .failed: 3
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension CaseCause {
    var number: Int64 {
        switch self {
        case .device: 1
        case .software: 2
        case .human: 3
        case .settings: 4
        case .thirdParty: 5
        case .customer: 6
        case .unknown: 7
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}
