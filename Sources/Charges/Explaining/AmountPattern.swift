// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// A mistake of the fingers that explains why one amount became another.
enum AmountPattern: Hashable {
    /// A slipped decimal point: ten, a hundred or a thousand times too much or too little.
    case times(Int64)
    /// The same digits in another order: 58 and 85.
    case swappedDigits
    /// Exactly twice or half of it: one item or the whole basket counted twice.
    case doubled
    /// One unit of the smallest coin: a program that reckons with fractions.
    case oneUnit

    init?(of wrong: Money, against right: Money) {
        guard wrong.currency == right.currency, wrong.minor > 0, right.minor > 0, wrong != right else { return nil }
        let (high, low) = (max(wrong.minor, right.minor), min(wrong.minor, right.minor))
        let (times, rest) = high.quotientAndRemainder(dividingBy: low)
        if rest == 0, times == 10 || times == 100 || times == 1_000 {
            self = .times(times)
            return
        }
        let (left, other) = (String(wrong.minor).utf8, String(right.minor).utf8)
        if left.count == other.count, left.sorted() == other.sorted() {
            self = .swappedDigits
        } else if high - low == 1 {
            self = .oneUnit
        } else if rest == 0, times == 2 {
            self = .doubled
        } else {
            return nil
        }
    }

    var words: Bilingual {
        switch self {
        case .times(let factor):
            Bilingual("，正好差 \(factor) 倍，可能是小数点错位", ", exactly \(factor) times apart: perhaps a slipped decimal point")
        case .swappedDigits: Bilingual("，像是数字按颠倒了", ", as if digits were swapped")
        case .doubled: Bilingual("，正好差一倍，可能有商品记了两次", ", exactly twice apart: perhaps something was counted twice")
        case .oneUnit: Bilingual("，只差最小的一个单位，可能是软件取整有误", ", one unit apart: perhaps a program that rounds wrongly")
        }
    }
}
