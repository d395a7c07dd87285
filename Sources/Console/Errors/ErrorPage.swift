// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes

/// What a person sees when something could not be done: what happened, and what to do next.
struct ErrorPage: Sendable {
    let title: String
    let advice: String
    let detail: String
    let hasDetail: Bool
    let status: Int
    /// Number to quote when asking for help; it is in the log.
    let requestID: String

    init(_ answer: ErrorAnswer, requestID: String, words: Words) {
        title = words["problem.\(answer.name).title"]
        advice = words["problem.\(answer.name).advice"]
        let isChinese = words.language == .chinese && !answer.chineseDetail.isEmpty
        detail = isChinese ? answer.chineseDetail : answer.detail
        hasDetail = !answer.detail.isEmpty
        status = answer.status.code
        self.requestID = requestID
    }
}
