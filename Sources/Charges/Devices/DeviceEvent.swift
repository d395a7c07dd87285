// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a terminal tells of itself without being asked. Numbers are kept: never reuse or change one.
public enum DeviceEvent: UInt8, CaseIterable, Hashable, Sendable, Comparable {
    /// It goes down; what it was doing may be lost.
    case shutdown = 1
    /// It came up.
    case initialised = 2
    case outOfOrder = 3
    case maintenanceBegun = 4
    case maintenanceEnded = 5
    /// It was opened or tampered with.
    case securityAlarm = 6
    case networkConnected = 7
    case networkDisconnected = 8

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Stable name in the API.
    public var name: String {
        switch self {
        case .shutdown: "shutdown"
        case .initialised: "initialised"
        case .outOfOrder: "out_of_order"
        case .maintenanceBegun: "maintenance_begun"
        case .maintenanceEnded: "maintenance_ended"
        case .securityAlarm: "security_alarm"
        case .networkConnected: "network_connected"
        case .networkDisconnected: "network_disconnected"
        }
    }

    public var label: Bilingual {
        switch self {
        case .shutdown: Bilingual(zh: "关机", en: "going down")
        case .initialised: Bilingual(zh: "开机就绪", en: "came up")
        case .outOfOrder: Bilingual(zh: "故障停用", en: "out of order")
        case .maintenanceBegun: Bilingual(zh: "开始维护", en: "maintenance begun")
        case .maintenanceEnded: Bilingual(zh: "维护结束", en: "maintenance ended")
        case .securityAlarm: Bilingual(zh: "安全告警（可能被拆动）", en: "security alarm: it may have been tampered with")
        case .networkConnected: Bilingual(zh: "网络接通", en: "network is back")
        case .networkDisconnected: Bilingual(zh: "网络断开", en: "network lost")
        }
    }
}

/// The terminal's own printer. Numbers are kept: never reuse or change one.
public enum DevicePaper: UInt8, CaseIterable, Hashable, Sendable, Comparable {
    case ok = 1
    case low = 2
    case out = 3
    case jam = 4
    case outOfOrder = 5

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Stable name in the API.
    public var name: String {
        switch self {
        case .ok: "ok"
        case .low: "low"
        case .out: "out"
        case .jam: "jam"
        case .outOfOrder: "out_of_order"
        }
    }

    public var label: Bilingual {
        switch self {
        case .ok: Bilingual(zh: "有纸", en: "in order")
        case .low: Bilingual(zh: "快没纸了", en: "paper low")
        case .out: Bilingual(zh: "缺纸", en: "no paper")
        case .jam: Bilingual(zh: "卡纸", en: "paper jam")
        case .outOfOrder: Bilingual(zh: "打印机故障", en: "printer out of order")
        }
    }
}
