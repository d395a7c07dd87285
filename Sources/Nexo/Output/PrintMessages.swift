// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Asks a device to print.
public struct PrintRequest: NexoObject {
    public var output = PrintOutput()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("PrintOutput", &output)
    }
}

/// A document to print. Only `ResponseMode.printEnd` makes the answer a proof of paper.
public struct PrintOutput: NexoObject {
    public var document = DocumentQualifier.document
    public var responseMode = ResponseMode.printEnd
    public var integratedPrintFlag: Bool?
    public var requiredSignatureFlag: Bool?
    public var content = OutputContent()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("DocumentQualifier", &document)
        try members.required("ResponseMode", &responseMode)
        try members.optional("IntegratedPrintFlag", &integratedPrintFlag)
        try members.optional("RequiredSignatureFlag", &requiredSignatureFlag)
        try members.required("OutputContent", &content)
    }
}

/// Whether it was printed, or only taken: the mode that was asked for decides.
public struct PrintResponse: NexoObject {
    public var document: DocumentQualifier?
    public var response = MessageOutcome()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("DocumentQualifier", &document)
        try members.required("Response", &response)
    }
}
