// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One HTTP request to a wallet, complete but for what is signed at the moment of sending.
public struct WalletRequest: Hashable, Sendable {
    public enum Method: String, Hashable, Sendable {
        case get = "GET"
        case post = "POST"
    }

    public let method: Method
    /// Path and query behind the wallet's address; or a whole address where a wallet gave one.
    public let target: String
    public var headers: [WalletHeader]
    public var body: [UInt8]

    public init(_ method: Method, _ target: String, headers: [WalletHeader] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

public struct WalletHeader: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What came back: an answer, or the way in which none came.
public enum WalletExchange: Hashable, Sendable {
    case answer(WalletAnswer)
    /// Not a byte of the request went out.
    case notSent(String)
    case timeout
    /// The connection ended after the first byte had gone.
    case cut(String)
}

public struct WalletAnswer: Hashable, Sendable {
    public let status: Int
    public let headers: [WalletHeader]
    public let body: [UInt8]

    public init(status: Int, headers: [WalletHeader] = [], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A header's value; names are of either case. Nil when it is not there, or there twice.
    public func header(_ name: String) -> String? { headers.value(name) }
}

extension [WalletHeader] {
    /// The value of the one header with this name.
    func value(_ name: String) -> String? {
        let wanted = name.lowercased()
        let found = filter { $0.name.lowercased() == wanted }
        return found.count == 1 ? found.first?.value : nil
    }
}
