// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Something that can be made to happen to the next messages at a simulated acquirer.
public enum AcquirerFault: String, CaseIterable, Sendable, Hashable {
    case lostRequest = "lost-request"
    case silence
    case late
    case double
    case reordered
    case cut
    case restart
    case overtaken
    case lateApproval = "late-approval"
    case wrongMAC = "wrong-mac"
    case wrongType = "wrong-type"
    case wrongProcessing = "wrong-processing"
    case wrongAmount = "wrong-amount"
    case wrongTrace = "wrong-trace"
    case wrongTerminal = "wrong-terminal"
    case wrongMerchant = "wrong-merchant"
    case noTerminal = "no-terminal"
    case garbage
    case code98 = "98"
    case code96 = "96"
    case code68 = "68"
    case code09 = "09"
    case code51 = "51"
    case code77 = "77"
    case codeA0 = "a0"
    case posted98 = "98-posted"
    case posted96 = "96-posted"
    case posted68 = "68-posted"
    case posted09 = "09-posted"
    case signInAgain = "sign-in-again"
    case duplicatedRows = "duplicated-rows"

    /// One line for `--help`.
    public var explanation: String {
        switch self {
        case .lostRequest: "the message never arrives"
        case .silence: "it is worked on, and nobody is told"
        case .late: "the answer comes ms milliseconds late (5000)"
        case .double: "the answer comes twice"
        case .reordered: "the answer comes after the next one"
        case .cut: "it is worked on, then the connection ends without an answer"
        case .restart: "it is worked on, then the host starts again: connections and working keys are gone"
        case .overtaken: "it waits on the way until its own reversal was answered, and is worked on then"
        case .lateApproval: "it is worked on; the answer comes after that to its reversal"
        case .wrongMAC: "the answer's authentication code is wrong"
        case .wrongType: "the answer is of another type"
        case .wrongProcessing: "field 3 of the answer is another's"
        case .wrongAmount: "field 4 of the answer is another's, under a right authentication code"
        case .wrongTrace: "field 11 of the answer is another's"
        case .wrongTerminal: "field 41 of the answer is another's"
        case .wrongMerchant: "field 42 of the answer is another's"
        case .noTerminal: "the answer lacks field 41"
        case .garbage: "the answer is no message"
        case .code98, .code96, .code68, .code09, .code51, .code77: "answers \(rawValue), nothing is booked"
        case .codeA0: "answers A0 and forgets the terminal's working keys"
        case .posted98, .posted96, .posted68, .posted09: "books it, and answers \(rawValue.prefix(2))"
        case .signInAgain: "the header of the answer asks the terminal to sign in"
        case .duplicatedRows: "the clearing file has every row twice, until cleared"
        }
    }

    /// The code that it makes the host answer without looking at the message.
    var code: String? {
        switch self {
        case .code98, .code96, .code68, .code09, .code51, .code77: rawValue
        case .codeA0: "A0"
        default: nil
        }
    }

    var codeAfterPosting: String? {
        switch self {
        case .posted98, .posted96, .posted68, .posted09: String(rawValue.prefix(2))
        default: nil
        }
    }
}

/// A fault that waits for its messages.
public struct AcquirerFaultOrder: Sendable, Hashable {
    /// Which messages it waits for.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        /// 01xx and 02xx.
        case money
        /// 04xx.
        case reversal
        /// 05xx and 03xx.
        case batch
        /// 08xx.
        case session
        case any

        func covers(_ messageClass: Int) -> Bool {
            switch self {
            case .money: messageClass == 1 || messageClass == 2
            case .reversal: messageClass == 4
            case .batch: messageClass == 3 || messageClass == 5
            case .session: messageClass == 8
            case .any: true
            }
        }
    }

    public let fault: AcquirerFault
    public let subject: Subject
    public internal(set) var times: Int
    public let milliseconds: Int64

    public init(_ fault: AcquirerFault, to subject: Subject = .money, times: Int = 1, milliseconds: Int64 = 5_000) {
        self.fault = fault
        self.subject = subject
        self.times = max(times, 0)
        self.milliseconds = max(milliseconds, 0)
    }
}
