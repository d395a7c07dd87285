// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango

/// A PNG as the drawing library holds it; freed with this.
@unsafe final class PNGPicture {
    let surface: OpaquePointer
    let width: Double
    let height: Double

    /// - Throws: `.failed` for bytes that are no PNG.
    init(_ png: [UInt8]) throws(RenderingError) {
        let source = Source(png)
        let read: cairo_read_func_t = { closure, data, length in
            guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_READ_ERROR }
            let source = unsafe Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue()
            let count = Int(length)
            guard count <= source.bytes.count - source.offset else { return CAIRO_STATUS_READ_ERROR }
            for index in 0..<count { unsafe data[index] = source.bytes[source.offset + index] }
            source.offset += count
            return CAIRO_STATUS_SUCCESS
        }
        let closure = unsafe Unmanaged.passUnretained(source).toOpaque()
        guard let surface = unsafe cairo_image_surface_create_from_png_stream(read, closure) else {
            throw .failed("no memory for a picture")
        }
        let status = unsafe cairo_surface_status(surface)
        let (across, down) = unsafe (
            cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)
        )
        guard status == CAIRO_STATUS_SUCCESS, across > 0, down > 0 else {
            unsafe cairo_surface_destroy(surface)
            throw .failed("a picture is no PNG")
        }
        unsafe self.surface = unsafe surface
        unsafe width = Double(across)
        unsafe height = Double(down)
    }

    deinit { unsafe cairo_surface_destroy(surface) }

    private final class Source {
        let bytes: [UInt8]
        var offset = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }
}
