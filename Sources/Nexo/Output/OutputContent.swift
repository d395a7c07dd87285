// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A receipt that the terminal hands to the till to print.
public struct PaymentReceipt: NexoObject {
    public var document = DocumentQualifier.customerReceipt
    /// True: the terminal prints it itself.
    public var integratedPrintFlag: Bool?
    public var requiredSignatureFlag: Bool?
    public var content = OutputContent()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("DocumentQualifier", &document)
        try members.optional("IntegratedPrintFlag", &integratedPrintFlag)
        try members.optional("RequiredSignatureFlag", &requiredSignatureFlag)
        try members.required("OutputContent", &content)
    }
}

/// What is printed or shown, in one of four forms.
public struct OutputContent: NexoObject {
    public var format = OutputFormat.text
    public var predefined: PredefinedContent?
    public var text: [OutputText] = []
    /// Base64 of XHTML.
    public var xhtml: String?
    public var barcode: OutputBarcode?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("OutputFormat", &format)
        try members.optional("PredefinedContent", &predefined)
        try members.list("OutputText", &text)
        try members.optional("OutputXHTML", &xhtml)
        try members.optional("OutputBarcode", &barcode)
    }
}

/// A text that the other side knows by its name.
public struct PredefinedContent: NexoObject {
    public var referenceID = ""
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("ReferenceID", &referenceID)
    }
}

/// A run of text in one style; a line is one run or several (`OutputContent.lines`).
public struct OutputText: NexoObject {
    public var text = ""
    public var characterSet: JSONNode?
    public var font: String?
    public var startRow: JSONNode?
    public var startColumn: JSONNode?
    public var color: String?
    public var width: CharacterWidth?
    public var height: CharacterHeight?
    public var style: CharacterStyle?
    public var alignment: Alignment?
    /// Where it is not said the line ends, as the standard has it.
    public var endOfLineFlag: Bool?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Text", &text)
        try members.optional("CharacterSet", &characterSet)
        try members.optional("Font", &font)
        try members.optional("StartRow", &startRow)
        try members.optional("StartColumn", &startColumn)
        try members.optional("Color", &color)
        try members.optional("CharacterWidth", &width)
        try members.optional("CharacterHeight", &height)
        try members.optional("CharacterStyle", &style)
        try members.optional("Alignment", &alignment)
        try members.optional("EndOfLineFlag", &endOfLineFlag)
    }
}

/// A bar code or a QR code.
public struct OutputBarcode: NexoObject {
    /// EAN-13 where it is not said.
    public var type: BarcodeType?
    public var value: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("BarcodeType", &type)
        try members.optional("BarcodeValue", &value)
    }
}
