// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The one member in which a message stands.
public enum MessageWrapper: String, Sendable, Hashable, CaseIterable {
    case request = "SaleToPOIRequest"
    case response = "SaleToPOIResponse"

    /// Events come as requests that nobody answers.
    public init(_ type: MessageType) { self = type == .response ? .response : .request }
}
