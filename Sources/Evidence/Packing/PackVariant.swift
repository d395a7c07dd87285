// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whom an evidence pack is for. Each sees what the purpose needs and no more.
public enum PackVariant: String, CaseIterable, Hashable, Sendable {
    case customer, acquirer, supplier, regulator, lawyer
}
