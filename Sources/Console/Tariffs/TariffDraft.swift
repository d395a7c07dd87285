// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Tariffs

/// A tariff file as it was typed, and what reading it gave.
struct TariffDraft: Sendable {
    /// Largest text of a tariff that is read.
    static let byteCountMax = 262_144

    let source: String
    /// nil when the text cannot be read.
    let tariff: Tariff?
    let problem: Bilingual?
    let warnings: [Bilingual]

    /// A tariff that is in force.
    init(source: String, tariff: Tariff) {
        self.source = source
        self.tariff = tariff
        problem = nil
        warnings = tariff.warnings().map(\.explanation)
    }

    /// Reads a text, and asks about what is allowed but hardly meant.
    init(reading source: String) {
        // Browsers send the lines of a text box with CR LF.
        let text = source.replacing("\r\n", with: "\n")
        do throws(SettingsError) {
            self.init(source: text, tariff: try TariffFile.read(text: text, name: "tariff.toml"))
        } catch {
            self.init(source: text, problem: error.explanation)
        }
    }

    private init(source: String, problem: Bilingual) {
        self.source = source
        tariff = nil
        self.problem = problem
        warnings = []
    }
}
