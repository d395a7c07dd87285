// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A message that was read although something in it is not as it must be.
public struct ForgivenMessage: Sendable, Hashable {
    public let message: SaleToPOIMessage
    /// What was left out of it, and why; empty for a message in order.
    public let leftOut: [NexoError]

    public init(message: SaleToPOIMessage, leftOut: [NexoError]) {
        self.message = message
        self.leftOut = leftOut
    }
}

extension SaleToPOIMessage {
    /// Reads an answer for what it says of the money, whatever else is wrong with it.
    ///
    ///     PaymentResponse ─┬ Response, PaymentResult, AmountsResp   must be right: a guess about money is none
    ///                      └ receipts, card, acquirer, numbers      left out where they are not, and named
    ///
    /// A request is never forgiven anything: whoever sent it can mend it.
    ///
    /// - Throws: the first error that touches the header, the outcome or an amount.
    public static func forgiving(
        _ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(NexoError) -> ForgivenMessage {
        var node: JSONNode
        do throws(JSONError) { node = try JSONReader.read(bytes, limits: limits) } catch { throw NexoError(error) }
        var leftOut: [NexoError] = []
        while true {
            do throws(NexoError) {
                guard case .plain(let message) = try NexoEnvelope(node) else {
                    throw NexoError(.contradiction("an encrypted message where a plain one is expected"))
                }
                return ForgivenMessage(message: message, leftOut: leftOut)
            } catch {
                guard leftOut.count < Pruning.limit,
                    let pruned = Pruning.leavingOut(error, of: node, isCoarse: leftOut.count >= Pruning.fineLimit)
                else { throw error }
                node = pruned
                leftOut.append(error)
            }
        }
    }
}

/// Takes the part that is wrong out of an answer.
private enum Pruning {
    /// Parts of an answer that are taken out one by one; from then on the whole list or object that they stand in.
    static let fineLimit = 32
    static let limit = 48

    enum Step: Hashable {
        case member(String)
        case element(Int)
    }

    /// nil where what is wrong must be right.
    static func leavingOut(_ error: NexoError, of node: JSONNode, isCoarse: Bool) -> JSONNode? {
        guard error.path.hasPrefix(MessageWrapper.response.rawValue + ".") else { return nil }
        var steps = existing(Self.steps(of: error.path), in: node)
        if isCoarse, let body = steps.lastIndex(where: isFrame), body + 1 < steps.count {
            steps = Array(steps[...(body + 1)])
        }
        guard let last = steps.last, !isNeeded(last, among: steps) else { return nil }
        return without(steps[...], in: node)
    }

    /// `PaymentReceipt[0].OutputContent` as its three steps.
    private static func steps(of path: String) -> [Step] {
        path.split(separator: ".").flatMap { part -> [Step] in
            let pieces = part.split(separator: "[")
            let indices = pieces.dropFirst().compactMap { Int($0.dropLast()) }.map { Step.element($0) }
            return part.hasPrefix("[") ? [] : [.member(String(pieces.first ?? ""))] + indices
        }
    }

    /// As far as there is something.
    private static func existing(_ steps: [Step], in node: JSONNode) -> [Step] {
        var (found, place) = ([Step](), node)
        for step in steps {
            let next: JSONNode? =
                switch step {
                case .member(let name): place[name]
                case .element(let index):
                    place.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
            guard let next else { break }
            found.append(step)
            place = next
        }
        return found
    }

    /// Bodies and what is around them, and the result that amounts stand in.
    private static func isFrame(_ step: Step) -> Bool {
        guard case .member(let name) = step else { return false }
        return name.hasSuffix("Response") || name.hasSuffix("MessageBody") || name == "PaymentResult"
            || name == "AmountsResp"
    }

    private static let needed: Set<String> = [
        "Result", "ErrorCondition", "AuthorizedAmount", "ReversedAmount", SaleToPOIMessage.headerName,
    ]

    private static func isNeeded(_ step: Step, among steps: [Step]) -> Bool {
        if isFrame(step) || steps.contains(.member(SaleToPOIMessage.headerName)) { return true }
        guard case .member(let name) = step else { return false }
        let isOfAmount = steps.dropLast().last == .member("AmountsResp")
        return needed.contains(name) || isOfAmount && name == "Currency"
    }

    private static func without(_ steps: ArraySlice<Step>, in node: JSONNode) -> JSONNode {
        guard let step = steps.first else { return node }
        let rest = steps.dropFirst()
        switch (step, node.content) {
        case (.member(let name), .object(let members)):
            let kept = members.compactMap { member -> JSONNode.Member? in
                guard member.name == name else { return member }
                return rest.isEmpty ? nil : JSONNode.Member(name: name, value: without(rest, in: member.value))
            }
            return JSONNode(.object(kept), at: node.offset)
        case (.element(let index), .array(let elements)):
            let kept = elements.enumerated().compactMap { place, element -> JSONNode? in
                guard place == index else { return element }
                return rest.isEmpty ? nil : without(rest, in: element)
            }
            return JSONNode(.array(kept), at: node.offset)
        default: return node
        }
    }
}
