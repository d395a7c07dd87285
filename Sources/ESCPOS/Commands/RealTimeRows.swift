// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Commands a printer executes the moment they arrive, even inside image data.
enum RealTimeRows {
    static let rows: [CommandRow] =
        [
            CommandRow("DLE EOT", 0x1004, .realTimeStatus, .realTimeStatus),
            CommandRow("DLE ENQ", 0x1005, .realTimeRequest, .realTimeRequest),
        ]
        + CommandRow("DLE DC4", 0x1014, .realTimeAction, .realTimeAction).functions(
            at: 2, [("1", [1]), ("2", [2]), ("3", [3]), ("7", [7]), ("8", [8])])
}
