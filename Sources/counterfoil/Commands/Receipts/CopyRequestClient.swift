// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Store

/// Asks a running server for a copy, as the person who signs in.
struct CopyRequestClient {
    let server: String
    let user: String
    let password: String

    private struct Session: Decodable {
        let token: String
    }

    private struct Copy: Decodable {
        let job: String
        let copy: Int
    }

    private struct Detail: Decodable {
        struct Receipt: Decodable {
            let report: String
            let level: String
            let fault: String?
        }

        let receipt: Receipt
    }

    private struct Slips: Decodable {
        struct Slip: Decodable { let id: String }
        let items: [Slip]
    }

    private struct Problem: Decodable {
        let title: String?
        let detail: String?
    }

    func print(_ id: String, on printer: String, reason: String, wait: Int) async throws -> CopyOutcome {
        let session: Session = try await send(
            "/api/v1/session", ["name": user, "password": password], by: nil)
        guard id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }), !id.isEmpty else {
            throw StoreError.invalid("‘\(id)’ is no receipt")
        }
        guard !id.hasPrefix("T") || id.utf8.count == 26 else {
            throw StoreError.invalid(
                "‘\(id)’: while a server runs, name the receipt; the page of the transaction shows it")
        }
        // One wish, one copy: the server remembers the key if this has to be sent again.
        let copy: Copy = try await send(
            "/api/v1/receipts/\(id.uppercased())/copies", ["printer": printer, "reason": reason], by: session.token,
            key: UUID().uuidString)
        var outcome = CopyOutcome(job: copy.job, copy: copy.copy, report: .captured, level: "E0", fault: nil)
        for _ in 0...(wait * 5) where !outcome.isSettled {
            if let detail: Detail = try? await send("/api/v1/receipts/\(copy.job)", nil, by: session.token) {
                outcome = CopyOutcome(
                    job: copy.job, copy: copy.copy, report: SlipReport(rawValue: detail.receipt.report) ?? .captured,
                    level: detail.receipt.level, fault: detail.receipt.fault)
            }
            if !outcome.isSettled { try? await Task.sleep(for: .milliseconds(200)) }
        }
        return outcome
    }

    private func send<Answer: Decodable>(
        _ path: String, _ body: [String: String]?, by token: String?, key: String? = nil
    ) async throws -> Answer {
        let answer: ServerClient.Answer
        do throws(ServerClient.Failure) {
            let client = try ServerClient(address: server, token: token)
            let bytes = try? body.map { Array(try JSONEncoder().encode($0)) }
            answer = try await client.send(path: path, body: bytes ?? nil, key: key)
        } catch {
            switch error {
            case .address(let text): throw StoreError.invalid("--server: ‘\(text)’ is not http://HOST:PORT")
            case .unreachable(let text): throw StoreError.unreachable(text)
            }
        }
        guard (200...299).contains(answer.status) else { throw refusal(answer) }
        guard let value = try? JSONDecoder().decode(Answer.self, from: Data(answer.body)) else {
            throw StoreError.unreachable("\(server): not a Counterfoil server, or another version")
        }
        return value
    }

    /// The server's no, as the person at the terminal should read it.
    private func refusal(_ answer: ServerClient.Answer) -> StoreError {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.body))
        let text = problem?.detail ?? problem?.title ?? "HTTP \(answer.status)"
        return switch answer.status {
        case 401:
            .refused(Bilingual(zh: "用户名或密码不对：\(user)", en: "wrong name or password for \(user)"))
        case 403: .forbidden
        case 404: .missing
        case 409:
            .refused(
                Bilingual(
                    zh: "这张小票已有一份正在打印，没有再打：\(text)",
                    en: "a copy of it is on its way already, nothing more was printed: \(text)"))
        case 400, 422: .invalid(text)
        default: .unreachable("\(server): \(text)")
        }
    }
}
