// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts

extension Flow {
    /// A flow drawn with a seed: what people want of up to two sales, over any link, with up to six troubles.
    public static func drawn(_ seed: UInt64) -> Flow {
        var draw = Draw(seed &* 0x9E37_79B9 &+ 17)
        let ability: LinkAbility = [.acquirer, .acquirer, .terminal, .wallet][draw.below(4)]
        var wishes: [Wish] = []
        for order in 1...(1 + draw.below(2)) {
            wishes += sale("R\(order)", from: wishes.count, overAcquirer: ability == .acquirer, &draw)
        }
        if ability == .acquirer, draw.below(4) == 0 { wishes.append(Wish(nil)) }
        let faults = (0..<draw.below(7)).map { _ in trouble(&draw) }
        return Flow("drawn \(seed)", wishes, faults, over: ability, differs: draw.below(2) == 0)
    }

    /// One sale and what becomes of it; holds are for acquirers.
    private static func sale(_ order: String, from first: Int, overAcquirer: Bool, _ draw: inout Draw) -> [Wish] {
        func wish(_ kind: MovementKind, _ yuan: Int64 = 58, of: Int? = nil) -> Wish {
            Wish(kind, yuan, order: order, of: of.map { first + $0 })
        }
        switch draw.below(overAcquirer ? 9 : 4) {
        case 0: return [wish(.sale)]
        case 1: return [wish(.sale), wish(.refund, 20, of: 0)]
        case 2: return [wish(.sale), wish(.refund, 20, of: 0), wish(.refund, 38, of: 0)]
        case 3: return [Wish(.sale, order: order, isHopeless: true)]
        case 4: return [wish(.sale), wish(.void, of: 0)]
        case 5: return [wish(.preauth), wish(.completion, 40, of: 0)]
        case 6: return [wish(.preauth), wish(.addition, 20, of: 0), wish(.completionAdvice, of: 0)]
        case 7: return [wish(.preauth), wish(.preauthVoid, of: 0)]
        default: return [wish(.preauth), wish(.completion, of: 0), wish(.completionVoid, of: 1)]
        }
    }

    private static func trouble(_ draw: inout Draw) -> Fault {
        let targets: [Fault.Target] = [.request, .request, .ask, .reverse, .again, .totals, .row, .end]
        let target = targets[draw.below(targets.count)]
        let first = 1 + draw.below(3)
        let what: Fault.What =
            switch draw.below(6) {
            case 0: .notConnected
            case 1: .requestLost
            case 2: .wrongCode
            case 3: target == .request ? .late(Int64(60_500 + draw.below(200_000))) : .requestLost
            case 4: target == .reverse ? .refused : .replyLost
            default: .replyLost
            }
        return Fault(what, target, first...(first + draw.below(3)))
    }
}
