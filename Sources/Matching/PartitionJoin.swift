// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Columns

/// Joins the till rows and the acquirer rows of one partition.
///
/// One hash table, till rows first. The earliest row of a side is its group's row, whatever order the threads
/// delivered them in; the others are extras. Groups whose merchants or days disagree are settled apart
/// (`MixedGroups`). One join is used by one thread; what it holds is valid until the next partition.
@safe public struct PartitionJoin: ~Copyable {
    /// One transaction: its first row on either side, as places in `rows`.
    @frozen @usableFromInline struct Group {
        @usableFromInline var till: Int32
        @usableFromInline var acquirer: Int32
    }

    /// A row after the first of its key, and the group it came to.
    public struct Extra: Hashable, Sendable {
        public let row: MatchRow
        public let group: Int
    }

    private let usesMerchant: Bool
    @usableFromInline private(set) var rows: UnsafeMutablePointer<MatchRow>
    @usableFromInline private(set) var groups: UnsafeMutablePointer<Group>
    private var keys: UnsafeMutablePointer<UInt32>
    private var homes: UnsafeMutablePointer<UInt32>
    private var slots: UnsafeMutablePointer<UInt32>
    private var capacity: Int
    private var slotMask: Int
    /// The process's own: a file cannot be written so that all its keys fall into one slot. Nothing that is returned
    /// hangs on it.
    private let seed = UInt64(bitPattern: Int64(Hasher().finalize()))
    private var mixed: Set<Int> = []
    /// Groups of the keys that were settled apart, with a row of each.
    private var settled: [KeyWords: [(key: MatchRow, group: Int)]] = [:]

    /// What `MatchRow.hasKey(of:)` compares.
    private struct KeyWords: Hashable {
        let first: UInt64
        let second: UInt64

        init(_ row: MatchRow) {
            first = row.first
            second = row.second & 0x7F
        }
    }

    /// Transactions of the partition, some of them empty (both sides missing): settled elsewhere in the list.
    public private(set) var groupCount = 0
    public private(set) var extraTills: [Extra] = []
    public private(set) var extraAcquirers: [Extra] = []

    /// - Parameter usesMerchant: whether both sides name merchants, so that the merchant is part of the key.
    public init(usesMerchant: Bool) {
        self.usesMerchant = usesMerchant
        capacity = 0
        slotMask = 0
        unsafe rows = .allocate(capacity: 1)
        unsafe groups = .allocate(capacity: 1)
        unsafe keys = .allocate(capacity: 1)
        unsafe homes = .allocate(capacity: 1)
        unsafe slots = .allocate(capacity: 1)
    }

    deinit { release() }

    private func release() {
        unsafe rows.deallocate()
        unsafe groups.deallocate()
        unsafe keys.deallocate()
        unsafe homes.deallocate()
        unsafe slots.deallocate()
    }

    private mutating func reserve(_ count: Int) {
        if count > capacity {
            release()
            capacity = count + count / 4 + 16
            slotMask = 15
            while slotMask < capacity * 3 / 2 { slotMask = slotMask * 2 + 1 }
            unsafe rows = .allocate(capacity: capacity)
            unsafe groups = .allocate(capacity: capacity)
            unsafe keys = .allocate(capacity: capacity)
            unsafe homes = .allocate(capacity: capacity)
            unsafe slots = .allocate(capacity: slotMask + 1)
        }
        unsafe slots.initialize(repeating: 0, count: slotMask + 1)
    }

    /// Joins one partition of everything the threads have read.
    public mutating func join(
        _ partition: Int, tills: [Partitions<MatchRow>], acquirers: [Partitions<MatchRow>]
    ) {
        let counts = (tills + acquirers).map { $0.rowCount(of: partition) }
        clear(counts.reduce(0, +))
        var filled = 0
        for part in tills { filled += unsafe part.copy(partition, to: rows + filled) }
        let tillCount = filled
        for part in acquirers { filled += unsafe part.copy(partition, to: rows + filled) }
        joinRows(tillCount: tillCount, filled)
    }

    /// Joins rows of any keys.
    public mutating func join(tills: [MatchRow], acquirers: [MatchRow]) {
        clear(tills.count + acquirers.count)
        for (index, row) in tills.enumerated() { unsafe (rows + index).initialize(to: row) }
        for (index, row) in acquirers.enumerated() { unsafe (rows + tills.count + index).initialize(to: row) }
        joinRows(tillCount: tills.count, tills.count + acquirers.count)
    }

    private mutating func clear(_ count: Int) {
        reserve(count)
        groupCount = 0
        extraTills.removeAll(keepingCapacity: true)
        extraAcquirers.removeAll(keepingCapacity: true)
        mixed.removeAll(keepingCapacity: true)
        settled.removeAll(keepingCapacity: true)
    }

    private mutating func joinRows(tillCount: Int, _ filled: Int) {
        for index in 0..<tillCount { addTill(index) }
        for index in tillCount..<filled { addAcquirer(index) }
        if !mixed.isEmpty { settleMixed(tillCount: tillCount, rowCount: filled) }
    }

    @inline(__always)
    private func slot(of row: MatchRow) -> Int {
        Int(truncatingIfNeeded: Mix.word(row.first ^ seed, row.second & 0x7F)) & slotMask
    }

    /// The group of a row's key, made when it is new.
    @inline(__always)
    private mutating func home(of index: Int) -> Int {
        let row = unsafe rows[index]
        var slot = self.slot(of: row)
        while true {
            let found = unsafe slots[slot]
            if found == 0 { break }
            let group = Int(found) - 1
            let key = unsafe rows[Int(keys[group])]
            if key.hasKey(of: row) {
                if differs(row, key) { mixed.insert(group) }
                unsafe homes[index] = UInt32(truncatingIfNeeded: group)
                return group
            }
            slot = (slot &+ 1) & slotMask
        }
        let group = groupCount
        groupCount += 1
        unsafe slots[slot] = UInt32(truncatingIfNeeded: group + 1)
        unsafe keys[group] = UInt32(truncatingIfNeeded: index)
        unsafe groups[group] = Group(till: -1, acquirer: -1)
        unsafe homes[index] = UInt32(truncatingIfNeeded: group)
        return group
    }

    /// Whether two rows of one key may yet be two transactions.
    @inline(__always)
    private func differs(_ row: MatchRow, _ key: MatchRow) -> Bool {
        if usesMerchant, row.merchant != key.merchant { return true }
        guard JoinKey.isVoucher(row.form), row.day != key.day else { return false }
        return row.day == 0 || key.day == 0 || abs(row.day - key.day) > 1
    }

    @inline(__always)
    private mutating func addTill(_ index: Int) {
        let group = home(of: index)
        let held = unsafe Int(groups[group].till)
        if held < 0 {
            unsafe groups[group].till = Int32(truncatingIfNeeded: index)
        } else {
            let isEarlier = unsafe rows[index].place < rows[held].place
            if isEarlier { unsafe groups[group].till = Int32(truncatingIfNeeded: index) }
            extraTills.append(Extra(row: unsafe rows[isEarlier ? held : index], group: group))
        }
    }

    @inline(__always)
    private mutating func addAcquirer(_ index: Int) {
        let group = home(of: index)
        let held = unsafe Int(groups[group].acquirer)
        if held < 0 {
            unsafe groups[group].acquirer = Int32(truncatingIfNeeded: index)
        } else {
            let isEarlier = unsafe rows[index].place < rows[held].place
            if isEarlier { unsafe groups[group].acquirer = Int32(truncatingIfNeeded: index) }
            extraAcquirers.append(Extra(row: unsafe rows[isEarlier ? held : index], group: group))
        }
    }

    private mutating func settleMixed(tillCount: Int, rowCount: Int) {
        var members: [MixedGroups.Member] = []
        for index in 0..<rowCount {
            let group = unsafe Int(homes[index])
            if mixed.contains(group) {
                members.append(.init(group: group, isTill: index < tillCount, index: index, row: unsafe rows[index]))
            }
        }
        extraTills.removeAll { mixed.contains($0.group) }
        extraAcquirers.removeAll { mixed.contains($0.group) }
        for group in mixed { unsafe groups[group] = Group(till: -1, acquirer: -1) }
        for part in MixedGroups.settle(members, usesMerchant: usesMerchant) {
            // There are never more groups than rows, and these rows' own groups are free again.
            let group = freeGroup()
            if let row = part.first?.row { settled[KeyWords(row), default: []].append((row, group)) }
            for member in part {
                let held = unsafe member.isTill ? groups[group].till : groups[group].acquirer
                let index = Int32(truncatingIfNeeded: member.index)
                switch (held < 0, member.isTill) {
                case (true, true): unsafe groups[group].till = index
                case (true, false): unsafe groups[group].acquirer = index
                case (false, true): extraTills.append(Extra(row: member.row, group: group))
                case (false, false): extraAcquirers.append(Extra(row: member.row, group: group))
                }
            }
        }
    }

    /// The transaction that a row of a third source belongs to: the one of its key, merchant and day; nil when there
    /// is none, or more than one could be meant.
    public func group(of row: MatchRow) -> Int? {
        if !settled.isEmpty, let apart = settled[KeyWords(row)] {
            let fitting = apart.filter { !differs(row, $0.key) }
            let near = fitting.isEmpty ? apart.filter { mayBeOne(row, $0.key) } : fitting
            return near.count == 1 ? near.first?.group : nil
        }
        var slot = self.slot(of: row)
        while true {
            let found = unsafe slots[slot]
            guard found != 0 else { return nil }
            let key = unsafe rows[Int(keys[Int(found) - 1])]
            if key.hasKey(of: row) { return mayBeOne(row, key) ? Int(found) - 1 : nil }
            slot = (slot &+ 1) & slotMask
        }
    }

    /// Whether two rows of one key can be one transaction: what one of them does not say contradicts nothing.
    private func mayBeOne(_ row: MatchRow, _ key: MatchRow) -> Bool {
        if usesMerchant, row.merchant != 0, key.merchant != 0, row.merchant != key.merchant { return false }
        guard JoinKey.isVoucher(row.form), row.day != 0, key.day != 0 else { return true }
        return abs(row.day - key.day) <= 1
    }

    private mutating func freeGroup() -> Int {
        let group = mixed.popFirst() ?? groupCount
        if group == groupCount { groupCount += 1 }
        unsafe groups[group] = Group(till: -1, acquirer: -1)
        return group
    }

    /// The first till row of a group.
    @inlinable public func till(_ group: Int) -> MatchRow? {
        precondition(group >= 0 && group < groupCount, "a group has a number below the count")
        let index = unsafe Int(groups[group].till)
        return index < 0 ? nil : unsafe rows[index]
    }

    /// The first acquirer row of a group.
    @inlinable public func acquirer(_ group: Int) -> MatchRow? {
        precondition(group >= 0 && group < groupCount, "a group has a number below the count")
        let index = unsafe Int(groups[group].acquirer)
        return index < 0 ? nil : unsafe rows[index]
    }
}
