// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Synchronization
import Tender
import Testing

@Suite struct EventTests {
    /// Takes what a feed writes.
    private final class Sink: ResponseBodyWriter, Sendable {
        private let text = Mutex("")

        func write(_ buffer: ByteBuffer) async throws { text.withLock { $0 += String(buffer: buffer) } }
        func finish(_ trailingHeaders: HTTPFields?) async throws {}

        var all: String { text.withLock { $0 } }

        func wait(for part: String) async throws {
            for _ in 0..<600 where !all.contains(part) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(all.contains(part), "\(all)")
        }
    }

    /// Reads a feed while an act goes on.
    private func listen(
        _ stage: Stage, as name: String, after last: UInt64, _ act: (Sink) async throws -> Void
    ) async throws {
        guard
            case .welcome(let person, let token) = try await stage.shop.signIn(
                name: name, password: Stage.password, from: "")
        else { throw Refusal.signInFirst }
        let feed = EventFeed(shop: stage.shop, reach: Reach(of: person), session: token, last: last)
        let sink = Sink()
        let task = Task {
            var writer: any ResponseBodyWriter = sink
            try await feed.write(to: &writer)
        }
        try await sink.wait(for: ": counterfoil")
        try await act(sink)
        task.cancel()
        _ = await task.result
    }

    @Test func `a sale is announced while it happens, to its own store only`() async throws {
        try await Stage.play { stage, _ in
            try await self.listen(stage, as: "cashier", after: stage.shop.lastChange) { sink in
                let foreign = try await stage.sell("77.00", store: "S1", reference: "111111111111")
                let own = try await stage.sell("58.00", store: "N1", reference: "222222222222")
                try await sink.wait(for: own)
                #expect(!sink.all.contains(foreign))
                #expect(sink.all.contains("event: change\ndata: {\"sequence\":"))
            }
        }
    }

    @Test func `a reader who comes back gets exactly what was missed`() async throws {
        try await Stage.play { stage, _ in
            let first = try await stage.sell("1.00", store: "N1", reference: "100000000001")
            let seen = stage.shop.lastChange
            let second = try await stage.sell("2.00", store: "N1", reference: "100000000002")
            let third = try await stage.sell("3.00", store: "N1", reference: "100000000003")
            try await self.listen(stage, as: "finance", after: seen) { sink in
                try await sink.wait(for: third)
                #expect(sink.all.contains(second) && !sink.all.contains(first))
                let ids = sink.all.split(separator: "\n").filter { $0.hasPrefix("id: ") }.map { $0.dropFirst(4) }
                #expect(ids == ids.compactMap { UInt64($0) }.sorted().map { "\($0)" })
                #expect(Set(ids).count == ids.count)
            }
        }
    }

    @Test func `a reader of another run is told to begin anew`() async throws {
        try await Stage.play { stage, _ in
            try await self.listen(stage, as: "finance", after: 999_999) { sink in
                try await sink.wait(for: "event: reset")
                let id = try await stage.sell("4.00", store: "N1", reference: "100000000004")
                try await sink.wait(for: id)
            }
        }
    }

    @Test func `the browser's memory wins over the page's, and the server stops while somebody listens`() async throws {
        let line = try await Stage.play(isLive: true) { stage, client in
            let program = try await Program.signedIn("finance", client)
            #expect(try await Program(client: client, token: "").get("/api/v1/events").status == 401)
            let id = try await stage.sell("5.00", store: "N1", reference: "100000000005")
            let line = try RawLine(port: try #require(client.port))
            try line.send(
                "GET /api/v1/events?after=999 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(program.token)\r\n"
                    + "Last-Event-ID: 0\r\n\r\n")
            let text = await line.read(until: id)
            #expect(text.contains("200 OK") && text.contains("text/event-stream") && text.contains(id), "\(text)")
            #expect(!text.contains("event: reset"))
            return line
        }
        // The doors closed behind an open line: it was ended, not waited for.
        line.close()
    }
}
