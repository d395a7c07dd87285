// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Charges
public import Tender

/// The name under which an attempt tells of its money.
public enum AttemptOrigin {
    private static let prefix = "attempt:"

    static func name(_ id: AttemptID) -> String { prefix + id.text }

    /// The attempts that told something, in the order they did, each once.
    public static func all(_ told: [Observation]) -> [AttemptID] {
        var found: [AttemptID] = []
        for observation in told where observation.origin.name.hasPrefix(prefix) {
            guard let id = AttemptID(observation.origin.name.dropFirst(prefix.count)), !found.contains(id) else {
                continue
            }
            found.append(id)
        }
        return found
    }
}
