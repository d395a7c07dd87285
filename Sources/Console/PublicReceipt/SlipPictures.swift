// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Dispatch
import ESCPOS
import Store
import Synchronization

/// Slips as pictures and files, drawn one at a time beside the server's own threads, the last ones remembered.
final class SlipPictures: Sendable {
    enum Form: String, CaseIterable, Sendable {
        case png, pdf

        var mediaType: String { self == .png ? "image/png" : "application/pdf" }
    }

    /// Pictures that may wait to be drawn; beyond it a visitor is asked to come back.
    static let waitingMax = 32
    /// Bytes and pictures remembered.
    static let memoryMax = 16 << 20
    static let countMax = 64

    typealias Drawing =
        @Sendable (_ bytes: [UInt8], _ profile: Profile, _ form: Form, _ title: String) throws -> [UInt8]

    private struct Key: Hashable {
        let digest: String
        let form: Form
        let title: String
    }

    private struct State {
        var waiting = 0
        var kept: [Key: (picture: [UInt8], turn: UInt64)] = [:]
        var byteCount = 0
        var turn: UInt64 = 0
    }

    private let draw: Drawing
    private let queue = DispatchQueue(label: "counterfoil.slips", qos: .userInitiated)
    private let state = Mutex(State())

    init(draw: @escaping Drawing = SlipDrawing.draw) { self.draw = draw }

    /// A slip in one of the forms.
    ///
    /// - Parameter digest: of the bytes, under which the picture is remembered.
    /// - Throws: `Refusal.busy` when too many wait or the slip cannot be drawn.
    func picture(
        of bytes: [UInt8], digest: String, profile: Profile, as form: Form, title: String
    ) async throws -> [UInt8] {
        let key = Key(digest: digest, form: form, title: title)
        if let known = recall(key) { return known }
        let isWelcome = state.withLock { state in
            guard state.waiting < Self.waitingMax else { return false }
            state.waiting += 1
            return true
        }
        guard isWelcome else { throw Refusal.busy("too many slips are being drawn") }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                // Somebody may have asked for the same while this one waited.
                if let known = self.recall(key) { return continuation.resume(returning: known) }
                continuation.resume(
                    with: Result {
                        let picture = try self.draw(bytes, profile, form, title)
                        self.keep(picture, as: key)
                        return picture
                    })
            }
        }
    }

    private func recall(_ key: Key) -> [UInt8]? {
        state.withLock { state in
            state.turn += 1
            state.kept[key]?.turn = state.turn
            return state.kept[key]?.picture
        }
    }

    private func keep(_ picture: [UInt8], as key: Key) {
        guard picture.count <= Self.memoryMax / 2 else { return }
        state.withLock { state in
            state.turn += 1
            state.byteCount += picture.count - (state.kept[key]?.picture.count ?? 0)
            state.kept[key] = (picture, state.turn)
            while state.byteCount > Self.memoryMax || state.kept.count > Self.countMax,
                let oldest = state.kept.min(by: { $0.value.turn < $1.value.turn })
            {
                state.byteCount -= oldest.value.picture.count
                state.kept[oldest.key] = nil
            }
        }
    }
}

extension Site {
    /// How the printer of a receipt understands its bytes.
    func profile(of printer: String) async throws -> Profile {
        let record = try await shop.printerRecords().first { $0.name == printer }
        return record.flatMap { Profile(named: $0.profile) } ?? .standard
    }
}
