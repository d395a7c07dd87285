// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import JSON

/// What a terminal says beyond the standard in `AdditionalResponse`: form-encoded, or base64 of a JSON object.
public struct AdditionalDetails: Sendable, Hashable {
    /// Names and values in their order; objects inside objects are named `outer.inner`.
    public let fields: [FormFields.Field]

    /// - Returns: nil when the text is neither.
    public init?(_ text: String) {
        if let bytes = Base64.bytes(of: text), let node = try? JSONReader.read(bytes), node.members != nil {
            var fields: [FormFields.Field] = []
            Self.collect(node, name: "", into: &fields)
            self.fields = fields
        } else if let form = FormFields(text) {
            fields = form.fields
        } else {
            return nil
        }
    }

    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    private static func collect(_ node: JSONNode, name: String, into fields: inout [FormFields.Field]) {
        switch node.content {
        case .object(let members):
            for member in members {
                collect(member.value, name: name.isEmpty ? member.name : "\(name).\(member.name)", into: &fields)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                collect(element, name: "\(name).\(index)", into: &fields)
            }
        case .text(let text): fields.append(FormFields.Field(name: name, value: text))
        case .number(let number): fields.append(FormFields.Field(name: name, value: number.text))
        case .boolean(let truth): fields.append(FormFields.Field(name: name, value: truth ? "true" : "false"))
        case .null: break
        }
    }
}
