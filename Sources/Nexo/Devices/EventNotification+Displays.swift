// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON

extension EventNotification {
    /// What is to be shown, whether one output came or a list.
    public func displays() throws(NexoError) -> [DisplayOutput] {
        guard let display else { return [] }
        do throws(NexoError) {
            return display.elements == nil ? [try DisplayOutput(display)] : try [DisplayOutput](display)
        } catch {
            throw error.under("DisplayOutput")
        }
    }

    /// Whether the terminal went down or came up: a request that is open needs `TransactionStatus` then.
    public var tellsRestart: Bool { event == .shutdown || event == .initialised || event == .outOfOrder }
}
