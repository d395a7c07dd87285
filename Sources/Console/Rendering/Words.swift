// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Mustache

/// The texts of one language, by key: `words["counter.title"]`, in templates `{{s.counter.title}}`.
struct Words: Sendable, MustacheParent {
    let language: Language
    private let texts: [String: String]
    private let tree: WordTree

    init(language: Language, texts: [String: String]) {
        self.language = language
        self.texts = texts
        tree = WordTree(texts)
    }

    var keys: Set<String> { Set(texts.keys) }

    /// The text of a key. A missing key shows itself, so that it is seen; a test keeps it from happening.
    subscript(_ key: String) -> String { texts[key] ?? key }

    /// nil when the key has no text.
    func text(ifKnown key: String) -> String? { texts[key] }

    /// The text of a key with `{name}` marks replaced.
    func text(_ key: String, _ values: [String: String]) -> String {
        var text = self[key]
        for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    func child(named name: String) -> Any? { tree.child(named: name) }
}

/// Keys with dots as templates walk them: `s`, `counter`, `title`.
indirect enum WordTree: Sendable, MustacheParent {
    case text(String)
    case branch([String: WordTree])

    init(_ texts: [String: String]) {
        var root = WordTree.branch([:])
        for (key, text) in texts { root.insert(text, at: key.split(separator: ".")[...]) }
        self = root
    }

    private mutating func insert(_ text: String, at path: ArraySlice<Substring>) {
        guard let first = path.first else {
            self = .text(text)
            return
        }
        var children: [String: WordTree] = [:]
        if case .branch(let present) = self { children = present }
        var child = children[String(first)] ?? .branch([:])
        child.insert(text, at: path.dropFirst())
        children[String(first)] = child
        self = .branch(children)
    }

    func child(named name: String) -> Any? {
        guard case .branch(let children) = self, let child = children[name] else { return nil }
        if case .text(let text) = child { return text }
        return child
    }
}
