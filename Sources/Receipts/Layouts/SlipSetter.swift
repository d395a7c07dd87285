// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

extension Slip {
    /// The slip as it will stand on paper.
    ///
    /// - Parameter layout: nil takes the one that slips of this kind have.
    public func lines(
        layout: SlipLayout? = nil, language: SlipLanguage = .chinese, copy: SlipCopy, paper: Paper
    ) -> [SlipLine] {
        let setter = SlipSetter(slip: self, language: language, copy: copy, columns: paper.columns)
        return setter.set(layout ?? .standard(for: kind))
    }
}

/// Fills a layout's table from a slip.
struct SlipSetter {
    let slip: Slip
    let language: SlipLanguage
    let copy: SlipCopy
    let columns: Int

    func set(_ layout: SlipLayout) -> [SlipLine] {
        var set: [SlipLine] = []
        for line in layout.lines {
            let next = lines(for: line)
            // A rule says that something else begins; two in a row would say it of nothing.
            let isSecondRule = line == .rule && set.last == next.first
            if !isSecondRule { set += next }
        }
        return set
    }

    private func lines(for line: SlipLayout.Line) -> [SlipLine] {
        switch line {
        case .title(let words):
            let isWide = ColumnText.width(of: words(language)) * 2 <= columns
            return centred(words(language), isWide ? .large : .bold)
        case .centred(let words, let condition): return holds(condition) ? centred(words(language), .bold) : []
        case .copyName: return centred(copy.words(language, for: slip.kind), .plain)
        case .field(let field): return labelled(field)
        case .pair(let left, let right): return pair(left, right)
        case .amount: return amount()
        case .capital: return capital()
        case .items: return slip.items.flatMap { spread($0.name, $0.amount.text) }
        case .remarks: return remarks()
        case .words(let words, let condition): return holds(condition) ? plain(words(language)) : []
        case .freeOfProof: return freeOfProof()
        case .signature(let words, let condition):
            return holds(condition) ? plain(words(language)) + [SlipLine(""), SlipLine(""), dotted] : []
        case .rule: return [SlipLine(String(repeating: "-", count: columns))]
        case .blank: return [SlipLine("")]
        case .link(let words):
            guard let link = slip.link, !link.isEmpty else { return [] }
            return [SlipLine(.code(link), isCentred: true)] + centred(words(language), .plain)
        }
    }

    private var dotted: SlipLine { SlipLine(String(repeating: "_", count: columns)) }

    private func holds(_ condition: SlipLayout.Condition) -> Bool {
        switch (condition, slip.card?.consent) {
        case (.always, _): true
        case (.training, _): slip.isTraining
        // What the cardholder keeps needs no signature of the cardholder.
        case (.signed, .signature?): copy != .cardholder && !slip.isTraining
        case (.byPIN, .pin?): true
        case (.notForCardholder, _): copy != .cardholder
        case (.linked, _): slip.link != nil
        default: false
        }
    }

    /// 免密免签, with the limit that allows it.
    private func freeOfProof() -> [SlipLine] {
        guard case .none(let limit)? = slip.card?.consent else { return [] }
        let isYuan = language == .chinese && limit.currency == .cny
        let figure = isYuan ? "\(limit.text)元" : "\(limit.slipCode) \(limit.text)"
        return plain(
            language == .chinese
                ? "未超过免密免签限额\(figure),无需密码和签名" : "WITHIN THE LIMIT OF \(figure): NO PIN OR SIGNATURE REQUIRED")
    }

    private func centred(_ text: String, _ style: SlipLine.Style) -> [SlipLine] {
        let room = style == .large ? columns / 2 : columns
        return ColumnText.wrap(ColumnText.harmless(text), columns: room).map {
            SlipLine($0, style: style, isCentred: true)
        }
    }

    private func plain(_ text: String) -> [SlipLine] {
        ColumnText.wrap(ColumnText.harmless(text), columns: columns).map { SlipLine($0) }
    }

    /// `label:value`, or the value on lines of its own, two columns in, when both do not fit in one.
    private func labelled(_ field: SlipField) -> [SlipLine] {
        guard let value = slip.value(of: field, language).map({ ColumnText.harmless($0) }) else { return [] }
        let label = field.label(language) + ":"
        if ColumnText.width(of: label) + ColumnText.width(of: value) <= columns { return [SlipLine(label + value)] }
        // A number of the trade's full length is not broken for the sake of two blanks.
        let indent = ColumnText.width(of: value) <= columns && ColumnText.width(of: value) > columns - 2 ? 0 : 2
        return [SlipLine(label)]
            + ColumnText.wrap(value, columns: columns - indent).map {
                SlipLine(String(repeating: " ", count: indent) + $0)
            }
    }

    private func pair(_ left: SlipField, _ right: SlipField) -> [SlipLine] {
        let both = labelled(left) + labelled(right)
        guard both.count == 2, case .text(let first) = both[0].content, case .text(let second) = both[1].content,
            let line = ColumnText.spread(first, second, columns: columns)
        else { return both }
        return [SlipLine(line)]
    }

    /// The label stands in small, the figure large, so that it also fits narrow paper.
    private func amount() -> [SlipLine] {
        let figure = "\(slip.amount.slipCode) \(slip.amount.text)"
        let label = language == .chinese ? "金额(AMOUNT):" : "AMOUNT:"
        let isWide = ColumnText.width(of: figure) * 2 <= columns
        return [SlipLine(label)] + [SlipLine(figure, style: isWide ? .large : .bold)]
    }

    private func capital() -> [SlipLine] {
        guard language == .chinese, slip.amount.currency == .cny else { return [] }
        return plain("大写:人民币\(CapitalAmount(fen: slip.amount.minor))")
    }

    private func spread(_ name: String, _ amount: String) -> [SlipLine] {
        let name = ColumnText.harmless(name)
        if let line = ColumnText.spread(name, amount, columns: columns) { return [SlipLine(line)] }
        let wrapped = ColumnText.wrap(name, columns: columns)
        let last = String(repeating: " ", count: max(0, columns - amount.utf8.count)) + amount
        return wrapped.map { SlipLine($0) } + [SlipLine(last)]
    }

    private func remarks() -> [SlipLine] {
        guard !slip.remarks.isEmpty else { return [] }
        return plain(language == .chinese ? "备注(REMARKS):" : "REMARKS:") + slip.remarks.flatMap { plain($0) }
    }
}
