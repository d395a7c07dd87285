// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The places themselves come with the frame.
struct MenuPage: Sendable {
    let title: String
}
