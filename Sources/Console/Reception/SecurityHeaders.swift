// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird

/// Tells browsers to run nothing that is not ours, and to keep no page.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = ConsoleContext

    static let policy = [
        "default-src 'none'", "style-src 'self'", "img-src 'self' data:", "script-src 'self'",
        "connect-src 'self'", "font-src 'self'", "manifest-src 'self'", "form-action 'self'",
        "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    /// For a document that a job of ours wrote: it may style itself, and do nothing else.
    static let documentPolicy = [
        "sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    @concurrent func handle(
        _ request: Request, context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let isDocument = response.headers[.contentSecurityPolicy] == Self.documentPolicy
        response.headers[.contentSecurityPolicy] = isDocument ? Self.documentPolicy : Self.policy
        response.headers[.noSniff] = "nosniff"
        response.headers[.robots] = "noindex, nofollow, noarchive"
        response.headers[.frameOptions] = "DENY"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), microphone=(), geolocation=(), payment=()"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
