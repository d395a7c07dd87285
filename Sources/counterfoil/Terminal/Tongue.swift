// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation

/// The language of the terminal: Chinese where the locale says so, else English.
enum Tongue: String, ExpressibleByArgument, CaseIterable {
    case zh, en

    static var ofLocale: Tongue {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("zh") ? .zh : .en
    }

    func choose(_ text: Bilingual) -> String { self == .zh ? text.chinese : text.english }

    func choose(zh chinese: String, en english: String) -> String { self == .zh ? chinese : english }
}
