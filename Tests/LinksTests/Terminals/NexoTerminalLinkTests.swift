// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Foundation
import Nexo
import SimKit
import Synchronization
import Tender
import Terminals
import Testing

@testable import Links

/// A simulated terminal behind real sockets, and a link to it.
final class TerminalShop: Sendable {
    let server: VirtualTerminalServer<SimulatedTerminal>
    let settings: TerminalSettings
    private let folder: String

    enum Talk: CaseIterable, Sendable { case plainHTTP, plainTLS, sealedTLS }

    init(_ talk: Talk = .plainTLS, work: Int64 = 0, certificateName: String? = nil) async throws {
        folder = NSTemporaryDirectory() + "terminal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var make = TerminalMake()
        make.workMilliseconds = work
        make.restartMilliseconds = 200
        let isSecure = talk != .plainHTTP
        var settings = TerminalSettings(address: "", poiID: make.poiID, saleID: "T1")
        if talk == .sealedTLS {
            let file = folder + "/passphrase"
            _ = FileManager.default.createFile(atPath: file, contents: Data("a passphrase of the shop\n".utf8))
            settings.keys = [.init(file: file, identifier: "shop", version: 3)]
            make.keys = MessageKeyRing([try settings.keys[0].key()])
            make.crypto = NexoCrypto()
        }
        let name = certificateName ?? "\(make.poiID).test.terminal.adyen.com"
        let certificate = isSecure ? try OwnCertificate(commonName: name) : nil
        server = try await VirtualTerminalServer.start(SimulatedTerminal(make), port: 0, certificate: certificate)
        settings.address = "\(isSecure ? "https" : "http")://127.0.0.1:\(server.port)/nexo"
        if let certificate {
            settings.authorityFile = folder + "/ca.pem"
            _ = FileManager.default.createFile(atPath: folder + "/ca.pem", contents: Data(certificate.pem.utf8))
        }
        self.settings = settings
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    /// Asks quickly, so that a test need not wait.
    static let policy = RecoveryPolicy(
        answerWithin: 2_000, askAfter: [50, 100, 200, 200, 300], asksBeforeRemedy: 50, slowly: 300)

    static func attempt(
        _ kind: MovementKind = .sale, _ number: Int = 1, original: AttemptID? = nil,
        policy: RecoveryPolicy = policy
    ) -> Attempt {
        Attempt(
            AttemptRequest(
                id: AttemptID("A\(number)") ?? "A0", order: "S-1", kind: kind, amount: Money(minor: 5_800),
                terminal: "V400m-346403161", voucher: VoucherNumber("\(100_000 + number)") ?? "1", original: original,
                key: "k\(number)"), ability: .terminal, policy: policy, at: now())
    }

    /// Carries duties out until the attempt is over, or so often.
    static func run(
        _ attempt: inout Attempt, _ link: NexoTerminalLink, original: Attempt? = nil, duties: Int = 40
    ) async throws -> [LinkReport] {
        var reports: [LinkReport] = []
        for _ in 0..<duties {
            guard let duty = attempt.duty, duty.work != .giveUpWaiting else { break }
            let pause = duty.at.milliseconds - now().milliseconds
            if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
            try attempt.step(AttemptEvent(at: now(), kind: duty.work == .send ? .sent : .asked))
            let report = await link.perform(duty.work, of: attempt, original: original, input: .none)
            reports.append(report)
            _ = try? attempt.step(AttemptEvent(at: now(), kind: report.kind))
        }
        return reports
    }

    var balance: Int64 { server.with { $0.balance } }
    func set(_ fault: TerminalFault) { server.with { $0.set(fault) } }
}

@Suite(.serialized) struct NexoTerminalLinkTests {
    @Test(arguments: TerminalShop.Talk.allCases)
    func `a payment is approved, with both its slips, and voided again`(_ talk: TerminalShop.Talk) async throws {
        let shop = try await TerminalShop(talk)
        let link = try NexoTerminalLink(shop.settings)
        let patient = RecoveryPolicy(answerWithin: 20_000, askAfter: [50])
        var sale = TerminalShop.attempt(policy: patient)
        let reports = try await TerminalShop.run(&sale, link)
        #expect(sale.state == .approved && sale.answer?.card?.bin == "622202")
        #expect(reports.map { $0.slips.map(\.part) } == [[.merchant, .customer]])
        #expect(shop.balance == 5_800)
        var void = TerminalShop.attempt(.void, 2, original: sale.id, policy: patient)
        _ = try await TerminalShop.run(&void, link, original: sale)
        #expect(void.state == .approved && shop.balance == 0)
        await shop.server.stop()
    }

    @Test(
        arguments: [
            .lostAnswer, .silence, .late, .double, .reordered, .wrongProof, .wrongHeader, .wrongAmount, .missingFields,
            .cutAnswer, .httpError, .restart, .refusal, .unreachableHost, .restartEarly,
        ] as [TerminalFault])
    func `whatever happens to the answer, the attempt ends as the terminal remembers it`(
        _ fault: TerminalFault
    ) async throws {
        let shop = try await TerminalShop(.sealedTLS)
        let link = try NexoTerminalLink(shop.settings)
        shop.set(fault)
        var sale = TerminalShop.attempt()
        let reports = try await TerminalShop.run(&sale, link)
        #expect(sale.state.isOver, "\(sale) \(reports)")
        #expect(sale.charged.minor == shop.balance)
        if sale.state.isApproved, fault != .double, fault != .missingFields {
            #expect(sale.isLate && reports.last?.slips.count == 2)
        }
        await shop.server.stop()
    }

    @Test func `an answer that comes after its time is told to whoever listens for late ones`() async throws {
        let shop = try await TerminalShop()
        let heard = Mutex<[LateAnswer]>([])
        let link = try NexoTerminalLink(shop.settings) { late in heard.withLock { $0.append(late) } }
        shop.server.with {
            $0.lateness = 600
            $0.set(.late)
        }
        var policy = TerminalShop.policy
        policy = RecoveryPolicy(answerWithin: 200, askAfter: policy.askAfter)
        let sale = TerminalShop.attempt(policy: policy)
        let report = await link.perform(.send, of: sale, original: nil, input: .none)
        #expect(report.kind == .lost(.timeout))
        for _ in 0..<200 where heard.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(20)) }
        let late = try #require(heard.withLock { $0.first })
        #expect(late.subject == .attempt("A1"))
        guard case .answered(let answer) = late.report.kind else { throw CancellationError() }
        #expect(answer.outcome == .approved)
        await shop.server.stop()
    }

    @Test func `nothing is sent to a closed port, an unknown certificate or another terminal's`() async throws {
        let other = try await TerminalShop(certificateName: "V400m-999999999.test.terminal.adyen.com")
        let stranger = try await TerminalShop(certificateName: "shop.example.com")
        var closed = other.settings
        closed.address = "https://127.0.0.1:1/nexo"
        var unpinned = other.settings
        unpinned.authorityFile = nil
        for settings in [closed, unpinned, other.settings, stranger.settings] {
            let link = try NexoTerminalLink(settings)
            let report = await link.perform(.send, of: TerminalShop.attempt(), original: nil, input: .none)
            #expect(report.kind == .notSent, "\(report.words)")
            // A question that did not go out says nothing of the money.
            let asked = await link.perform(.ask, of: TerminalShop.attempt(), original: nil, input: .none)
            #expect(asked.kind == .lost(.cut))
        }
        #expect(other.server.with { $0.heard } == 0 && stranger.server.with { $0.heard } == 0)
        await other.server.stop()
        await stranger.server.stop()
    }

    @Test func `keys that the terminal does not have move no money`() async throws {
        let shop = try await TerminalShop(.sealedTLS)
        var settings = shop.settings
        settings.keys[0].version = 4
        let link = try NexoTerminalLink(settings)
        let report = await link.perform(.send, of: TerminalShop.attempt(), original: nil, input: .none)
        #expect(report.kind == .lost(.wrongCode) || report.kind == .lost(.unreadable))
        #expect(shop.balance == 0)
        await shop.server.stop()
    }

    @Test func `paper, health and an abort`() async throws {
        let shop = try await TerminalShop(work: 60_000)
        let link = try NexoTerminalLink(shop.settings)
        #expect(await link.print(TerminalPaper.content(of: [])) == .printed)
        shop.set(.paperOut)
        #expect(await link.print(TerminalPaper.content(of: [])) == .failed(.deviceOut))
        let health = try #require(await link.health(at: TerminalShop.now()))
        #expect(health.canPay && health.canPrint == false && health.faults == [.printerNoPaper])
        let sale = TerminalShop.attempt()
        async let report = link.perform(.send, of: sale, original: nil, input: .none)
        for _ in 0..<100 where shop.server.with({ $0.heard }) < 4 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(await link.abort(sale, reason: "the customer left"))
        #expect(await report.kind == .lost(.uncertain))
        let told = await link.perform(.ask, of: sale, original: nil, input: .none)
        guard case .answered(let answer) = told.kind else { throw CancellationError() }
        #expect(answer.outcome == .declined && shop.balance == 0)
        await shop.server.stop()
    }
}
