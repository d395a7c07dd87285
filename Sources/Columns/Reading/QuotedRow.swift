// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One row read byte by byte: with quotation marks, or longer than a batch.
///
/// Its fields are copied without their marks, each with a separator after it, so that what reads a row does not
/// know the difference.
@safe struct QuotedRow: ~Copyable {
    enum Outcome: Equatable {
        /// The row ends before this index; lines ended inside it, its own end included.
        case row(next: Int, newlines: Int)
        /// The bytes end first.
        case incomplete
    }

    private(set) var text: UnsafeMutablePointer<UInt8>
    private var textCapacity: Int
    /// `ends[0]` is the separator before the first field.
    private(set) var ends: UnsafeMutablePointer<UInt32>
    private var endsCapacity: Int
    private(set) var fieldCount = 0
    private(set) var hadQuotes = false
    private(set) var hasTextAfterQuote = false
    private var length = 0

    init() {
        textCapacity = 4_096
        endsCapacity = 64
        unsafe text = .allocate(capacity: textCapacity + ChunkBuffer.padding)
        unsafe text.initialize(repeating: 0, count: textCapacity + ChunkBuffer.padding)
        unsafe ends = .allocate(capacity: endsCapacity)
    }

    deinit {
        unsafe text.deallocate()
        unsafe ends.deallocate()
    }

    var isBlank: Bool { fieldCount == 1 && length == 1 && !hadQuotes }

    mutating func read(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Outcome {
        reset()
        var position = start
        var newlines = 0
        while position < end {
            if unsafe bytes[position] == 34 {
                hadQuotes = true
                let inside = unsafe quoted(bytes, from: position + 1, to: end)
                guard let inside else { return .incomplete }
                position = inside.next
                newlines += inside.newlines
            }
            // A bare field, or what wrongly follows a closing mark.
            let bareStart = position
            while position < end, unsafe bytes[position] != 44, unsafe bytes[position] != 10 {
                unsafe put(bytes[position])
                position += 1
            }
            guard position < end else { return .incomplete }
            let isLast = unsafe bytes[position] == 10
            let followsMark = unsafe bareStart > start && bytes[bareStart - 1] == 34
            if isLast, position > bareStart, unsafe bytes[position - 1] == 13 {
                length -= 1
                if followsMark, position - bareStart > 1 { hasTextAfterQuote = true }
            } else if followsMark, position > bareStart {
                hasTextAfterQuote = true
            }
            unsafe endField(with: bytes[position])
            position += 1
            if isLast { return .row(next: position, newlines: newlines + 1) }
        }
        return .incomplete
    }

    private mutating func quoted(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int
    ) -> (next: Int, newlines: Int)? {
        var position = start
        var newlines = 0
        while position < end {
            let byte = unsafe bytes[position]
            if byte == 34 {
                // The last byte of what we hold may be half of a doubled mark.
                guard position + 1 < end else { return nil }
                guard unsafe bytes[position + 1] == 34 else { return (position + 1, newlines) }
                position += 1
            }
            if byte == 10 { newlines += 1 }
            put(byte)
            position += 1
        }
        return nil
    }

    /// Puts other texts in the place of the fields that were read.
    mutating func replace(with fields: [[UInt8]]) {
        unsafe ends[0] = UInt32.max
        (fieldCount, length) = (0, 0)
        for (index, field) in fields.enumerated() {
            for byte in field { put(byte) }
            endField(with: index == fields.count - 1 ? 10 : 44)
        }
    }

    private mutating func reset() {
        unsafe ends[0] = UInt32.max
        fieldCount = 0
        length = 0
        hadQuotes = false
        hasTextAfterQuote = false
    }

    private mutating func put(_ byte: UInt8) {
        if length == textCapacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: textCapacity * 2 + ChunkBuffer.padding)
            unsafe larger.initialize(repeating: 0, count: textCapacity * 2 + ChunkBuffer.padding)
            unsafe larger.update(from: text, count: length)
            unsafe text.deallocate()
            unsafe text = unsafe larger
            textCapacity *= 2
        }
        unsafe text[length] = byte
        length += 1
    }

    private mutating func endField(with separator: UInt8) {
        put(separator)
        fieldCount += 1
        if fieldCount == endsCapacity {
            let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: endsCapacity * 2)
            unsafe larger.update(from: ends, count: endsCapacity)
            unsafe ends.deallocate()
            unsafe ends = unsafe larger
            endsCapacity *= 2
        }
        unsafe ends[fieldCount] = UInt32(truncatingIfNeeded: length - 1)
    }
}
