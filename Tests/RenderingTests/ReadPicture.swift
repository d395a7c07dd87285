// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import CPango
import Foundation

/// A picture read back, dot by dot.
struct ReadPicture {
    let width: Int
    let height: Int
    private let dots: [UInt8]

    /// nil for what is no PNG.
    init?(_ url: URL) {
        guard let surface = unsafe cairo_image_surface_create_from_png(url.path) else { return nil }
        defer { unsafe cairo_surface_destroy(surface) }
        guard unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { return nil }
        width = Int(unsafe cairo_image_surface_get_width(surface))
        height = Int(unsafe cairo_image_surface_get_height(surface))
        // Painted on a known format, whatever the file's was.
        guard
            let copy = unsafe cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let context = unsafe cairo_create(copy)
        else { return nil }
        defer {
            unsafe cairo_destroy(context)
            unsafe cairo_surface_destroy(copy)
        }
        unsafe cairo_set_source_surface(context, surface, 0, 0)
        unsafe cairo_paint(context)
        unsafe cairo_surface_flush(copy)
        guard let data = unsafe cairo_image_surface_get_data(copy) else { return nil }
        let stride = Int(unsafe cairo_image_surface_get_stride(copy))
        var dots: [UInt8] = []
        for y in 0..<height { for x in 0..<width { dots.append(unsafe data[y * stride + x * 4]) } }
        self.dots = dots
    }

    /// nil for what is no PNG.
    init?(_ png: [UInt8]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "counterfoil-\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(at: file) }
        guard (try? Data(png).write(to: file)) != nil else { return nil }
        self.init(file)
    }

    func isBlack(_ x: Int, _ y: Int) -> Bool { x < width && y < height && dots[y * width + x] < 128 }
}
