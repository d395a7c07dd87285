// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Statements
internal import Store
internal import Tender

extension Importer {
    /// First pass over every content. Summaries that come with a bill in one archive are passed over.
    func check(
        _ contents: [FileContent], _ state: inout ImportProgress, _ progress: @Sendable (ImportProgress) -> Void
    ) async throws(ImportError) -> [CheckedContent] {
        var checked: [CheckedContent] = []
        var passedOver: ImportError?
        for content in contents {
            state.name = content.name
            do throws(ImportError) {
                checked.append(try await check(content, &state, progress))
            } catch {
                guard case .statement(let reason) = error.cause, reason.code == .notDetail, contents.count > 1
                else { throw error }
                passedOver = error
            }
        }
        if checked.isEmpty, let passedOver { throw passedOver }
        return checked
    }

    private func check(
        _ content: FileContent, _ state: inout ImportProgress, _ progress: @Sendable (ImportProgress) -> Void
    ) async throws(ImportError) -> CheckedContent {
        var rows: [StatementRow] = []
        var rejected: [RejectedRow] = []
        var isMerchants = false
        let result = try await ContentPass(content: content, options: options).run {
            (batch: inout RowBatch, bytes: Int64, isLast: Bool) throws(ImportError) in
            rows += batch.rows.prefix(max(0, Self.previewRows - rows.count))
            rejected += batch.rejected.prefix(max(0, Self.previewRows - rejected.count))
            if !isMerchants { isMerchants = batch.rows.contains { $0.side == .merchant } }
            batch.removeAll()
            state.bytesRead += bytes
            progress(state)
        }
        let role = result.recognition.format.role
        let source: Source =
            switch role {
            case .till: .till
            case .acquirer: .clearing
            case .bank: .bank
            case .wallet: isMerchants ? .clearing : .person
            }
        return CheckedContent(
            content: content, name: options.originPrefix + result.name, recognition: result.recognition,
            summary: result.summary, digest: result.digest,
            byteCount: result.byteCount, source: source, firstRows: rows, firstRejected: rejected)
    }

    /// Second pass: gives the rows to the shop, a batch at a time, one batch ahead.
    func record(
        _ checked: CheckedContent, into shop: Shop, by actor: Actor, _ state: inout ImportProgress,
        _ progress: @Sendable (ImportProgress) -> Void
    ) async throws(ImportError) -> FileRecord {
        let name = checked.content.name
        let file: Int64
        switch try await ask(name, { () throws(StoreError) in try await shop.beginFile(checked.head, by: actor) }) {
        case .alreadyImported(let record):
            state.bytesRead += checked.content.packedSize
            progress(state)
            return record.givenAgain
        case .new(let id), .resumed(let id): file = id
        }
        var mapping = RowMapping(
            origin: checked.name, digest: checked.digest, role: checked.recognition.format.role,
            acquirer: options.acquirer, recordedAt: options.clock.now())
        var writing = WritingAhead(shop: shop, file: file, name: name)
        let result = try await ContentPass(content: checked.content, options: options).run {
            (batch: inout RowBatch, bytes: Int64, isLast: Bool) throws(ImportError) in
            state.bytesRead += bytes
            guard batch.count >= (isLast ? 1 : options.batchRows) else { return }
            let rows = batch.rows.map { mapping.observation($0) }
            state.rowsDurable = try await writing.put(rows, batch.rejected.map(QuarantinedRow.init))
            batch.removeAll()
            progress(state)
        }
        guard result.digest == checked.digest else { throw ImportError(name: name, .file(.changedWhileReading)) }
        state.rowsDurable = try await writing.finish()
        progress(state)
        return try await ask(name) { () throws(StoreError) in try await shop.finishFile(file, by: actor) }
    }

    private func ask<Answer: Sendable>(
        _ name: String, _ question: () async throws(StoreError) -> Answer
    ) async throws(ImportError) -> Answer {
        do { return try await question() } catch { throw ImportError(name: name, .store(error)) }
    }
}

/// Writes one batch while the next is read: never more than one is under way.
struct WritingAhead {
    let shop: Shop
    let file: Int64
    let name: String
    private var pending: Task<Result<Int, StoreError>, Never>?
    private var durable: Int64 = 0

    init(shop: Shop, file: Int64, name: String) {
        self.shop = shop
        self.file = file
        self.name = name
    }

    /// Waits for the batch before, then starts writing this one.
    ///
    /// - Returns: rows that are durable by now.
    mutating func put(_ rows: [Observation], _ quarantined: [QuarantinedRow]) async throws(ImportError) -> Int64 {
        _ = try await finish()
        let (shop, file) = (shop, file)
        pending = Task { () async -> Result<Int, StoreError> in
            do throws(StoreError) {
                _ = try await shop.recordRows(rows, quarantined: quarantined, file: file)
                return .success(rows.count + quarantined.count)
            } catch {
                return .failure(error)
            }
        }
        return durable
    }

    /// Waits until everything given is durable.
    mutating func finish() async throws(ImportError) -> Int64 {
        guard let pending else { return durable }
        self.pending = nil
        switch await pending.value {
        case .success(let count): durable += Int64(count)
        case .failure(let error): throw ImportError(name: name, .store(error))
        }
        return durable
    }
}
