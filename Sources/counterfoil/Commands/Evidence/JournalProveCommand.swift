// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import ArgumentParser
import Evidence
import Foundation
import Journal
import Store
import Tender

struct JournalProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Show that a record is in the signed journal (RFC 6962), as JSON.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Number of the record.") var number: UInt64
    @Option(help: "Also show that the journal continues an earlier one of so many records.") var since: UInt64?

    func run() async throws {
        let key = try SigningKey.open(in: options.data)
        let time = Zone.utc.rfc3339(SystemClock().now())
        let (journal, outcome) = try Shop.prove(
            [number], continuing: since.map { [$0] } ?? [], opened: true, in: options.data, origin: key.origin,
            time: time)
        guard let proof = outcome.proofs.first, let note = signed(journal.checkpoint, key) else {
            Terminal.note("counterfoil: there are records 1 to \(outcome.size)")
            throw ExitReason.badInput
        }
        func hashes(_ path: [Digest]) -> JSONValue { .array(path.map { .text(Base64.text(of: $0.bytes)) }) }
        var members = [
            JSONValue.Member(name: "checkpoint", value: .text(note)),
            JSONValue.Member(name: "number", value: .number(Int64(clamping: proof.number))),
            JSONValue.Member(
                name: "record", value: .text(Base64.text(of: journal.records[number] ?? []))),
            JSONValue.Member(name: "leaf", value: .text(Base64.text(of: proof.leaf.bytes))),
            JSONValue.Member(name: "path", value: hashes(proof.path)),
        ]
        if let continuation = outcome.continuations.first {
            members.append(JSONValue.Member(name: "since", value: .number(Int64(clamping: continuation.from))))
            members.append(JSONValue.Member(name: "continuation", value: hashes(continuation.path)))
        }
        Terminal.write(JSONValue.object(members).text)
    }

    private func signed(_ checkpoint: Checkpoint, _ key: SigningKey) -> String? {
        SignedNote(checkpoint.text, signedAs: key.origin, with: key, by: SystemDigesting())?.encoded
    }
}

struct JournalExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Every record as a line of JSON: number, type, leaf, payload in base64; the signed state last.")

    @OptionGroup var options: DataOptions
    @Option(help: "First record.") var from: UInt64 = 1

    func run() async throws {
        let key = try SigningKey.open(in: options.data)
        let state = try Shop.exportJournal(directory: options.data, from: from) { number, type, leaf, payload in
            Terminal.write(
                JSONValue.object([
                    JSONValue.Member(name: "number", value: .number(Int64(clamping: number))),
                    JSONValue.Member(name: "type", value: .number(Int64(type))),
                    JSONValue.Member(name: "leaf", value: .text(Base64.text(of: leaf.bytes))),
                    JSONValue.Member(name: "payload", value: .text(Base64.text(of: payload))),
                ]).text)
        }
        let checkpoint = Checkpoint(
            origin: key.origin, size: state.size, root: state.root,
            remarks: ["time \(Zone.utc.rfc3339(SystemClock().now()))"])
        let note = SignedNote(checkpoint.text, signedAs: key.origin, with: key, by: SystemDigesting())
        Terminal.write(
            JSONValue.object([JSONValue.Member(name: "checkpoint", value: .text(note?.encoded ?? ""))]).text)
    }
}
