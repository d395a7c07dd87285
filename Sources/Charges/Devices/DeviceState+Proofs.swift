// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

extension DeviceState {
    /// What shows that a code does not hold.
    public struct Proof: Hashable, Sendable {
        /// When the terminal was heard, for the code that silence raises: only hearing it later ends the silence. nil
        /// for the others, where a reading within the rules is enough.
        public let at: Instant?
        public let words: Bilingual
    }

    /// For each code that `findings` does not raise, the reading that shows it; a code of which nothing was ever told
    /// has none.
    public func proofs(_ policy: DevicePolicy, zone: Zone, now: Instant) -> [FindingCode: Proof] {
        let held = Set(findings(policy, zone: zone, now: now).map(\.code))
        var found: [FindingCode: Proof] = [:]
        func put(_ code: FindingCode, _ at: Instant, isAtDecisive: Bool = false, zh: String, en: String) {
            guard !held.contains(code) else { return }
            let clock = zone.civil(at: at)
            let when = "\(clock.date) \(clock.clock)"
            found[code] = Proof(
                at: isAtDecisive ? at : nil,
                words: Bilingual(
                    "终端 \(terminal) \(zh)（\(when) 自报）。", "Terminal \(terminal) \(en) (told \(when))."))
        }
        put(.dv01, lastHeard, isAtDecisive: true, zh: "又有消息", en: "was heard again")
        strain(put)
        if let version {
            put(
                .dv04, version.at, zh: "版本 \(version.value)，符合规定",
                en: "runs version \(version.value), as the policy asks")
        }
        if let settings {
            put(
                .dv05, settings.at, zh: "参数 \(settings.value)，与核准的一致",
                en: "runs on the approved settings \(settings.value)")
        }
        if let at = [place?.at, network?.at].compactMap({ $0 }).max() {
            put(.dv06, at, zh: "位置和网络符合规定", en: "is where it belongs, on its own network")
        }
        if let clock {
            put(
                .dv07, clock.at, zh: "时钟 \(clock.value.clock)，偏差在允许之内",
                en: "shows \(clock.value.clock), within tolerance")
        }
        if let unsent, unsent.value.count == 0 {
            put(.py16, unsent.at, zh: "没有未上送的交易", en: "holds nothing unsent")
        }
        return found
    }

    private func strain(_ put: (FindingCode, Instant, Bool, String, String) -> Void) {
        let readings = [
            battery.map { ($0.at, "电量 \($0.value.percent)%", "charge \($0.value.percent) %") },
            celsius.map { ($0.at, "温度 \($0.value) ℃", "\($0.value) °C") },
        ].compactMap { $0 }
        guard let at = readings.map(\.0).max() else { return }
        put(
            .dv03, at, false, "在限值之内：\(readings.map(\.1).joined(separator: "、"))",
            "is within its limits: \(readings.map(\.2).joined(separator: ", "))")
    }
}

extension BatchBook {
    /// What shows that the batch is closed and adds up; nil while it does not, or nobody has said.
    public var proof: Bilingual? {
        guard let report, let closed = report.closedAt, report.count == count, report.amount == amount else {
            return nil
        }
        let sum = Words.money(amount)
        return Bilingual(
            "终端 \(terminal) 的批次 \(number) 已于 \(closed.date) \(closed.clock) 结批，\(count) 笔共 \(sum.zh)，与记录一致。",
            "Batch \(number) of terminal \(terminal) was closed \(closed.date) \(closed.clock): \(count) transactions of "
                + "\(sum.en), as on record.")
    }
}
