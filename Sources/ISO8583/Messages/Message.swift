// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A message as values: its type, and the content of its fields as text or bytes, whatever a wire looks like.
///
///     content │6224242300000069│000000│000000001111│000079│…      digits as ASCII digits, text as its bytes,
///             └ field 2 ───────┴ 3 ───┴ 4 ─────────┴ 11 ──┴       binary fields as bytes; end to end by number
///     slots    (2, 0, 16) (3, 16, 6) (4, 22, 12) (11, 34, 6) …
///
/// Two allocations hold a message of any size. Bitmaps and lengths are the dialect's business.
public struct Message: Sendable, Hashable {
    /// Where a field's content stands.
    struct Slot: Sendable, Hashable {
        var number: UInt16
        var start: UInt32
        var count: UInt32

        var end: Int { Int(start) + Int(count) }
    }

    public var type: MessageType
    var bytes: [UInt8]
    /// In order of numbers; contents follow each other without a gap.
    var slots: [Slot]

    public init(_ type: MessageType, reservingFields fields: Int = 0, bytes count: Int = 0) {
        self.type = type
        bytes = []
        slots = []
        bytes.reserveCapacity(count)
        slots.reserveCapacity(fields)
    }

    init(_ type: MessageType, bytes: [UInt8], slots: [Slot]) {
        self.type = type
        self.bytes = bytes
        self.slots = slots
    }

    /// Numbers of the fields that are there, ascending.
    public var fields: [Int] { slots.map { Int($0.number) } }

    public func has(_ number: Int) -> Bool { index(of: number) != nil }

    /// The content of a field: digits and text in ASCII (or the sender's character set), binary as it is.
    public subscript(_ number: Int) -> ArraySlice<UInt8>? {
        index(of: number).map { bytes[Int(slots[$0].start)..<slots[$0].end] }
    }

    /// The content of a field as text; nil where the field is absent or not UTF-8.
    public func text(_ number: Int) -> String? { self[number].flatMap { String(validating: $0, as: UTF8.self) } }

    /// The content of a field as a number of at most 18 digits; nil where it is something else.
    public func number(_ number: Int) -> Int64? {
        guard let digits = self[number], !digits.isEmpty, digits.count <= 18 else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - 48)
        }
        return value
    }

    /// Sets a field to text; fields may be set in any order. A number that no dialect has is refused when the message
    /// is built.
    public mutating func set(_ number: Int, _ text: String) { put(number, text.utf8) }

    public mutating func set(_ number: Int, _ text: Substring) { put(number, text.utf8) }

    /// Sets a field to bytes.
    public mutating func set(_ number: Int, bytes content: [UInt8]) { put(number, content) }

    public mutating func set(_ number: Int, bytes content: ArraySlice<UInt8>) { put(number, content) }

    @inline(__always) private mutating func put(_ number: Int, _ content: some Collection<UInt8>) {
        let number = UInt16(clamping: number)
        guard let last = slots.last, last.number >= number else {
            // The usual case: in the order of numbers, at the end.
            slots.append(Slot(number: number, start: UInt32(bytes.count), count: UInt32(content.count)))
            bytes.append(contentsOf: content)
            return
        }
        let at = slots.firstIndex { $0.number >= number } ?? slots.endIndex
        if at == slots.endIndex || slots[at].number != number {
            slots.insert(Slot(number: number, start: slots[at].start, count: 0), at: at)
        }
        replace(at, with: content)
    }

    /// Takes a field out, where it is there.
    public mutating func remove(_ number: Int) {
        guard let at = index(of: number) else { return }
        replace(at, with: [])
        slots.remove(at: at)
    }

    private mutating func replace(_ at: Int, with content: some Collection<UInt8>) {
        let growth = content.count - Int(slots[at].count)
        bytes.replaceSubrange(Int(slots[at].start)..<slots[at].end, with: content)
        slots[at].count = UInt32(content.count)
        for later in slots.index(after: at)..<slots.endIndex {
            slots[later].start = UInt32(Int(slots[later].start) + growth)
        }
    }

    private func index(of number: Int) -> Int? {
        var (low, high) = (0, slots.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(slots[middle].number) < number { low = middle + 1 } else { high = middle }
        }
        return low < slots.count && Int(slots[low].number) == number ? low : nil
    }
}
