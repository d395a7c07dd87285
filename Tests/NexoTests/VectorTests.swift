// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Nexo
import Testing

@Suite(.enabled(if: NexoVectors.areInstalled)) struct VectorTests {
    @Test(arguments: NexoVectors.valid)
    func `a public message is read and written again byte for byte, blanks aside`(_ name: String) throws {
        let bytes = try #require(NexoVectors.bytes(name))
        let document = try NexoDocument(bytes)
        #expect(JSONWriter.bytes(of: document.node) == Self.withoutBlanks(bytes))
    }

    @Test(arguments: NexoVectors.indented)
    func `where its blanks are those of a canonical layout, they are the same too`(_ name: String) throws {
        var bytes = try #require(NexoVectors.bytes(name))
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        let document = try NexoDocument(bytes)
        #expect(JSONWriter.bytes(of: document.node, .indented) == bytes)
    }

    @Test(arguments: [
        ("abort-request-missing-abort-reason", "AbortRequest.AbortReason"),
        ("abort-request-missing-message-reference", "AbortRequest.MessageReference"),
        ("event-notification-missing-event-to-notify", "EventNotification.EventToNotify"),
        ("event-notification-missing-timestamp", "EventNotification.TimeStamp"),
        ("sale-to-poi-response-missing-message-header", "MessageHeader"),
    ])
    func `a message that lacks a member is refused with the member and the object`(_ name: String, _ path: String)
        throws
    {
        let bytes = try #require(NexoVectors.bytes(name))
        #expect(throws: NexoError(.missing, path: path, at: 0)) { try NexoDocument(bytes) }
    }

    /// What stands outside strings and is blank is left out.
    private static func withoutBlanks(_ bytes: [UInt8]) -> [UInt8] {
        var (kept, isInside, isEscaped): ([UInt8], Bool, Bool) = ([], false, false)
        for byte in bytes {
            if isInside || ![0x20, 0x09, 0x0A, 0x0D].contains(byte) { kept.append(byte) }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = isInside
            } else if byte == UInt8(ascii: "\"") {
                isInside.toggle()
            }
        }
        return kept
    }
}
