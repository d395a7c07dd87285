// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Statements
internal import Synchronization

/// How one file is written: told once, for the whole file, from its first text that is not ASCII.
///
///     byte order mark ──────────────────────────────────────────────────────▶ UTF-8
///     first 64 KiB hold other text than ASCII ─▶ their lines decide ────────▶ UTF-8 or GB18030
///     they do not ─▶ read as UTF-8; at the first row that is none, the 64 KiB from the file's first such text on
///                    decide, and the file is read again if they are GB18030
///
/// A file that is UTF-8 stays UTF-8, and its rows that are not are put aside one by one.
final class FileEncoding: Sendable {
    private enum State: UInt8 { case open, utf8, gb18030 }

    private static let sampleBytes = 64 << 10
    private let state: Atomic<UInt8>
    private let source: ByteSource

    /// - Parameter isOurs: the text was laid out by Counterfoil, in UTF-8.
    init(_ source: ByteSource, isOurs: Bool) {
        self.source = source
        let head = source.bytes(at: 0, count: Self.sampleBytes)
        let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
        let told = isOurs || isMarked ? .utf8 : Self.encoding(of: head, isWhole: source.size <= Int64(head.count))
        state = Atomic(Self.state(told).rawValue)
    }

    private static func state(_ encoding: RowEncoding?) -> State {
        switch encoding {
        case nil: .open
        case .utf8: .utf8
        case .gb18030: .gb18030
        }
    }

    var now: RowEncoding { state.load(ordering: .relaxed) == State.gb18030.rawValue ? .gb18030 : .utf8 }

    /// Decides where nothing but ASCII was seen so far.
    ///
    /// - Returns: whether the file has to be read again in another encoding.
    func settle() -> Bool {
        guard state.load(ordering: .relaxed) == State.open.rawValue else { return false }
        let told = firstText().flatMap { place -> RowEncoding? in
            let sample = source.bytes(at: place, count: Self.sampleBytes)
            return Self.encoding(of: sample, isWhole: place + Int64(sample.count) >= source.size)
        }
        state.store(Self.state(told ?? .utf8).rawValue, ordering: .relaxed)
        return told == .gb18030
    }

    /// Offset of the first byte that is not ASCII.
    private func firstText() -> Int64? {
        var offset = Int64(0)
        while offset < source.size {
            let bytes = source.bytes(at: offset, count: 1 << 20)
            guard !bytes.isEmpty else { return nil }
            if let place = bytes.firstIndex(where: { $0 >= 0x80 }) { return offset + Int64(place) }
            offset += Int64(bytes.count)
        }
        return nil
    }

    /// Turns fields into UTF-8; nil for a file that is UTF-8. Made for one thread.
    func decoding() -> RowEncoding.Decoding? { now == .gb18030 ? Self.gb18030() : nil }

    static func gb18030() -> RowEncoding.Decoding {
        var decoder: TextDecoder?
        return { bytes in
            decoder = decoder ?? TextDecoder(.gb18030)
            return decoder?.text(bytes).map { Array($0.utf8) }
        }
    }

    /// Text for people to look at: what is not valid becomes a mark.
    func shown(_ bytes: ArraySlice<UInt8>) -> String {
        guard now == .gb18030, let decoder = TextDecoder(.gb18030) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return decoder.lenientText(bytes)
    }
}

extension FileEncoding {
    /// What the lines of a sample speak for; nil where all of it is ASCII.
    ///
    /// GB18030 only when more lines are that alone than are UTF-8, when characters of three bytes, which Chinese has
    /// in UTF-8, are rarer than bytes that fit none, and when most second bytes are above ASCII: the accents of
    /// Western encodings stand before plain letters.
    ///
    /// - Parameter isWhole: the sample's last line is not cut.
    static func encoding(of sample: [UInt8], isWhole: Bool) -> RowEncoding? {
        guard sample.contains(where: { $0 >= 0x80 }) else { return nil }
        var end = sample.count
        if !isWhole, let newline = sample.lastIndex(of: 10), sample[..<newline].contains(where: { $0 >= 0x80 }) {
            end = newline
        }
        var (unicode, chinese) = (0, 0)
        for line in sample[..<end].split(separator: 10) where line.contains(where: { $0 >= 0x80 }) {
            if String(validating: line, as: UTF8.self) != nil {
                unicode += 1
            } else if GB18030Proof.holds(line) {
                chinese += 1
            }
        }
        guard chinese > unicode else { return .utf8 }
        let (threes, strays) = unicodeSigns(sample[..<end])
        let (high, low) = seconds(sample[..<end])
        return threes < strays && high > low ? .gb18030 : .utf8
    }

    /// Well-formed UTF-8 characters of three bytes and more, and bytes that belong to no character.
    private static func unicodeSigns(_ bytes: ArraySlice<UInt8>) -> (threes: Int, strays: Int) {
        var (threes, strays, index) = (0, 0, bytes.startIndex)
        while index < bytes.endIndex {
            let lead = bytes[index]
            let width = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
            let end = index + width
            let isWhole =
                width > 0 && end <= bytes.endIndex && bytes[(index + 1)..<end].allSatisfy { $0 & 0xC0 == 0x80 }
            if !isWhole { strays += 1 } else if width >= 3 { threes += 1 }
            index = isWhole ? end : index + 1
        }
        return (threes, strays)
    }

    /// Second bytes of pairs, and how many of them are ASCII letters and marks.
    private static func seconds(_ bytes: ArraySlice<UInt8>) -> (high: Int, low: Int) {
        var (high, low, index) = (0, 0, bytes.startIndex)
        while index + 1 < bytes.endIndex {
            guard bytes[index] >= 0x80 else {
                index += 1
                continue
            }
            let second = bytes[index + 1]
            let isLong = (0x30...0x39).contains(second)
            if isLong || second >= 0x80 { high += 1 } else { low += 1 }
            index += isLong ? 4 : 2
        }
        return (high, low)
    }
}
