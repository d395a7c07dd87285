// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore

/// `/assets/…`: what pages are dressed with.
enum AssetController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, "/assets/{name}") { request, visit, parameters in
            guard let name = parameters.get("name"), let asset = visit.site.assets[name] else {
                throw Refusal.notFound
            }
            let tag = "\"\(asset.version)\""
            // An address with the hash of this very content may be kept for ever.
            let isFixed = Query(visit.query)["v"] == asset.version
            let headers: HTTPFields = [
                .contentType: asset.type, .eTag: tag,
                .cacheControl: isFixed ? "public, max-age=31536000, immutable" : "no-cache",
            ]
            if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
        }
    }
}
