// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

extension JobCode {
    /// What to do first, in a sentence for the person who opens the file.
    public var nextAction: Bilingual { code.nextAction }

    /// What people call it.
    public var name: Bilingual { code.name }
}
