// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Bytes
import ISO8583
import Tender
import Testing

@Suite struct SessionTests {
    @Test func `a sign-in asks for keys and its answer brings them`() throws {
        let request = try Counter.unionPay.signIn(trace: "1", batch: "727", at: Counter.now)
        #expect(request.type.text == "0800" && request.text(60) == "00000727003" && request.text(63) == "001")
        let reply = try Counter.reply(to: request, "00") { $0.set(62, bytes: [UInt8](repeating: 7, count: 40)) }
        guard case .signedIn(let keys, let batch) = SignInReading(reply, to: request, .unionPay, master: "TMK") else {
            Issue.record("not signed in")
            return
        }
        #expect(keys?.mac.wrapped.count == 16 && keys?.mac.master == "TMK" && batch == "000727")
    }

    @Test func `a refused or keyless sign-in says so`() throws {
        let request = try Counter.unionPay.signIn(trace: "1", batch: "727", at: Counter.now)
        #expect(
            SignInReading(try Counter.reply(to: request, "97"), to: request, .unionPay, master: "TMK")
                == .refused(ReplyCode("97")))
        for content in [nil, [UInt8](repeating: 7, count: 39)] {
            let reply = try Counter.reply(to: request, "00") { reply in content.map { reply.set(62, bytes: $0) } }
            guard case .unreadable = SignInReading(reply, to: request, .unionPay, master: "TMK") else {
                Issue.record("believed \(content?.count ?? 0) bytes")
                continue
            }
        }
    }

    @Test func `signing off, echo and parameters have their network codes`() throws {
        let exchange = Counter.unionPay
        #expect(try exchange.signOff(trace: "1", batch: "7", at: Counter.now).text(60) == "00000007002")
        #expect(try exchange.echo(trace: "1", batch: "7", at: Counter.now).text(60) == "00000007301")
        #expect(try Counter.standard.echo(trace: "1", batch: "7", at: Counter.now).text(70) == "301")
        let codes = try AcquirerExchange.ParameterSet.allCases.flatMap { set in
            try AcquirerExchange.ParameterStep.allCases.map { step in
                let message = try exchange.parameters(
                    set, step, content: [49], trace: "1", batch: "7", at: Counter.now)
                return "\(message.type) \(message.text(60)?.suffix(3) ?? "")"
            }
        }
        #expect(
            codes == [
                "0800 360", "0800 361", "0820 362", "0800 370", "0800 371", "0820 372", "0800 380", "0800 381",
                "0820 382",
            ])
    }

    @Test func `every setting is changed by its name, and nothing else is`() throws {
        var profile = AcquirerProfile.unionPay
        try profile.set("tpdu", to: "6000070000")
        try profile.set("length", to: "bcd2")
        try profile.set("mac", to: "none")
        try profile.set("reversal_not_found", to: "25, 12, 14")
        try profile.set("upload_rows", to: "4")
        #expect(profile.tpdu?.destination == 7 && profile.lengthForm == LengthForm(named: "bcd2") && profile.mac == nil)
        #expect(profile.reversalNotFoundCodes == ["25", "12", "14"] && profile.uploadRows == 4)
        #expect(throws: AcquirerSettingError.unknown("colour")) { try profile.set("colour", to: "red") }
        #expect(throws: AcquirerSettingError.value(name: "upload_rows")) { try profile.set("upload_rows", to: "9") }
        #expect(Set(AcquirerProfile.settings.map(\.name)).count == AcquirerProfile.settings.count)
    }
}
