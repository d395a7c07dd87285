// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Store

/// What changes in the shop, as server-sent events, for one person and only of their stores.
///
///     id: 42
///     event: change
///     data: {"sequence":42,"kind":"transaction","id":"T0000001234"}
///
/// A comment every 15 seconds shows both ends that the line lives. A reader that was away longer than the shop
/// remembers gets `reset` and loads the page anew.
struct EventFeed: Sendable {
    static let beat = Duration.seconds(15)
    /// After this long the browser connects again, with a session that still holds.
    static let beatCountMax = 40

    let shop: Shop
    let reach: Reach
    let session: String
    /// Sequence of the last event the reader has seen.
    let last: UInt64

    enum Signal: Sendable {
        case change(ShopChange)
        case beat
    }

    static func response(for call: Call, after last: UInt64) throws -> Response {
        guard let session = call.visit.session else { throw Refusal.signInFirst }
        let feed = EventFeed(shop: call.shop, reach: call.reach, session: session, last: last)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                HTTPField.Name("X-Accel-Buffering") ?? .cacheControl: "no",
            ],
            body: ResponseBody { writer in
                try await feed.write(to: &writer)
                try await writer.finish(nil)
            })
    }

    @concurrent
    func write(to writer: inout any ResponseBodyWriter) async throws {
        // Listen first, then read what was missed: nothing falls between.
        let (signals, source) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(1_000))
        let changes = shop.changes()
        let pump = Task {
            for await change in changes { source.yield(.change(change)) }
            source.finish()
        }
        let clock = Task {
            for _ in 0..<Self.beatCountMax {
                try await Task.sleep(for: Self.beat)
                source.yield(.beat)
            }
            source.finish()
        }
        defer {
            pump.cancel()
            clock.cancel()
        }
        var seen = last
        try await writer.write(ByteBuffer(string: ": counterfoil\nretry: 3000\n\n"))
        try await catchUp(&seen, &writer)
        try await withGracefulShutdownHandler {
            for await signal in signals { try await handle(signal, &seen, &writer) }
        } onGracefulShutdown: {
            source.finish()
        }
    }

    @concurrent
    private func catchUp(_ seen: inout UInt64, _ writer: inout any ResponseBodyWriter) async throws {
        guard let missed = shop.changes(after: seen) else {
            seen = shop.lastChange
            try await writer.write(ByteBuffer(string: "id: \(seen)\nevent: reset\ndata: {}\n\n"))
            return
        }
        for change in missed { try await handle(.change(change), &seen, &writer) }
    }

    @concurrent
    private func handle(
        _ signal: Signal, _ seen: inout UInt64, _ writer: inout any ResponseBodyWriter
    ) async throws {
        switch signal {
        case .beat:
            // Looking on does not keep a session alive; when it ends, so does the line.
            guard try await shop.session(session, extending: false) != nil else { throw Refusal.signInFirst }
            try await writer.write(ByteBuffer(string: ": beat\n\n"))
        case .change(let change):
            guard change.sequence > seen else { return }
            seen = change.sequence
            guard isVisible(change) else { return }
            try await writer.write(ByteBuffer(string: Self.text(of: change)))
        }
    }

    /// Files, settings and what printers say belong to no store; they are announced without saying which.
    private func isVisible(_ change: ShopChange) -> Bool {
        switch change.kind {
        case .file, .setting: true
        case .printer: change.store == nil || reach.covers(change.store)
        case .transaction, .finding, .receipt, .message, .work, .refund, .payment, .batch:
            reach.covers(change.store)
        }
    }

    private static func isNamed(_ kind: ShopChange.Kind) -> Bool {
        kind == .transaction || kind == .finding || kind == .payment
    }

    static func text(of change: ShopChange) -> String {
        let data: JSON = [
            "sequence": .integer(Int64(clamping: change.sequence)), "kind": .text(change.kind.rawValue),
            "id": .text(Self.isNamed(change.kind) ? change.id : ""),
        ]
        return "id: \(change.sequence)\nevent: change\ndata: \(String(decoding: data.bytes, as: UTF8.self))\n\n"
    }
}
