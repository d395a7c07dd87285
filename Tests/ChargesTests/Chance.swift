// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Seeded chance (SplitMix64): the same seed tells the same story everywhere.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func oneIn(_ odds: Int) -> Bool { below(odds) == 0 }

    mutating func maybe<Value>(_ make: (inout Chance) -> Value?) -> Value? {
        oneIn(3) ? nil : make(&self)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// An amount of every size, small ones most often.
    mutating func money() -> Money {
        let minor: Int64 =
            switch below(8) {
            case 0: Int64(bitPattern: next())
            case 1: pick([.min, .max, 0, -1, 1])
            case 2: -Int64(below(100_000))
            default: Int64(below(100_000))
            }
        let currency = oneIn(6) ? Currency(code: pick(["JPY", "KWD", "USD"])) : nil
        return Money(minor: minor, currency: currency ?? .cny)
    }

    mutating func time() -> CivilTime {
        let wild = oneIn(10)
        return CivilTime(secondsSinceEpoch: wild ? Int64(bitPattern: next()) : 1_795_000_000 + Int64(below(400_000)))
    }

    mutating func day() -> CivilDate {
        oneIn(10)
            ? CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: next()))
            : CivilDate(daysSinceEpoch: Int32(20_770 + below(20)))
    }

    mutating func facts() -> Facts {
        var facts = Facts(type: pick(TransactionType.allCases))
        facts.status = maybe { $0.pick(ReportedStatus.allCases) }
        facts.amount = maybe { $0.money() }
        facts.store = maybe { $0.pick(["S1", "S2"]) }
        facts.merchant = maybe { $0.pick(["898440154110001", "898440154110002"]) }
        facts.terminal = maybe { $0.pick(["T0000001", "T0000002"]) }
        facts.batch = maybe { _ in "000001" }
        facts.voucher = maybe { $0.pick(["000123", "000124"]) }
        facts.reference = maybe { $0.pick(["000000000001", "000000000002"]) }
        facts.authorisation = maybe { _ in "A1B2C3" }
        facts.order = maybe { $0.pick(["ORDER-1", "ORDER-2"]) }
        facts.channelOrder = maybe { _ in "4200001234202611209876543210" }
        facts.card = maybe { MaskedPAN(bin: "622200", last4: $0.pick(["1234", "0000"])) }
        facts.product = maybe { $0.pick(["credit", "debit", "qr", "贷记卡", ""]) }
        facts.channel = maybe { _ in "微信支付" }
        facts.acquirer = maybe { $0.pick(["lakala", "银联商务"]) }
        facts.occurredAt = maybe { $0.time() }
        facts.settledOn = maybe { $0.day() }
        facts.fee = maybe { $0.money() }
        facts.net = maybe { $0.money() }
        facts.printed = maybe { $0.oneIn(2) }
        facts.operatorName = maybe { _ in "小王" }
        facts.original = maybe { $0.pick(["000000000001", "ORDER-1"]) }
        facts.remark = maybe { _ in "客人说没出票 👀" }
        facts.slip = maybe { $0.pick(SlipReport.allCases) }
        facts.copy = maybe { $0.below(4) + 1 }
        facts.claim = maybe { $0.pick(CustomerClaim.allCases) }
        facts.printJob = maybe { $0.pick(["01KAXJ0000000000000000000A", "01KAXJ0000000000000000000B"]) }
        facts.notice = maybe {
            $0.oneIn(2)
                ? nil
                : Notice(
                    $0.pick(Notice.Kind.allCases), $0.pick(Notice.Step.allCases), dueOn: $0.maybe { $0.day() })
        }
        facts.isOffline = maybe { $0.oneIn(2) }
        facts.expiresAt = maybe { $0.time() }
        return facts
    }

    mutating func observation() -> Observation {
        let origin = Origin(
            name: pick(["till.csv", "acquirer.csv", "", "api:王"]), digest: oneIn(2) ? "" : "ab12",
            line: oneIn(4) ? 0 : below(1_000_000), byte: Int64(below(1 << 40)))
        let wild = oneIn(10)
        let at = Instant(milliseconds: wild ? Int64(bitPattern: next()) : 1_795_000_000_000 + Int64(below(1 << 30)))
        return Observation(
            source: pick(Source.allCases), origin: origin, recordedAt: at, facts: facts(),
            occurrence: oneIn(5) ? below(9) : 1)
    }
}
