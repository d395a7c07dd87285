// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One message on the way from the printer to the till.
public enum PrinterReply: Sendable, Hashable {
    /// Answer to `DLE EOT`: the byte, and the number asked for where the decoder was told of the request.
    case realTime(UInt8, of: UInt8?)
    /// Automatic status: four bytes.
    case automatic([UInt8])
    /// Answer to `GS r`, `ESC u`, `ESC v` or a one-byte `GS I`.
    case transmitted(UInt8, of: StatusRequest?)
    /// Everything before this `GS ( H` is on paper: the four characters that were sent with it.
    case processID([UInt8])
    /// Answer to `GS ( H` function 49: the printer went offline; the cause in the bytes.
    case offline([UInt8])
    /// Answer to `DLE DC4 8`: the buffers are empty.
    case cleared
    /// Answer to `GS I`: a name, a serial number; `mark` is `_` (5Fh) or the identifier that stood behind `=`.
    case information(mark: UInt8, [UInt8])
    /// Another block, without its closing NUL.
    case block([UInt8])
    /// XON (11h) or XOFF (13h).
    case flow(isOn: Bool)
    /// Bytes that are no message: a torn frame, a block without an end, a byte above 7Fh.
    case broken([UInt8])

    /// The message as a printer sends it.
    public var bytes: [UInt8] {
        switch self {
        case .realTime(let byte, _), .transmitted(let byte, _): [byte]
        case .automatic(let frame): frame
        case .processID(let id): [0x37, 0x22] + id + [0]
        case .offline(let cause): [0x37, 0x23] + cause + [0]
        case .cleared: [0x37, 0x25, 0x00]
        case .information(0x5F, let text): [0x5F] + text + [0]
        case .information(let mark, let text): [0x3D, mark] + text + [0]
        case .block(let block): block + [0]
        case .flow(let isOn): [isOn ? 0x11 : 0x13]
        case .broken(let bytes): bytes
        }
    }
}
