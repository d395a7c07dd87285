// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Asks devices to show something.
public struct DisplayRequest: NexoObject {
    public var outputs: [DisplayOutput] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.list("DisplayOutput", &outputs)
    }
}

/// What one device shows.
public struct DisplayOutput: NexoObject {
    public var device = DeviceName.customerDisplay
    public var infoQualify = InfoQualify.display
    public var content: OutputContent?
    public var responseRequiredFlag: Bool?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Device", &device)
        try members.required("InfoQualify", &infoQualify)
        try members.optional("OutputContent", &content)
        try members.optional("ResponseRequiredFlag", &responseRequiredFlag)
    }
}

/// What became of each output.
public struct DisplayResponse: NexoObject {
    public var results: [OutputResult] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.list("OutputResult", &results)
    }
}

/// What became of the output at one device.
public struct OutputResult: NexoObject {
    public var device: DeviceName?
    public var infoQualify: InfoQualify?
    public var response = MessageOutcome()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("Device", &device)
        try members.optional("InfoQualify", &infoQualify)
        try members.required("Response", &response)
    }
}
