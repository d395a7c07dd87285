// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why something cannot be printed as asked. Nothing was added to the stream.
public enum EncodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The encoding has no bytes for this character.
    case character(Character, encoding: String)
    /// Data that a symbol cannot hold: what, how many bytes were given, how many it takes.
    case tooLong(String, count: Int, limit: Int)
    /// Data that a kind of barcode does not allow.
    case data(String)
    /// Bytes a printer would execute at once, in data that cannot be changed.
    case realTimeCommand(String)
    /// A number outside what the command takes.
    case range(String, Int, ClosedRange<Int>)

    public var description: String {
        switch self {
        case .character(let character, let encoding):
            "The character “\(character)” does not exist in \(encoding). Print it as a picture or choose UTF-8."
        case .tooLong(let symbol, let count, let limit):
            "\(symbol) takes \(limit) bytes here, not \(count). Shorten the data or lower the error correction."
        case .data(let why): why
        case .realTimeCommand(let symbol):
            "The data of \(symbol) contains bytes the printer would execute as a real-time command. Change the data."
        case .range(let name, let value, let range):
            "\(name) takes \(range.lowerBound) to \(range.upperBound), not \(value)."
        }
    }
}
