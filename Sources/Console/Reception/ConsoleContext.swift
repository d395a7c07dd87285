// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Hummingbird
import NIOCore

/// What travels with one request through the middleware.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Address of the other end, empty when there is no socket.
    let peer: String
    /// Set by `Reception` before any handler runs.
    var visit: Visit?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }

    func visit(on site: Site) throws -> Visit {
        guard let visit else { throw Refusal.signInFirst }
        return visit
    }
}
