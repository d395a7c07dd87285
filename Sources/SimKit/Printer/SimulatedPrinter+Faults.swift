// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What happens to a printer in a shop.
extension SimulatedPrinter {
    public mutating func set(_ fault: PrinterFault) {
        switch fault {
        case .paperOut: sensors.isPaperOut = true
        case .nearEnd: sensors.isNearEnd = true
        case .coverOpen: sensors.isCoverOpen = true
        case .cutter:
            isKnifeStuck = true
            sensors.hasCutterError = true
        case .jam:
            isPaperJammed = true
            sensors.hasMechanicalError = true
        case .unrecoverable: sensors.hasUnrecoverableError = true
        case .offline: sensors.isSwitchedOffline = true
        case .frozen: isFrozen = true
        }
        report()
    }

    /// The cause is removed. An error of the knife or the paper stays until the printer is told to go on, or its
    /// cover was opened and closed.
    public mutating func clear(_ fault: PrinterFault) {
        switch fault {
        case .paperOut:
            sensors.isPaperOut = false
            sensors.isNearEnd = false
        case .nearEnd: sensors.isNearEnd = false
        case .coverOpen:
            sensors.isCoverOpen = false
            recoverFromErrors()
        case .cutter: isKnifeStuck = false
        case .jam: isPaperJammed = false
        case .unrecoverable: break
        case .offline: sensors.isSwitchedOffline = false
        case .frozen: isFrozen = false
        }
        advance(to: now)
    }

    /// The fault comes once so many bytes in all have been carried out.
    public mutating func set(_ fault: PrinterFault, afterBytes count: Int) {
        triggers.append(Trigger(fault: fault, moment: .bytes(carriedOut + max(1, count))))
    }

    /// The fault comes after so many more printed lines.
    public mutating func set(_ fault: PrinterFault, afterLines count: Int) {
        triggers.append(Trigger(fault: fault, moment: .lines(tape.lineCount + max(1, count))))
    }

    /// The fault comes at the so many-th cut from now, before the paper is cut.
    public mutating func set(_ fault: PrinterFault, atCut count: Int) {
        triggers.append(Trigger(fault: fault, moment: .cuts(tape.cutCount + max(1, count))))
    }

    /// The power fails for a moment once so many more bytes have been carried out.
    public mutating func cyclePower(afterBytes count: Int) {
        triggers.append(Trigger(fault: nil, moment: .bytes(carriedOut + max(1, count))))
    }

    /// Faults that were to come do not come.
    public mutating func disarm() { triggers = [] }

    public mutating func switchOff() {
        isOn = false
        forget()
    }

    public mutating func switchOn() {
        guard !isOn else { return }
        isOn = true
        startsAt = now + make.startMilliseconds
        sensors.hasUnrecoverableError = false
        isFrozen = false
        recoverFromErrors()
        reported = sensors
    }

    /// Off and on again: both memories are lost, every connection is cut.
    public mutating func cyclePower() {
        switchOff()
        switchOn()
    }

    mutating func recoverFromErrors() {
        if !isKnifeStuck { sensors.hasCutterError = false }
        if !isPaperJammed { sensors.hasMechanicalError = false }
        if owesCut, !sensors.hasCutterError {
            owesCut = false
            add(.cut)
        }
    }
}
