// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Store
import Tender

extension Visit {
    /// Fills a template with a page and the frame around it.
    func render(
        _ template: String, _ page: Any, current place: Place? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let hasSample = person == nil ? false : await shop.hasSample
        let frame = frame(current: place, hasSample: hasSample, madeAt: (try? await site.now()).map { "\($0)" } ?? "")
        return .html(try site.pages.html(template, page, frame: frame, words: words), status: status)
    }

    private func frame(current place: Place?, hasSample: Bool, madeAt: String) -> Frame {
        let role = person?.role
        // A till without anything to charge with would only stand in the way.
        let hasTill = site.options.paymentDesk != nil
        let places = Place.allCases.filter { place in
            (role.map(place.permission.allows) ?? false) && (hasTill || place != .till)
        }
        let leads = role.map { Place.leads(for: $0, among: places) } ?? []
        let may = role.map { role in
            Dictionary(uniqueKeysWithValues: Permission.allCases.map { ($0.rawValue, $0.allows(role)) })
        }
        return Frame(
            language: language.rawValue, isChinese: language == .chinese,
            otherLanguage: Frame.Switch(
                name: language.other.name, tag: language.other.rawValue,
                href: path(with: "lang", language.other.rawValue)),
            person: person.map {
                Frame.Someone(name: $0.displayName, role: words["role.\($0.role.rawValue)"])
            },
            nav: places.map {
                Frame.Item(
                    key: $0.rawValue, label: words["nav.\($0.rawValue)"], href: $0.path, isCurrent: $0 == place,
                    isLead: leads.contains($0))
            }, isElsewhere: !leads.contains { $0 == place },
            csrf: csrf, may: may ?? [:], notice: notice, version: site.options.version,
            madeAt: madeAt, lastEvent: String(shop.lastChange), hasSample: hasSample)
    }

    /// The line `?done=<name>` asks for, when it is one of ours.
    private var notice: String? {
        guard let name = parameter("done"), name.utf8.count <= 40 else { return nil }
        return words.text(ifKnown: "notice.\(name)")
    }

    /// The first value of a parameter of the address.
    func parameter(_ name: String) -> String? { Query(query)[name] }

    private func path(with name: String, _ value: String) -> String {
        var query = Query(query)
        query.set(name, value)
        query.set("done", nil)
        return "\(path)?\(query.text)"
    }
}

extension Call {
    func render(_ template: String, _ page: Any, current place: Place?) async throws -> Response {
        try await visit.render(template, page, current: place)
    }
}
