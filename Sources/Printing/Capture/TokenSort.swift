// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// What a token of a till's stream means to the proxy.
enum TokenSort: Sendable, Hashable {
    /// The till asks the printer something, or orders it about at once: nothing for the paper.
    case request
    /// Changes how later bytes look; leaves no trace by itself.
    case setting
    /// Moves paper, a cutter, a drawer, a bell or a display.
    case act
    /// Puts something on the paper.
    case print
    case cut

    init(_ token: Token) {
        switch token.kind {
        case .text: self = .print
        case .control(let byte): self = byte == 0x0A || byte == 0x0C || byte == 0x0D ? .act : .setting
        case .unknown, .truncated: self = .act
        case .command(let command): self = Self(command.meaning)
        }
    }

    private init(_ meaning: Meaning) {
        switch meaning {
        case .realTimeStatus, .realTimeRequest, .automaticStatus, .transmitStatus, .transmitIdentity, .response,
            .paperStatus, .drawerStatus, .starStatus:
            self = .request
        case .cut, .cutFull, .cutPartial, .starCut: self = .cut
        case .columnImage, .raster, .graphics, .printDownloadedImage, .printStoredImage, .variableRaster, .barcode,
            .symbol, .starBarcode, .starRaster, .starRasterRow, .starLineImage, .starQR, .starPDF417, .printPage:
            self = .print
        case .realTimeAction, .macro, .feedDots, .feedLines, .feedBackDots, .feedBackLines, .starFeedLines, .drawer,
            .starDrawer, .buzzer, .display, .defineStoredImages, .storeBitmap, .defineDownloadedImage, .pageFunction:
            self = .act
        default: self = .setting
        }
    }
}
