// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON
public import Tender

extension JSONNumber {
    /// Money as messages carry it: major units, with all decimals that the currency has.
    public init(_ money: Money) { self = JSONNumber(money.text) ?? JSONNumber(0) }

    /// The exact money of an amount; nil when it has more decimals than the currency, or does not fit.
    public func money(in currency: Currency) -> Money? {
        minorUnits(decimals: currency.decimals).map { Money(minor: $0, currency: currency) }
    }
}

extension AmountsReq {
    public init(_ money: Money) {
        self.init()
        currency = money.currency.code
        requestedAmount = JSONNumber(money)
    }

    /// What is asked for; nil when no amount is.
    ///
    /// - Throws: `NexoError.amount` for an unknown currency, or decimals that it does not have.
    public func requested() throws(NexoError) -> Money? {
        try PaymentMoney.of(requestedAmount, currency, "RequestedAmount")
    }

    public func tip() throws(NexoError) -> Money? { try PaymentMoney.of(tipAmount, currency, "TipAmount") }

    public func cashBack() throws(NexoError) -> Money? {
        try PaymentMoney.of(cashBackAmount, currency, "CashBackAmount")
    }
}

extension AmountsResp {
    public init(_ money: Money) {
        self.init()
        currency = money.currency.code
        authorizedAmount = JSONNumber(money)
    }

    /// What was authorised.
    ///
    /// - Parameter asked: currency of the request, where the answer does not say one.
    /// - Throws: `NexoError.amount` for an unknown currency, or decimals that it does not have.
    public func authorized(asked: Currency? = nil) throws(NexoError) -> Money {
        guard let code = currency ?? asked?.code,
            let money = try PaymentMoney.of(authorizedAmount, code, "AuthorizedAmount")
        else { throw NexoError(.amount, path: "AuthorizedAmount") }
        return money
    }
}

extension CurrencyAmount {
    public init(_ money: Money) {
        self.init()
        currency = money.currency.code
        value = JSONNumber(money)
    }
}

private enum PaymentMoney {
    static func of(_ number: JSONNumber?, _ code: String, _ name: String) throws(NexoError) -> Money? {
        guard let number else { return nil }
        guard let money = Currency(code: code).flatMap({ number.money(in: $0) }) else {
            throw NexoError(.amount, path: name)
        }
        return money
    }
}
