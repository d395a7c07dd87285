// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which encoding a job's text is in, how sure that is, and where the knowledge comes from.
public struct EncodingVerdict: Sendable, Hashable {
    public enum Origin: String, Sendable, Hashable {
        /// The stream said so: `ESC t`, `FS ( C`, `ESC 9`, or there is nothing but ASCII.
        case commanded
        /// Found by comparing how well each encoding explains the bytes.
        case detected
        /// Neither said nor found: the printer's default.
        case assumed
    }

    public let encoding: PrintEncoding
    /// 0…100. Below 80 a person should look; 100 only where no other reading exists.
    public let confidence: Int
    public let origin: Origin
    /// The reading that came second, when there was one worth naming.
    public let runnerUp: PrintEncoding?

    public init(encoding: PrintEncoding, confidence: Int, origin: Origin, runnerUp: PrintEncoding? = nil) {
        self.encoding = encoding
        self.confidence = max(0, min(100, confidence))
        self.origin = origin
        self.runnerUp = runnerUp
    }

    /// Nothing above 7Eh: all encodings agree.
    public static let ascii = EncodingVerdict(encoding: .ascii, confidence: 100, origin: .commanded)
}
