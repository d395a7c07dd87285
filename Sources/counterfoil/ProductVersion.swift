// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The version of the product, as `--version`, reports and the API give it.
enum ProductVersion {
    static let text = "0.1.0"
}
