// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Glibc

/// Standard output and standard error as a person or a program sees them.
///
/// Results go to standard output, everything else to standard error. Colours only on a terminal and only
/// without `NO_COLOR` (no-color.org).
enum Terminal {
    static let isOutputTerminal = isatty(STDOUT_FILENO) == 1
    static let isErrorTerminal = isatty(STDERR_FILENO) == 1
    static let usesColour = isOutputTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

    static func write(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    static func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    /// Writes to standard error without a line end, for progress that overwrites itself.
    static func overwrite(_ text: String) { FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8)) }

    enum Colour: String { case red = "31", green = "32", yellow = "33", bold = "1", dim = "2" }

    static func paint(_ text: String, _ colour: Colour) -> String {
        usesColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Columns of the terminal, or 100 where there is none.
    static var columns: Int {
        var size = winsize()
        guard isOutputTerminal, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
            return 100
        }
        return Int(size.ws_col)
    }
}
