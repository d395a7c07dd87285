// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A question of the till's that the printer answers, or a request that changes what it will answer.
public enum StatusRequest: Sendable, Hashable {
    /// `DLE EOT n [a]`: at once, even inside an image.
    case realTime(UInt8, UInt8?)
    /// `DLE ENQ n`: 1 go on from the line that failed, 2 clear the buffers and go on.
    case recover(UInt8)
    /// `DLE DC4 8 …`: clear the buffers; answered by `.cleared`.
    case clearBuffers
    /// `GS a n`: automatic status on for the classes in the bits of n, 0 off.
    case automatic(UInt8)
    /// `GS r n`: in order behind the data before it, so usable as a fence.
    case transmit(UInt8)
    /// `GS I n`.
    case identity(UInt8)
    /// `GS ( H` function 48 with four characters 20h…7Eh: answered when everything before it is on paper.
    case processID([UInt8])
    /// `GS ( H` function 49: 0 off, 1 on, 2 with the cause.
    case offlineResponse(UInt8)
    /// `ESC v`.
    case paperSensor
    /// `ESC u n`.
    case drawer(UInt8)

    /// `GS I` numbers that are answered by one byte and not by a block.
    static let oneByteIdentities: Set<UInt8> = [1, 2, 3, 0x31, 0x32, 0x33]

    /// Whether the printer answers the moment it arrives, whatever stands before it.
    public var isRealTime: Bool {
        switch self {
        case .realTime, .recover, .clearBuffers: true
        default: false
        }
    }

    /// The request as a till sends it.
    public var bytes: [UInt8] {
        switch self {
        case .realTime(let number, let kind): [0x10, 0x04, number] + (kind.map { [$0] } ?? [])
        case .recover(let number): [0x10, 0x05, number]
        case .clearBuffers: [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]
        case .automatic(let classes): [0x1D, 0x61, classes]
        case .transmit(let number): [0x1D, 0x72, number]
        case .identity(let number): [0x1D, 0x49, number]
        case .processID(let id): [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30] + Self.fitting(id)
        case .offlineResponse(let mode): [0x1D, 0x28, 0x48, 0x03, 0x00, 0x31, 0x30, mode]
        case .paperSensor: [0x1B, 0x76]
        case .drawer(let number): [0x1B, 0x75, number]
        }
    }

    /// Exactly four characters a process ID may have: filled up with zeros in front, others as blanks.
    private static func fitting(_ id: [UInt8]) -> [UInt8] {
        let four = [UInt8](repeating: 0x30, count: max(4 - id.count, 0)) + id.suffix(4)
        return four.map { (0x20...0x7E).contains($0) ? $0 : 0x20 }
    }

    /// Process ID of a number 0…9999 as four digits, the newest of which stands for all before it.
    public static func processID(number: Int) -> StatusRequest {
        let value = max(number, 0) % 10_000
        return .processID([1000, 100, 10, 1].map { UInt8(0x30 + value / $0 % 10) })
    }

    /// The request in a token, or nil when it is none.
    public init?(_ token: Token, _ bytes: ArraySlice<UInt8>) {
        guard case .command(let command) = token.kind, token.length == bytes.count else { return nil }
        let all = Array(bytes)
        switch command.meaning {
        case .realTimeStatus: self = .realTime(all[2], all.count > 3 ? all[3] : nil)
        case .realTimeRequest: self = .recover(all[2])
        case .realTimeAction where all == Self.clearBuffers.bytes: self = .clearBuffers
        case .automaticStatus where all.count == 3 && all[1] == 0x61: self = .automatic(all[2])
        case .transmitStatus: self = .transmit(all[2])
        case .transmitIdentity where all.count == 3: self = .identity(all[2])
        case .paperStatus: self = .paperSensor
        case .drawerStatus: self = .drawer(all[2])
        case .response where all.count == 11 && all[5] == 0x30: self = .processID(Array(all[7...]))
        case .response where all.count == 8 && all[5] == 0x31: self = .offlineResponse(all[7])
        default: return nil
        }
    }
}
