// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ISO8583
public import Tender

/// The messages of a terminal that move no money: signing in and off, a sign of life, parameters.
extension AcquirerExchange {
    /// What a terminal is loaded with: 60.3 = 36x, 37x, 38x.
    public enum ParameterSet: String, Sendable, Hashable, CaseIterable {
        case terminal = "36"
        /// The card organisations' public keys.
        case publicKeys = "37"
        case chip = "38"
    }

    public enum ParameterStep: String, Sendable, Hashable, CaseIterable {
        /// 0800: give me this one.
        case download = "0"
        /// 0800: I have all.
        case end = "1"
        /// 0820: what is there?
        case query = "2"
    }

    /// 0800; the answer brings working keys.
    public func signIn(
        trace: VoucherNumber, batch: BatchNumber, at time: Instant
    ) throws(ExchangeProblem) -> Message {
        var message = try session("0800", trace, batch, profile.keyNetworkCode, standard: "001", at: time)
        guard profile.family == .unionPay else { return message }
        message.set(62, profile.signInText)
        message.set(63, Digits.padded(profile.operatorNumber, 3))
        return message
    }

    public func signOff(
        trace: VoucherNumber, batch: BatchNumber, at time: Instant
    ) throws(ExchangeProblem) -> Message {
        try session(profile.family == .unionPay ? "0820" : "0800", trace, batch, "002", standard: "002", at: time)
    }

    public func echo(trace: VoucherNumber, batch: BatchNumber, at time: Instant) throws(ExchangeProblem) -> Message {
        try session(profile.family == .unionPay ? "0820" : "0800", trace, batch, "301", standard: "301", at: time)
    }

    /// - Parameter content: field 62, as the acquirer's own paper says.
    public func parameters(
        _ set: ParameterSet, _ step: ParameterStep, content: [UInt8], trace: VoucherNumber, batch: BatchNumber,
        at time: Instant
    ) throws(ExchangeProblem) -> Message {
        let code = set.rawValue + step.rawValue
        var message = try session(step == .query ? "0820" : "0800", trace, batch, code, standard: code, at: time)
        if !content.isEmpty { message.set(62, bytes: content) }
        return message
    }

    /// - Parameter standard: field 70, where the standard is spoken.
    private func session(
        _ type: String, _ trace: VoucherNumber, _ batch: BatchNumber, _ code: String, standard: String,
        at time: Instant
    ) throws(ExchangeProblem) -> Message {
        var message = Message(try self.type(type))
        message.set(11, try Digits.trace(trace))
        message.set(41, terminal.text)
        message.set(42, merchant.text)
        if profile.family == .unionPay {
            message.set(60, BatchReference(kind: "00", batch: try Digits.batch(batch), network: code).text)
        } else {
            setTimes(time, in: &message)
            message.set(70, standard)
        }
        return message
    }
}
