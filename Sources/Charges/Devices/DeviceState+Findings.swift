// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

extension DeviceState {
    /// What is not in order with the terminal now: DV-01, DV-03 to DV-07 and PY-16, sorted, each code once.
    ///
    /// Pure and total. A reading that was never told raises nothing.
    public func findings(_ policy: DevicePolicy, zone: Zone, now: Instant) -> [Finding] {
        [
            offline(policy, zone: zone, now: now), strained(policy), outdated(policy), drifted(policy), moved(policy),
            clockOff(policy, zone: zone), unsentTooLong(policy, zone: zone, now: now),
        ].compactMap { $0 }.sorted { $0.code < $1.code }
    }

    private func finding(
        _ code: FindingCode, _ field: String, expected: String = "", actual: String, difference: Money? = nil,
        zh: String, en: String
    ) -> Finding {
        Finding(
            code: code, field: field, expected: expected, actual: actual, difference: difference,
            evidence: [terminal.text], explanation: Bilingual("终端 \(terminal) \(zh)", "Terminal \(terminal) \(en)"),
            nextAction: code.nextAction)
    }

    private func offline(_ policy: DevicePolicy, zone: Zone, now: Instant) -> Finding? {
        let (heard, clock) = (zone.civil(at: lastHeard), zone.civil(at: now))
        let (silence, overflow) = clock.secondsSinceEpoch.subtractingReportingOverflow(heard.secondsSinceEpoch)
        guard !overflow, silence > policy.heartbeat else { return nil }
        if let hours = policy.hours {
            // Silence at night is no fault; after opening it gets its minutes first.
            guard let open = hours.secondsOpen(at: clock), Int64(open) > policy.heartbeat else { return nil }
        }
        let when = "\(heard.date) \(heard.clock)"
        return finding(
            .dv01, "heartbeat", expected: String(policy.heartbeat), actual: String(silence),
            zh: "从 \(when) 起没有消息，可能断网、断电或死机。", en: "has not been heard since \(when): no network, no power, or hung.")
    }

    private func strained(_ policy: DevicePolicy) -> Finding? {
        if let degrees = celsius?.value, degrees > policy.celsiusMax || degrees < policy.celsiusMin {
            let limit = degrees > policy.celsiusMax ? policy.celsiusMax : policy.celsiusMin
            return finding(
                .dv03, "temperature", expected: String(limit), actual: String(degrees),
                zh: "温度 \(degrees) ℃，超出限值 \(limit) ℃。", en: "is at \(degrees) °C, beyond its limit of \(limit) °C.")
        }
        guard let battery = battery?.value, !battery.isCharging, battery.percent <= policy.batteryMin else {
            return nil
        }
        return finding(
            .dv03, "battery", expected: String(policy.batteryMin), actual: String(battery.percent),
            zh: "电量只有 \(battery.percent)%，没有在充电。", en: "has \(battery.percent) % of charge left and is not charging.")
    }

    private func outdated(_ policy: DevicePolicy) -> Finding? {
        guard let version = version?.value, let needed = policy.versionMin,
            VersionNumber.isOlder(version, than: needed)
        else { return nil }
        return finding(
            .dv04, "version", expected: needed, actual: version, zh: "的版本是 \(version)，规定不低于 \(needed)。",
            en: "runs version \(version); the policy asks for \(needed) or newer.")
    }

    private func drifted(_ policy: DevicePolicy) -> Finding? {
        guard let settings = settings?.value, let approved = policy.settings, settings != approved else { return nil }
        return finding(
            .dv05, "settings", expected: approved, actual: settings, zh: "的参数与核准的不同（\(settings)，应为 \(approved)）。",
            en: "runs on settings that were not approved (\(settings) instead of \(approved)).")
    }

    private func moved(_ policy: DevicePolicy) -> Finding? {
        if let place = place?.value, let home = policy.place {
            let metres = home.metres(to: place)
            if metres > policy.radius {
                return finding(
                    .dv06, "place", expected: String(policy.radius), actual: String(metres),
                    zh: "离门店 \(metres) 米，超过允许的 \(policy.radius) 米。",
                    en: "is \(metres) m from its store; \(policy.radius) m are allowed.")
            }
        }
        guard let network = network?.value, let home = policy.network, network != home else { return nil }
        return finding(
            .dv06, "network", expected: home, actual: network, zh: "换了网络：现在是 \(network)，应为 \(home)。",
            en: "speaks through another network: \(network) instead of \(home).")
    }

    private func clockOff(_ policy: DevicePolicy, zone: Zone) -> Finding? {
        guard let clock else { return nil }
        let ours = zone.civil(at: clock.at)
        let (drift, overflow) = clock.value.secondsSinceEpoch.subtractingReportingOverflow(ours.secondsSinceEpoch)
        guard overflow || drift.magnitude > policy.clockTolerance.magnitude else { return nil }
        let isFast = clock.value > ours
        return finding(
            .dv07, "clock", expected: String(policy.clockTolerance), actual: String(drift),
            zh: "的时钟\(isFast ? "快" : "慢")了 \(drift.magnitude) 秒，这段时间的记录时间不准。",
            en:
                "has a clock that is \(drift.magnitude) s \(isFast ? "fast" : "slow"); times it wrote down are wrong by as much."
        )
    }

    private func unsentTooLong(_ policy: DevicePolicy, zone: Zone, now: Instant) -> Finding? {
        guard let unsent = unsent?.value, unsent.count > 0 else { return nil }
        // Where the terminal does not say, they may be as old as the last time it had none.
        let since = unsent.since ?? zone.civil(at: emptiedAt ?? firstHeard)
        guard since.adding(seconds: policy.offlinePatience) <= zone.civil(at: now) else { return nil }
        let sum = unsent.amount.map { Words.money($0) }
        return finding(
            .py16, "upload", expected: "0", actual: String(unsent.count), difference: unsent.amount,
            zh: "有 \(unsent.count) 笔脱机交易\(sum.map { "（\($0.zh)）" } ?? "")超过 24 小时没有上送。让它联网，不要复位设备。",
            en: "holds \(unsent.count) offline payments\(sum.map { " (\($0.en))" } ?? "") unsent for over 24 hours. "
                + "Bring it online; do not reset it.")
    }
}
