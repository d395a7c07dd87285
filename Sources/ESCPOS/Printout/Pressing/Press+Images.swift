// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Images that the printer holds, by their names.
struct ImageStore {
    /// `GS ( L` 112, 113: waiting for its print function.
    var buffer: [Bitmap] = []
    /// `GS *`.
    var downloaded: Bitmap?
    /// `FS q`, numbered from 1.
    var numbered: [Bitmap] = []
    /// `GS ( L` 67, 68, 83, 84, by memory and two-letter key.
    var keyed: [[UInt8]: Bitmap] = [:]
    /// Dots of all images on the paper so far.
    var printedDots = 0

    static let keyLimit = 256

    mutating func forgetDownloads() {
        buffer = []
        downloaded = nil
        keyed = keyed.filter { $0.key.first != 1 }
    }
}

extension Press {
    /// - Returns: whether the command is about images.
    mutating func followImage(_ command: Command, _ code: ArraySlice<UInt8>) -> Bool {
        switch command.meaning {
        case .columnImage: columnImage(code)
        case .raster where code.starts(with: [0x1D, 0x76, 0x30]): raster(code)
        case .graphics: graphics(code)
        case .defineDownloadedImage: download(code)
        case .printDownloadedImage:
            if let image = images.downloaded { printImage(image, scale: Self.scale(code.last ?? 0)) }
        case .defineStoredImages: store(code)
        case .printStoredImage:
            let number = Int(code.dropLast().last ?? 0)
            if images.numbered.indices.contains(number - 1) {
                printImage(images.numbered[number - 1], scale: Self.scale(code.last ?? 0))
            }
        case .raster, .variableRaster, .storeBitmap, .starRaster, .starRasterRow, .starLineImage: facts.leftOut += 1
        default: return false
        }
        return true
    }

    /// Rows of a raster that arrived before the stream broke off: they are on the paper.
    mutating func broken(_ command: Command, _ code: ArraySlice<UInt8>) {
        if command.meaning == .raster, code.starts(with: [0x1D, 0x76, 0x30]), code.count > 8 { raster(code) }
    }

    /// 0 normal, 1 double width, 2 double height, 3 both, as digits too.
    private static func scale(_ m: UInt8) -> (across: Int, down: Int) {
        let mode = m >= 0x30 ? m - 0x30 : m
        return (mode & 1 == 1 ? 2 : 1, mode & 2 == 2 ? 2 : 1)
    }

    /// `ESC * m nL nH d…`: 8 or 24 dots high; single density stands for two dots a column.
    private mutating func columnImage(_ code: ArraySlice<UInt8>) {
        let head = Array(code.prefix(5))
        guard head.count == 5, [0, 1, 32, 33].contains(head[2]) else { return }
        let across = head[2] & 1 == 0 ? 2 : 1
        let bytesPerColumn = head[2] >= 32 ? 3 : 1
        let room = max(areaWidth - line.cursor, 0)
        let picture = Bitmap(
            columns: code.dropFirst(5), count: Int(head[3]) | Int(head[4]) << 8, bytesPerColumn: bytesPerColumn,
            limit: (room + across - 1) / across)
        guard allow(picture, (across, 1)) else { return }
        // A single-density image keeps its columns: what the edge cuts is half a column at most.
        line.append(picture.scaled(across, 1).cropped(to: room))
    }

    /// `GS v 0 m xL xH yL yH d…`: x bytes a row.
    private mutating func raster(_ code: ArraySlice<UInt8>) {
        let head = Array(code.prefix(8))
        guard head.count == 8 else { return }
        let stride = Int(head[4]) | Int(head[5]) << 8
        let scale = Self.scale(head[3])
        let picture = Bitmap(
            rows: code.dropFirst(8), stride: stride, width: stride * 8, height: Int(head[6]) | Int(head[7]) << 8,
            limit: (areaWidth + scale.across - 1) / scale.across)
        printImage(picture, scale: scale)
        isAfterRaster = true
    }

    /// Prints an image on lines of its own, cut at the print area's edge.
    private mutating func printImage(_ image: Bitmap, scale: (across: Int, down: Int)) {
        guard image.width > 0, image.height > 0, allow(image, scale) else { return }
        if !line.isEmpty { endLine(.lines(1)) }
        let picture = image.scaled(scale.across, scale.down).cropped(to: areaWidth)
        standAlone(picture.width, picture.height, .bitmap(picture))
    }

    private mutating func allow(_ image: Bitmap, _ scale: (across: Int, down: Int)) -> Bool {
        let dots = image.width * scale.across * image.height * scale.down
        guard images.printedDots + dots <= PrintoutLimits.dots else {
            facts.leftOut += 1
            return false
        }
        images.printedDots += dots
        return true
    }

    /// `GS * x y d…`: 8x columns of 8y dots.
    private mutating func download(_ code: ArraySlice<UInt8>) {
        let head = Array(code.prefix(4))
        guard head.count == 4 else { return }
        images.downloaded = Bitmap(
            columns: code.dropFirst(4), count: Int(head[2]) * 8, bytesPerColumn: Int(head[3]), limit: profile.dots)
    }

    /// `FS q n [xL xH yL yH d…]…`: columns.
    private mutating func store(_ code: ArraySlice<UInt8>) {
        var rest = code.dropFirst(3)
        images.numbered = []
        for _ in 0..<(code.dropFirst(2).first ?? 0) {
            let head = Array(rest.prefix(4))
            guard head.count == 4 else { return }
            let (x, y) = (Int(head[0]) | Int(head[1]) << 8, Int(head[2]) | Int(head[3]) << 8)
            rest = rest.dropFirst(4)
            guard rest.count >= x * 8 * y else { return }
            images.numbered.append(Bitmap(columns: rest, count: x * 8, bytesPerColumn: y, limit: profile.dots))
            rest = rest.dropFirst(x * 8 * y)
        }
    }
}

extension Press {
    /// `GS ( L` and `GS 8 L`: m = 30h, then a function.
    private mutating func graphics(_ code: ArraySlice<UInt8>) {
        let isLong = code.dropFirst().first == 0x38
        let body = code.dropFirst(isLong ? 7 : 5)
        guard let fn = body.dropFirst().first, body.first == 0x30 else { return }
        let parameters = body.dropFirst(2)
        switch fn {
        case 2, 50:
            for picture in images.buffer { printPlane(picture) }
            let height = images.buffer.map(\.height).max() ?? 0
            images.buffer = []
            top += height
        case 112: bufferImage(parameters, isColumns: false)
        case 113: bufferImage(parameters, isColumns: true)
        case 67, 83: define(parameters, memory: fn == 83 ? 1 : 0, isColumns: false)
        case 68, 84: define(parameters, memory: fn == 84 ? 1 : 0, isColumns: true)
        case 69, 85: printKeyed(Array(parameters), memory: fn == 85 ? 1 : 0)
        case 65: images.keyed = images.keyed.filter { $0.key.first != 0 }
        case 81: images.keyed = images.keyed.filter { $0.key.first != 1 }
        default: break
        }
    }

    /// One colour of the buffered image; all stand at the same place.
    private mutating func printPlane(_ picture: Bitmap) {
        guard allow(picture, (1, 1)) else { return }
        if !line.isEmpty { endLine(.lines(1)) }
        let cut = picture.cropped(to: areaWidth)
        page?.anchor(cut.height)
        stand(shift(cut.width), top, cut.width, cut.height, .bitmap(cut))
    }

    /// `a bx by c xL xH yL yH d…`: scales 1 or 2, one colour, x and y in dots.
    private mutating func bufferImage(_ parameters: ArraySlice<UInt8>, isColumns: Bool) {
        let head = Array(parameters.prefix(8))
        guard head.count == 8, head[0] == 48, images.buffer.count < 4 else {
            facts.leftOut += 1
            return
        }
        let picture = picture(
            parameters.dropFirst(8), Int(head[4]) | Int(head[5]) << 8, Int(head[6]) | Int(head[7]) << 8, isColumns)
        let (across, down) = (head[1] == 2 ? 2 : 1, head[2] == 2 ? 2 : 1)
        guard picture.width * across * picture.height * down <= PrintoutLimits.dots else { return }
        images.buffer.append(picture.scaled(across, down))
    }

    private func picture(_ data: ArraySlice<UInt8>, _ x: Int, _ y: Int, _ isColumns: Bool) -> Bitmap {
        if isColumns { return Bitmap(columns: data, count: x, bytesPerColumn: (y + 7) / 8, limit: profile.dots) }
        return Bitmap(rows: data, stride: (x + 7) / 8, width: x, height: y, limit: profile.dots)
    }

    /// `a kc1 kc2 b xL xH yL yH [c d…]…`: the first colour is kept.
    private mutating func define(_ parameters: ArraySlice<UInt8>, memory: UInt8, isColumns: Bool) {
        let head = Array(parameters.prefix(9))
        guard head.count == 9, head[0] == 48, images.keyed.count < ImageStore.keyLimit else {
            facts.leftOut += 1
            return
        }
        images.keyed[[memory, head[1], head[2]]] = picture(
            parameters.dropFirst(9), Int(head[4]) | Int(head[5]) << 8, Int(head[6]) | Int(head[7]) << 8, isColumns)
    }

    /// `kc1 kc2 x y`: scales 1 or 2.
    private mutating func printKeyed(_ parameters: [UInt8], memory: UInt8) {
        guard parameters.count >= 4, let image = images.keyed[[memory, parameters[0], parameters[1]]] else { return }
        printImage(image, scale: (parameters[2] == 2 ? 2 : 1, parameters[3] == 2 ? 2 : 1))
    }
}
