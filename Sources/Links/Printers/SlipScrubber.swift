// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Printing
internal import Receipts

/// The receipts' card scrubber at the proxy's door: nothing is kept or sent on that it has not seen.
public struct SlipScrubber: StreamScrubber {
    private var scrubber = CardScrubber()

    public init() {}

    public var maskedNumbers: Int { scrubber.count }
    public var holdsBytes: Bool { scrubber.held > 0 }

    public mutating func feed(_ chunk: ArraySlice<UInt8>) -> [UInt8] { scrubber.feed(chunk) }
    public mutating func flush() -> [UInt8] { scrubber.flush() }
    public mutating func finish() -> [UInt8] { scrubber.finish() }
}
