// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Keeps image data free of what a printer executes the moment it arrives, even inside image data: `10 05 02` in a logo
/// clears the buffers when an error is pending, and the receipt is silently lost.
public enum RealTimeGuard {
    /// The same command, with one dot turned over in each sequence that would be executed.
    ///
    /// - Parameters:
    ///   - command: a whole command.
    ///   - start: where its image data begins; nothing before it is changed.
    public static func mended(_ command: [UInt8], from start: Int) -> [UInt8] {
        var command = command
        while true {
            var scanner = RealTimeScanner()
            let actions = scanner.feed(command[...]).filter { $0.offset + $0.bytes.count > start }
            if actions.isEmpty { return command }
            for action in actions {
                // No byte above 7Fh is a part of any sequence, so the highest bit ends this one and begins none.
                command[max(action.offset, start)] |= 0x80
            }
        }
    }

    /// Whether a printer would execute something in these bytes.
    public static func isClean(_ bytes: some Collection<UInt8>) -> Bool {
        var scanner = RealTimeScanner()
        return scanner.feed(Array(bytes)[...]).isEmpty
    }
}
