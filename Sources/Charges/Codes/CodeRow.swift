// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Everything fixed about one code: its name, how it is found, what proves it, who acts and by when.
public struct CodeRow: Hashable, Sendable {
    /// The part of the business a code belongs to.
    public enum Family: String, CaseIterable, Hashable, Sendable {
        case receipts = "RC"
        case payments = "PY"
        case settlement = "ST"
        case refunds = "RF"
        case devices = "DV"
        case complaints = "CS"
    }

    /// Who acts first.
    public enum Owner: String, CaseIterable, Hashable, Sendable {
        case cashier, storeManager, customerService, finance, devices, auditor
    }

    /// How soon something must be done.
    public enum Deadline: Hashable, Sendable {
        /// No deadline of its own.
        case none
        case atOnce
        case minutes(Int)
        case workingDays(Int)
        /// Set by an outside date that is known only in the case.
        case outside(Bilingual)
    }

    /// Whether this version finds the code by itself.
    public enum Detector: Hashable, Sendable {
        case live
        /// What Counterfoil must be given before it can.
        case needs(Bilingual)
    }

    public let code: FindingCode
    public let name: Bilingual
    /// How it is found.
    public let detection: Bilingual
    /// Evidence beyond the record's own timeline.
    public let evidence: Bilingual
    /// The playbook in short; the first step is the next action.
    public let steps: [Bilingual]
    public let owners: [Owner]
    public let firstAct: Deadline
    public let resolve: Deadline
    public let detector: Detector

    init(
        _ code: FindingCode, _ name: Bilingual, when detection: Bilingual, evidence: Bilingual, steps: [Bilingual],
        _ owners: [Owner], first firstAct: Deadline, resolve: Deadline, _ detector: Detector = .live
    ) {
        self.code = code
        self.name = name
        self.detection = detection
        self.evidence = evidence
        self.steps = steps
        self.owners = owners
        self.firstAct = firstAct
        self.resolve = resolve
        self.detector = detector
    }

    public var family: Family { Family(rawValue: String(code.text.prefix(2))) ?? .payments }
    public var nextAction: Bilingual { steps.first ?? name }
}

extension Bilingual {
    /// For tables, where the labels would drown the words.
    init(_ chinese: String, _ english: String) { self.init(zh: chinese, en: english) }
}

extension CodeRow.Deadline {
    static func hours(_ count: Int) -> Self { .minutes(count * 60) }
}

extension CodeRow.Owner {
    public var label: Bilingual {
        switch self {
        case .cashier: Bilingual("收银员", "cashier")
        case .storeManager: Bilingual("店长", "store manager")
        case .customerService: Bilingual("客服", "customer service")
        case .finance: Bilingual("财务", "finance")
        case .devices: Bilingual("设备", "devices")
        case .auditor: Bilingual("审计", "auditor")
        }
    }
}

extension CodeRow.Deadline {
    public var label: Bilingual {
        switch self {
        case .none: Bilingual("不限", "none")
        case .atOnce: Bilingual("立即", "at once")
        case .minutes(let count) where count % 60 == 0 && count > 0: Bilingual("\(count / 60) 小时", "\(count / 60) h")
        case .minutes(let count): Bilingual("\(count) 分钟", "\(count) min")
        case .workingDays(let count): Bilingual("\(count) 个工作日", count == 1 ? "1 working day" : "\(count) working days")
        case .outside(let date): date
        }
    }
}
