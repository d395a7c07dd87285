// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds the status requests in a till's stream, for whoever answers in the printer's place.
///
/// Real-time requests are found wherever their bytes stand, also inside image data and before the command around them
/// is complete, because a printer answers them so. All others are found by framing.
public struct RequestScanner: Sendable {
    /// A request and the offset of its first byte in the stream.
    public struct Found: Sendable, Hashable {
        public let offset: Int
        public let request: StatusRequest
    }

    private var decoder: StreamDecoder
    private var realTime = RealTimeScanner()

    public init(profile: Profile = .standard) {
        // Payloads are of no interest here, so next to nothing of them is kept.
        decoder = StreamDecoder(profile: profile, limits: DecodingLimits(body: 64))
    }

    /// The requests that are complete with these bytes, in the order of their first bytes.
    public mutating func feed(_ bytes: ArraySlice<UInt8>) -> [Found] {
        var found = realTime.feed(bytes).compactMap { action in
            action.request.map { Found(offset: action.offset, request: $0) }
        }
        decoder.feed(bytes) { token, body in
            if let request = StatusRequest(token, body), !request.isRealTime {
                found.append(Found(offset: token.offset, request: request))
            }
        }
        return found.sorted { $0.offset < $1.offset }
    }
}
