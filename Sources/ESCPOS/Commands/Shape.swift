// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How far a command's parameters reach, counted from the end of its prefix.
enum Shape: Sendable, Hashable {
    /// This many bytes.
    case fixed(Int)
    /// `pL pH`, then p bytes.
    case counted
    /// A letter no row knows, `pL pH`, then p bytes: the form of every `ESC (`, `FS (`, `GS (` and `US (`.
    case lettered
    /// `p1 p2 p3 p4`, then p bytes.
    case countedLong
    /// `DLE EOT n [a]`.
    case realTimeStatus
    /// `DLE ENQ n`.
    case realTimeRequest
    /// `DLE DC4 fn …`.
    case realTimeAction
    /// `ESC *`: `m nL nH`, then one or three bytes a column.
    case columns
    /// `ESC D`: increasing columns, up to 32, then NUL.
    case tabs
    /// `ESC &`: `y c1 c2`, then for each character its width x and x·y bytes.
    case characters
    /// `FS 2`: `c1 c2` and one CJK character of the font in force.
    case wideCharacter
    /// `FS g 1`: `m a1 a2 a3 a4 nL nH`, then n bytes.
    case memoryWrite
    /// `FS q`: n images, each `xL xH yL yH` and x·y·8 bytes.
    case images
    /// `GS *`: `x y`, then x·y·8 bytes.
    case downloadedImage
    /// `GS C ;`: five numbers in digits, each ended by a semicolon.
    case counter
    /// `GS D`: `m fn a kc1 kc2 b c`, then a Windows bitmap file with its own length.
    case bitmapFile
    /// `GS V`: `m`, and for the feeding forms `n`.
    case cut
    /// `GS k`: ended by NUL, or counted, by its m.
    case barcode
    /// `GS v 0`, `GS Q 0`: `m xL xH yL yH`, then x·y bytes.
    case raster
    /// The display's `ESC W`: `n m`, and four more to set a window.
    case window
    /// `nL nH`, then n times the width, after this many bytes that are not looked at.
    case wordsAfter(skipped: Int, width: Int)
    /// `DC2 *`: `r n`, then r·n bytes.
    case moduleImage
    /// `DC2 V`: `nL nH`, then 48 bytes for each of n rows.
    case moduleRows
    /// Up to and with this byte.
    case until(UInt8, skipped: Int)
    /// Star's `ESC GS y D 2`: `m`, a count, then for each block `m nL nH` and n bytes.
    case starBlocks
    /// Star's `ESC GS S`: `m xL xH yL yH n`, then x·y·n bytes.
    case starRaster
    /// Star's `ESC C n` and `ESC C 0 n`.
    case starPageLength
    /// Star's `ESC & c1 c2 n`, and 48 bytes when c2 is 1.
    case starCharacter
    /// Star's `ESC RS x n`: a letter and a byte, whatever the letter.
    case starSetting
}
