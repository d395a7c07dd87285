// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Tender

/// Records as bytes: a type for the journal and a payload. docs/formats/print-proxy.md is the layout.
extension SpoolRecord {
    /// The journal's record type.
    public var type: UInt8 {
        switch self {
        case .began: 1
        case .bytes: 2
        case .ended: 3
        case .dropped: 4
        case .whole: 5
        case .sent: 6
        case .unprovable: 7
        case .event: 8
        case .kept: 9
        case .noted: 10
        case .proof: 11
        }
    }

    public var payload: [UInt8] {
        var writer = ByteWriter(reserving: 64)
        switch self {
        case .began(let job, let printer, let sender, let at):
            writer.text(job.text)
            writer.text(printer)
            writer.text(sender)
            writer.signed(at.milliseconds)
        case .bytes(let job, let bytes, let masked):
            writer.text(job.text)
            writer.varint(UInt64(max(0, masked)))
            writer.raw(bytes)
        case .ended(let job, let ending, let at):
            writer.text(job.text)
            writer.text(ending.rawValue)
            writer.signed(at.milliseconds)
        case .dropped(let job), .unprovable(let job), .kept(let job): writer.text(job.text)
        case .whole(let job): job.write(to: &writer)
        case .sent(let job, let printer, let mark, let at):
            writer.text(job.text)
            writer.text(printer)
            writer.varint(UInt64(mark))
            writer.signed(at.milliseconds)
        case .event(let event): event.write(to: &writer)
        case .noted(let job, let number):
            writer.text(job.text)
            writer.varint(UInt64(max(0, number)))
        case .proof(let printer, let proof):
            writer.text(printer)
            writer.text(proof.rawValue)
        }
        return writer.bytes
    }

    /// - Throws: `DecodeError` with the field when the payload is not of this type's layout.
    public init(type: UInt8, payload: ArraySlice<UInt8>) throws {
        var cursor = ByteCursor(payload)
        switch type {
        case 1:
            self = .began(
                job: try cursor.jobID(), printer: try cursor.name("printer"), sender: try cursor.name("sender"),
                at: try cursor.instant("at"))
        case 2:
            let job = try cursor.jobID()
            let masked = Int(clamping: try cursor.varint("masked"))
            self = .bytes(job: job, bytes: Array(try cursor.rest("bytes", of: payload)), masked: masked)
        case 3:
            self = .ended(
                job: try cursor.jobID(), ending: try cursor.word("ending"), at: try cursor.instant("at"))
        case 4: self = .dropped(job: try cursor.jobID())
        case 5: self = .whole(try CapturedJob(from: &cursor, of: payload))
        case 6:
            self = .sent(
                job: try cursor.jobID(), printer: try cursor.name("printer"),
                mark: UInt32(clamping: try cursor.varint("mark")), at: try cursor.instant("at"))
        case 7: self = .unprovable(job: try cursor.jobID())
        case 8: self = .event(try PrintEvent(from: &cursor))
        case 9: self = .kept(job: try cursor.jobID())
        case 10: self = .noted(job: try cursor.jobID(), number: Int(clamping: try cursor.varint("number")))
        case 11: self = .proof(printer: try cursor.name("printer"), proof: try cursor.word("proof"))
        default: throw DecodeError(.invalid, at: 0, field: "type")
        }
    }
}

extension CapturedJob {
    fileprivate func write(to writer: inout ByteWriter) {
        writer.text(id.text)
        writer.text(printer)
        writer.text(sender)
        writer.signed(startedAt.milliseconds)
        writer.signed(endedAt.milliseconds)
        writer.text(ending.rawValue)
        writer.varint(UInt64(max(0, maskedNumbers)))
        writer.varint(UInt64(max(1, copy)))
        writer.text(original?.text ?? "")
        writer.raw(bytes)
    }

    fileprivate init(from cursor: inout ByteCursor, of payload: ArraySlice<UInt8>) throws {
        let id = try cursor.jobID()
        let printer = try cursor.name("printer")
        let sender = try cursor.name("sender")
        let startedAt = try cursor.instant("started")
        let endedAt = try cursor.instant("ended")
        let ending: Ending = try cursor.word("ending")
        let masked = Int(clamping: try cursor.varint("masked"))
        let copy = Int(clamping: try cursor.varint("copy"))
        let original = PrintJobID(try cursor.text("original", limit: 26))
        self.init(
            id: id, printer: printer, sender: sender, startedAt: startedAt, endedAt: endedAt, ending: ending,
            bytes: Array(try cursor.rest("bytes", of: payload)), maskedNumbers: masked, copy: copy,
            original: original)
    }
}

extension PrintEvent {
    fileprivate func write(to writer: inout ByteWriter) {
        writer.text(job.text)
        writer.varint(UInt64(max(0, number)))
        writer.signed(at.milliseconds)
        writer.text(by)
        switch kind {
        case .reached(let level):
            writer.byte(1)
            writer.varint(UInt64(level.rawValue))
        case .unconfirmed(let fault):
            writer.byte(2)
            writer.text(fault.rawValue)
        case .held(let fault):
            writer.byte(3)
            writer.text(fault.rawValue)
        case .decided(let decision):
            writer.byte(4)
            writer.text(decision.rawValue)
        case .expired: writer.byte(5)
        case .failedOver(let printer):
            writer.byte(6)
            writer.text(printer)
        case .drawerSpared(let pulses):
            writer.byte(7)
            writer.varint(UInt64(max(0, pulses)))
        }
    }

    fileprivate init(from cursor: inout ByteCursor) throws {
        let job = try cursor.jobID()
        let number = Int(clamping: try cursor.varint("number"))
        let at = try cursor.instant("at")
        let by = try cursor.name("by")
        let start = cursor.offset
        let kind: Kind
        switch try cursor.byte("kind") {
        case 1:
            guard let level = EvidenceLevel(rawValue: Int(clamping: try cursor.varint("level"))) else {
                throw DecodeError(.invalid, at: start, field: "level")
            }
            kind = .reached(level)
        case 2: kind = .unconfirmed(try cursor.word("fault"))
        case 3: kind = .held(try cursor.word("fault"))
        case 4: kind = .decided(try cursor.word("decision"))
        case 5: kind = .expired
        case 6: kind = .failedOver(to: try cursor.name("printer"))
        case 7: kind = .drawerSpared(pulses: Int(clamping: try cursor.varint("pulses")))
        default: throw DecodeError(.invalid, at: start, field: "kind")
        }
        self.init(job: job, number: number, at: at, kind: kind, by: by)
    }
}

extension ByteCursor {
    fileprivate mutating func jobID() throws(DecodeError) -> PrintJobID {
        let start = offset
        guard let id = PrintJobID(try text("job", limit: 26)) else {
            throw DecodeError(.invalid, at: start, field: "job")
        }
        return id
    }

    fileprivate mutating func name(_ field: String) throws(DecodeError) -> String { try text(field, limit: 1_024) }

    fileprivate mutating func instant(_ field: String) throws(DecodeError) -> Instant {
        Instant(milliseconds: try signed(field))
    }

    fileprivate mutating func word<Word: RawRepresentable<String>>(_ field: String) throws(DecodeError) -> Word {
        let start = offset
        guard let word = Word(rawValue: try text(field, limit: 64)) else {
            throw DecodeError(.invalid, at: start, field: field)
        }
        return word
    }

    fileprivate mutating func rest(
        _ field: String, of payload: ArraySlice<UInt8>
    ) throws(DecodeError) -> ArraySlice<UInt8> {
        try raw(payload.count - offset, field)
    }
}
