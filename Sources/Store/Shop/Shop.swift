// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tariffs
public import Tender

/// The shop's memory: the journal and its SQLite projection behind one door.
///
///     write:  caller ─▶ journal (fsync) ─▶ projection ─▶ verdicts ─▶ changes to listeners
///     read:   caller ─▶ projection, limited to the caller's stores
///
/// A write that returned is durable and visible to the next read.
public final class Shop: Sendable {
    init() {}
}
