// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON

/// Goes through the members of an object, to read them or to write them.
public struct Members {
    private let isReading: Bool
    private let offset: Int
    private var given: [String: JSONNode] = [:]
    private var taken: Set<String> = []
    private(set) var written: [JSONNode.Member] = []

    /// To write.
    init() {
        isReading = false
        offset = 0
    }

    /// To read; names are unique, `JSONReader` sees to that.
    init(reading members: [JSONNode.Member], at offset: Int) {
        isReading = true
        self.offset = offset
        given = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// A member that must be there.
    public mutating func required<Value: NexoValue>(_ name: String, _ value: inout Value) throws(NexoError) {
        guard isReading else { return write(name, value.node) }
        guard let read: Value = try take(name) else { throw NexoError(.missing, path: name, at: offset) }
        value = read
    }

    /// A member that may be there; `null` counts as not there.
    public mutating func optional<Value: NexoValue>(_ name: String, _ value: inout Value?) throws(NexoError) {
        guard isReading else {
            if let value { write(name, value.node) }
            return
        }
        value = try take(name)
    }

    /// A list; one that is not there is empty, and an empty one is not written.
    public mutating func list<Value: NexoValue>(_ name: String, _ values: inout [Value]) throws(NexoError) {
        guard isReading else {
            if !values.isEmpty { write(name, values.node) }
            return
        }
        guard given[name]?.elements?.isEmpty != true else { return }
        values = try take(name) ?? []
    }

    private mutating func take<Value: NexoValue>(_ name: String) throws(NexoError) -> Value? {
        guard let node = given[name], node.content != .null else { return nil }
        taken.insert(name)
        do throws(NexoError) { return try Value(node) } catch { throw error.under(name) }
    }

    private mutating func write(_ name: String, _ value: JSONNode) {
        written.append(JSONNode.Member(name: name, value: value))
    }

    func remainder(of members: [JSONNode.Member]) -> Remainder {
        Remainder(keeping: members, besides: taken)
    }
}
