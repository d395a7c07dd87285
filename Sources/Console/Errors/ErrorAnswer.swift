// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// The one place where an error becomes a status and a text: a page for people, an RFC 9457 document for programs.
struct ErrorAnswer: Sendable, Equatable {
    let status: HTTPResponse.Status
    /// Stable name: the end of the problem's `type`, and the key of its texts (`problem.<name>.title`).
    let name: String
    /// What exactly is wrong; never repeats card numbers or whole inputs. Empty when the title says it all.
    let detail: String
    /// The same in Chinese, where a rule of the work speaks both languages; empty otherwise.
    var chineseDetail = ""
    var retryAfter: Int?
    /// More for programs, as members of the problem document.
    var members = JSON.object([])

    init(_ status: HTTPResponse.Status, _ name: String, _ detail: String = "", retryAfter: Int? = nil) {
        self.status = status
        self.name = name
        self.detail = detail
        self.retryAfter = retryAfter
    }

    init(_ error: any Error) {
        switch error {
        case let error as Refusal: self.init(refusal: error)
        case let error as StoreError: self.init(store: error)
        case let error as PaymentObstacle: self.init(obstacle: error)
        case is NIOTooManyBytesError: self.init(.contentTooLarge, "too-large")
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: self.init(.internalServerError, "failed")
        }
    }

    private init(refusal: Refusal) {
        switch refusal {
        case .signInFirst: self.init(.unauthorized, "sign-in-first")
        case .notAllowed: self.init(.forbidden, "not-allowed")
        case .notFound: self.init(.notFound, "not-found")
        case .forgedForm: self.init(.forbidden, "stale-form")
        case .unknownHost: self.init(.misdirectedRequest, "unknown-host")
        case .unsupportedType: self.init(.unsupportedMediaType, "unsupported-type")
        case .tooLarge(let most): self.init(.contentTooLarge, "too-large", "at most \(most) bytes")
        case .malformed(let rule): self.init(.badRequest, "malformed", rule)
        case .invalid(let rule): self.init(.unprocessableContent, "invalid", rule)
        case .conflict(let reason): self.init(.conflict, "conflict", reason)
        case .tooManyRequests(let wait): self.init(.tooManyRequests, "locked", retryAfter: wait)
        case .busy(let reason): self.init(.serviceUnavailable, "busy", reason, retryAfter: 5)
        }
    }

    private init(store error: StoreError) {
        switch error {
        case .missing: self.init(.notFound, "not-found")
        case .forbidden: self.init(.forbidden, "not-allowed")
        case .conflict(let reason): self.init(.conflict, "conflict", reason)
        case .refused(let words):
            self.init(.conflict, "refused", words.english)
            chineseDetail = words.chinese
        case .invalid(let rule): self.init(.unprocessableContent, "invalid", rule)
        case .diskFull: self.init(.insufficientStorage, "disk-full")
        case .inUse, .unreachable: self.init(.serviceUnavailable, "unreachable", retryAfter: 30)
        case .damaged: self.init(.internalServerError, "damaged")
        case .failed: self.init(.internalServerError, "failed")
        }
    }

    private init(obstacle: PaymentObstacle) {
        self.init(obstacle.status, "payment-refused", obstacle.words.english)
        chineseDetail = obstacle.words.chinese
        members = .object([
            ("code", .text(obstacle.code)), ("what_to_do", PaymentShape.words(obstacle.advice)),
            ("attempt", obstacle.shape ?? .null),
        ])
    }

    private init(status: HTTPResponse.Status) {
        switch status.code {
        case 404: self.init(.notFound, "not-found")
        case 413: self.init(.contentTooLarge, "too-large")
        case 400..<500: self.init(status, "malformed")
        default: self.init(.internalServerError, "failed")
        }
    }

    /// The answer to a program.
    func problem(instance: String) -> Response {
        var members: [(String, JSON)] = [
            ("type", .text("urn:counterfoil:problem:\(name)")),
            ("title", .text(Self.titles[name] ?? status.reasonPhrase)),
            ("status", .integer(Int64(status.code))),
        ]
        if !detail.isEmpty { members.append(("detail", .text(detail))) }
        members.append(("instance", .text("urn:counterfoil:request:\(instance)")))
        if case .object(let more) = self.members { members += more.filter { $0.1 != .null } }
        var response = Response.json(.object(members), status: status)
        response.headers[.contentType] = "application/problem+json"
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    /// Titles of problems, the same in every language as RFC 9457 asks of machine-read texts.
    static let titles = [
        "sign-in-first": "Sign in first", "not-allowed": "Your role does not allow this",
        "not-found": "There is no such thing, or it is not in your stores",
        "stale-form": "The form is stale or came from another site",
        "unknown-host": "This host name is not served here", "unsupported-type": "This media type is not read here",
        "too-large": "Too large", "malformed": "The request breaks a rule of its format",
        "invalid": "A value breaks a rule", "refused": "A rule of the work forbids it now",
        "payment-refused": "Nothing was charged or given back",
        "conflict": "The request conflicts with what is there",
        "locked": "Too many failed sign-ins", "busy": "Busy, try again",
        "disk-full": "The disk is full; reading goes on, writing is refused",
        "unreachable": "The shop's data cannot be reached", "damaged": "The journal is damaged",
        "failed": "Something failed inside Counterfoil",
    ]
}

extension HTTPResponse.Status {
    static let insufficientStorage = Self(code: 507, reasonPhrase: "Insufficient Storage")
}
