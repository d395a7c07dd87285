// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A currency and how many decimals its amounts carry (ISO 4217, list one).
public struct Currency: Hashable, Sendable {
    /// Three capital letters, for example `CNY`.
    public let code: String
    /// Digits after the decimal point: 2 for CNY, 0 for JPY, 3 for KWD.
    public let decimals: Int

    private init(code: String, decimals: Int) {
        self.code = code
        self.decimals = decimals
    }

    /// The currency of an ISO 4217 code; nil when the code is not one we know the decimals of.
    public init?(code: String) {
        guard let decimals = Self.decimalsByCode[code] else { return nil }
        self.init(code: code, decimals: decimals)
    }

    /// Every currency we know the decimals of, by code.
    public static var all: [Currency] {
        decimalsByCode.keys.sorted().compactMap { Currency(code: $0) }
    }

    public static let cny = Currency(code: "CNY", decimals: 2)

    /// Minor units in one major unit: 100 for CNY.
    public var minorPerMajor: Int64 { Self.powersOfTen[decimals] }

    private static let powersOfTen: [Int64] = [1, 10, 100, 1_000, 10_000]

    private static let decimalsByCode: [String: Int] = [
        "AED": 2, "AUD": 2, "BHD": 3, "BRL": 2, "CAD": 2, "CHF": 2, "CLF": 4, "CLP": 0, "CNH": 2, "CNY": 2,
        "CZK": 2, "DKK": 2, "EUR": 2, "GBP": 2, "HKD": 2, "HUF": 2, "IDR": 2, "INR": 2, "IQD": 3, "ISK": 0,
        "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3, "MOP": 2, "MXN": 2, "MYR": 2, "NOK": 2, "NZD": 2,
        "OMR": 3, "PHP": 2, "PLN": 2, "PYG": 0, "RUB": 2, "SAR": 2, "SEK": 2, "SGD": 2, "THB": 2, "TND": 3,
        "TRY": 2, "TWD": 2, "UGX": 0, "USD": 2, "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0, "ZAR": 2,
    ]
}
