// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A QR code of a text, for pages and terminals.
///
/// Correction level M, UTF-8 (or digits or capitals alone, where the text is that).
public enum QRPicture {
    /// A drawing to stand in a page as it is: `viewBox` with the quiet zone, class `qr`, in the colour of the text
    /// around it; no style and no script. The page gives it a light ground and its size.
    ///
    /// nil for an empty text and for one of more than some 2,300 bytes.
    public static func svg(_ text: String) -> String? {
        QRMatrix(Array(text.utf8), correction: 1)?.svg(label: "QR")
    }

    /// Rows of modules from the top, true is dark, without a quiet zone; nil as for `svg`.
    public static func modules(_ text: String) -> [[Bool]]? {
        QRMatrix(Array(text.utf8), correction: 1)?.rows
    }
}
