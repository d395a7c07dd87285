// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CQREncode

/// The modules of a QR code: 1 is dark.
struct QRMatrix {
    let size: Int
    private let modules: [Bool]

    /// nil where no QR code holds the data.
    init?(_ data: [UInt8], correction: Int?) {
        guard !data.isEmpty, data.count <= 2_953 else { return nil }
        let levels = [QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H]
        let level = levels[min(max(correction ?? 0, 0), 3)]
        guard let code = unsafe QRcode_encodeData(Int32(data.count), data, 0, level) else { return nil }
        defer { unsafe QRcode_free(code) }
        let size = Int(unsafe code.pointee.width)
        guard size > 0, let dots = unsafe code.pointee.data else { return nil }
        self.size = size
        modules = (0..<(size * size)).map { unsafe dots[$0] & 1 == 1 }
    }

    func isDark(_ x: Int, _ y: Int) -> Bool { modules[y * size + x] }
}
