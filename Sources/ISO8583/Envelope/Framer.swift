// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cuts what arrives on a connection into messages, however the network split it.
///
///     chunks   │00 05 30│38 30 30 00│07 …        lengths say where a message ends,
///     messages        │30 38 30 30 …│            chunks do not
///
/// Holds at most one message of the limit. A length that is wrong ends the stream: nobody knows where the next message
/// would begin, so the connection is to be closed.
public struct Framer: Sendable {
    public let form: LengthForm
    /// The most bytes of one message.
    public let limit: Int
    private var held: [UInt8] = []
    /// Bytes of messages that were given out, for offsets.
    private var consumed = 0
    private var failure: MessageError?

    public init(_ form: LengthForm, limit: Int = Dialect.messageLimit) {
        self.form = form
        self.limit = min(max(limit, 0), 16 << 20)
    }

    /// Bytes that wait for the rest of their message.
    public var heldBytes: Int { held.count }

    /// Takes a chunk and gives out each message that became whole, without its length. An empty one is a sign of life.
    ///
    /// - Throws: `MessageError`, with its offset from the start of the stream, for a length that cannot be; the same
    ///   again for every later chunk.
    public mutating func feed(
        _ chunk: ArraySlice<UInt8>, _ give: (ArraySlice<UInt8>) -> Void
    ) throws(MessageError) {
        if let failure { throw failure }
        do {
            try take(chunk, give)
        } catch {
            failure = error
            held = []
            throw error
        }
    }

    private mutating func take(
        _ chunk: ArraySlice<UInt8>, _ give: (ArraySlice<UInt8>) -> Void
    ) throws(MessageError) {
        if form.lengthOctets == 0 {
            guard held.count + chunk.count <= limit else {
                throw MessageError(.tooLarge(limit: limit), at: consumed + limit, in: .end)
            }
            held += chunk
            return
        }
        var rest = chunk
        while !rest.isEmpty {
            if held.isEmpty, let count = try announced(rest), rest.count >= form.octets + count {
                // Whole in this chunk: given out where it lies.
                let body = rest.dropFirst(form.octets).prefix(count)
                give(body)
                rest = rest[body.endIndex...]
                consumed += form.octets + count
                continue
            }
            var wanted = form.octets
            if let count = try announced(held[...]) { wanted += count }
            let more = rest.prefix(wanted - held.count)
            held += more
            rest = rest[more.endIndex...]
            guard let count = try announced(held[...]), held.count == form.octets + count else { continue }
            give(held[form.octets...])
            consumed += held.count
            held.removeAll(keepingCapacity: true)
        }
    }

    /// The length that stands there; nil while it is not whole.
    private func announced(_ bytes: ArraySlice<UInt8>) throws(MessageError) -> Int? {
        guard bytes.count >= form.octets else { return nil }
        let count = try form.count(bytes, offset: consumed)
        guard count <= limit else {
            throw MessageError(.tooLong(count: count, limit: limit), at: consumed, in: .length)
        }
        return count
    }

    /// The connection is over. Without lengths this is where the message ends.
    ///
    /// - Throws: `MessageError` when a message was cut short.
    public mutating func finish(_ give: (ArraySlice<UInt8>) -> Void) throws(MessageError) {
        if let failure { throw failure }
        guard !held.isEmpty else { return }
        if form.lengthOctets == 0 {
            give(held[...])
            held = []
            return
        }
        let needed = form.octets + (try announced(held[...]) ?? 0)
        throw MessageError(.truncated(needed: needed, left: held.count), at: consumed, in: .length)
    }
}
