// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Evidence
import ISO8583

/// What is wrong with a message, for a person in either language and for a program.
enum MessageErrorText {
    static func of(_ error: MessageError) -> Bilingual {
        Bilingual(zh: "\(part(error.part))，偏移 \(error.offset)：\(reason(error.reason))", en: "\(error)")
    }

    static func value(of error: MessageError, line: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "line", value: .number(Int64(line))), .init(name: "error", value: .text("\(error)")),
            .init(name: "offset", value: .number(Int64(error.offset))),
        ]
        if let field = error.field { members.append(.init(name: "field", value: .number(Int64(field)))) }
        return .object(members)
    }

    private static func part(_ part: MessageError.Part) -> String {
        switch part {
        case .length: "报文长度"
        case .tpdu: "TPDU"
        case .header: "报文头"
        case .messageType: "消息类型"
        case .bitmap(1): "位图"
        case .bitmap(let number): "第 \(number) 位图"
        case .field(let number): "域 \(number)"
        case .end: "报文末尾"
        }
    }

    private static func reason(_ reason: MessageError.Reason) -> String {
        switch reason {
        case .truncated(let needed, let left): "需要 \(needed) 字节，只剩 \(left) 字节"
        case .trailing(let count): "最后一个域之后还有 \(count) 字节"
        case .content(let content): "内容不符合类型 \(content.spelling)"
        case .form(let form): "不是 \(form.spelling) 日期或时间"
        case .lengthDigits: "长度不是数字"
        case .tooLong(let count, let limit): "长度 \(count) 超过 \(limit)"
        case .wrongLength(let count, let wanted): "长度 \(count)，应为 \(wanted)"
        case .padding: "补位与方言不符"
        case .unknownField: "方言里没有这个域"
        case .missing(let type): "\(type) 必须有此域"
        case .messageType: "不是已知版本的四位数字"
        case .envelope: "开头不符"
        case .chip: "芯片数据不完整"
        case .tooLarge(let limit): "超过 \(limit) 字节"
        }
    }
}
