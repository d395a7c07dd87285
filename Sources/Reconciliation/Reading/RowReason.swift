// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Why a row was put aside.
enum RowReason: UInt8, Sendable, Hashable, CaseIterable {
    case fieldCount = 1
    case notUTF8
    case textAfterQuote
    case unclosedQuote
    case tooLong
    case noKey
    case noTerminal
    case badType
    case badAmount
    case badTime
    case badStatus
    case badPrinted
    case badFee
    case badNet
    case badSettleDate
    case badDate
    case foreignCurrency
    case noOrder
    case badOrderStatus
    case badLevel
    case notGB18030
    case scientificKey

    init(_ fault: TextFault) {
        self =
            switch fault {
            case .fieldCount: .fieldCount
            case .notUTF8: .notUTF8
            case .notGB18030: .notGB18030
            case .textAfterQuote: .textAfterQuote
            case .unclosedQuote: .unclosedQuote
            case .tooLong: .tooLong
            }
    }

    /// By the name of its case.
    init?(name: String) {
        guard let known = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = known
    }

    /// For the quarantine file and the report.
    var text: String {
        switch self {
        case .fieldCount: "wrong number of fields"
        case .notUTF8: "not UTF-8"
        case .notGB18030: "not GB18030 (GBK)"
        case .textAfterQuote: "text after a closing quotation mark"
        case .unclosedQuote: "quotation mark never closed"
        case .tooLong: "row longer than 1 MiB"
        case .noKey: "no usable key: neither rrn nor batch and trace"
        case .noTerminal: "terminal is empty"
        case .badType:
            "type is none of sale, refund, void, reversal, preauth, completion (in an acquirer's file also chargeback, "
                + "representment)"
        case .badAmount: "amount is not a decimal number with the currency's decimals"
        case .badTime: "time is not YYYY-MM-DD HH:MM:SS"
        case .badStatus: "status is none of approved, declined, unknown"
        case .badPrinted: "printed is neither 1 nor 0"
        case .badFee: "fee is not a decimal number with the currency's decimals"
        case .badNet: "net is not a decimal number with the currency's decimals"
        case .badSettleDate: "settle_date is not YYYY-MM-DD"
        case .badDate: "date is not YYYY-MM-DD"
        case .foreignCurrency: "another currency than the rest of the run"
        case .noOrder: "order_no is empty"
        case .badOrderStatus: "status is none of paid, unpaid, closed"
        case .scientificKey:
            "rrn or order_no is in scientific notation and its digits are lost; download the file again"
        case .badLevel: "level is none of E0, E1, E2, E3, E4"
        }
    }

    var chinese: String {
        switch self {
        case .fieldCount: "字段数不对"
        case .notUTF8: "不是 UTF-8 编码"
        case .notGB18030: "不是 GB18030（GBK）编码"
        case .textAfterQuote: "引号结束后还有文字"
        case .unclosedQuote: "引号没有结束"
        case .tooLong: "一行超过 1 MiB"
        case .noKey: "没有参考号，也没有批次号加凭证号"
        case .noTerminal: "终端号为空"
        case .badType: "交易类型不认识（拒付 chargeback、再请款 representment 只能来自收单文件）"
        case .badAmount: "金额格式不对"
        case .badTime: "时间格式不对"
        case .badStatus: "状态不认识"
        case .badPrinted: "是否出票只能是 1 或 0"
        case .badFee: "手续费格式不对"
        case .badNet: "净额格式不对"
        case .badSettleDate: "清算日期格式不对"
        case .badDate: "日期格式不对"
        case .foreignCurrency: "币种与其他行不同"
        case .noOrder: "订单号为空"
        case .badOrderStatus: "订单状态不认识"
        case .scientificKey: "参考号或订单号成了科学计数法，数字已丢失；请重新下载文件"
        case .badLevel: "出票级别不认识"
        }
    }
}

/// A row put aside, and where it stands.
struct QuarantinedPlace: Sendable, Hashable {
    let table: Int
    let chunk: Int
    let relativeLine: Int
    let offset: Int64
    let reason: RowReason
}
