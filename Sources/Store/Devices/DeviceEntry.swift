// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Tender

/// What the journal keeps of terminals.
///
///     type  entry            payload after version, time and person
///       28  device report    length, then the report as Charges codes it
///       29  device policy    terminal (empty for all of them), length, then the policy as Charges codes it
enum DeviceEntry: Sendable {
    case report(DeviceReport)
    case policy(TerminalID?, DevicePolicy)

    var type: UInt8 {
        switch self {
        case .report: 28
        case .policy: 29
        }
    }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .report(let report): Self.write(report.encoded(), to: &writer)
        case .policy(let terminal, let policy):
            writer.text(terminal?.text ?? "")
            Self.write(policy.encoded(), to: &writer)
        }
    }

    private static func write(_ bytes: [UInt8], to writer: inout ByteWriter) {
        writer.varint(UInt64(bytes.count))
        writer.raw(bytes)
    }

    static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> DeviceEntry? {
        if type == 28 { return .report(try DeviceReport(decoding: try bytes(from: &cursor))) }
        let terminal = TerminalID(try cursor.text("terminal", limit: 64))
        return .policy(terminal, try DevicePolicy(decoding: try bytes(from: &cursor)))
    }

    private static func bytes(from cursor: inout ByteCursor) throws(DecodeError) -> ArraySlice<UInt8> {
        try cursor.raw(Int(clamping: try cursor.varint("count")), "device")
    }
}
