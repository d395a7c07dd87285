// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a printed document is. Words beyond the standard's are kept.
public struct DocumentQualifier: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let saleReceipt = Self(rawValue: "SaleReceipt")
    public static let cashierReceipt = Self(rawValue: "CashierReceipt")
    public static let customerReceipt = Self(rawValue: "CustomerReceipt")
    public static let document = Self(rawValue: "Document")
    public static let voucher = Self(rawValue: "Voucher")
    public static let journal = Self(rawValue: "Journal")
}

/// When a request to print or to sound is answered; only `PrintEnd` waits for the paper.
/// Words beyond the standard's are kept.
public struct ResponseMode: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let notRequired = Self(rawValue: "NotRequired")
    public static let immediate = Self(rawValue: "Immediate")
    public static let printEnd = Self(rawValue: "PrintEnd")
    public static let soundEnd = Self(rawValue: "SoundEnd")
}

/// How output is written. Words beyond the standard's are kept.
public struct OutputFormat: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let messageRef = Self(rawValue: "MessageRef")
    public static let text = Self(rawValue: "Text")
    public static let xhtml = Self(rawValue: "XHTML")
    public static let barCode = Self(rawValue: "BarCode")
}

/// Symbology of a bar code. Words beyond the standard's are kept.
public struct BarcodeType: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let ean8 = Self(rawValue: "EAN8")
    public static let ean13 = Self(rawValue: "EAN13")
    public static let upcA = Self(rawValue: "UPCA")
    public static let code25 = Self(rawValue: "Code25")
    public static let code128 = Self(rawValue: "Code128")
    public static let pdf417 = Self(rawValue: "PDF417")
    public static let qrCode = Self(rawValue: "QRCode")
}

/// Style of a run of text. Words beyond the standard's are kept.
public struct CharacterStyle: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let normal = Self(rawValue: "Normal")
    public static let bold = Self(rawValue: "Bold")
    public static let italic = Self(rawValue: "Italic")
    public static let underlined = Self(rawValue: "Underlined")
}

/// Width of a run of text. Words beyond the standard's are kept.
public struct CharacterWidth: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let single = Self(rawValue: "Single")
    public static let double = Self(rawValue: "Double")
}

/// Height of a run of text. Words beyond the standard's are kept.
public struct CharacterHeight: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let single = Self(rawValue: "Single")
    public static let double = Self(rawValue: "Double")
    public static let half = Self(rawValue: "Half")
}

/// Where a line of text stands. Words beyond the standard's are kept.
public struct Alignment: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let left = Self(rawValue: "Left")
    public static let right = Self(rawValue: "Right")
    public static let centred = Self(rawValue: "Centred")
    public static let justified = Self(rawValue: "Justified")
}
