// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Takes what is not an observation.
extension Projector {
    /// Takes an entry that is not an observation.
    func put(_ entry: JournalEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        switch entry {
        case .observation(let observation, let file):
            let prepared = PreparedObservation(observation, file: file)
            try observe(prepared, number: number, file: file, in: database)
        case .fileBegun(let id, let file):
            try FileTable.begin(id, file, head, in: database)
            known.put(file, file: id)
        case .fileFinished(let id, let rowsRead):
            try FileTable.finish(id, rowsRead: rowsRead, in: database)
            try rejudge(try TillDayTable.concerned(by: id, in: database), at: head.at, in: database)
        case .refused(let file, let rows): try FileTable.refuse(rows, file: file, in: database)
        case .store(let store):
            try StoreRow.put(store, isSample: head.isSample, in: database)
            known.put(store)
            if known.stores.count == 2 { try database.execute(sql: Schema.storeIndex) }
        case .person(let person, let password):
            try PersonTable.put(person, password: password, isSample: head.isSample, in: database)
        case .terminal(let binding):
            try TerminalRow.put(binding, isSample: head.isSample, in: database)
            known.put(binding)
            let sql = "SELECT id FROM txn WHERE terminal = ? ORDER BY id"
            let ids = try Int64.fetchAll(database, sql: sql, arguments: [binding.terminal.text])
            try rejudge(ids, at: head.at, in: database)
        case .tariff(let source, let tariff):
            try TariffTable.put(tariff, source: source, number: number, head: head, in: database)
            known.put(tariff)
            let sql = "SELECT id FROM txn WHERE fee IS NOT NULL ORDER BY id"
            try rejudge(try Int64.fetchAll(database, sql: sql), at: head.at, in: database)
        case .calendar(let calendar):
            try SettingTable.put(calendar, in: database)
            known.put(calendar)
            let sql = "SELECT id FROM txn WHERE review_on IS NOT NULL OR settlement <> 'settled' ORDER BY id"
            try rejudge(try Int64.fetchAll(database, sql: sql), at: head.at, in: database)
        case .receipt(let entry): try put(entry, head, number: number, in: database)
        case .work(let record): try put(record, head, number: number, in: database)
        case .refund(let entry): try put(entry, head, number: number, in: database)
        case .message(let entry): try put(entry, head, number: number, in: database)
        case .directory(let entry): try DirectoryTable.put(entry, isSample: head.isSample, in: database)
        case .rules(let entry): try put(entry, head, number: number, in: database)
        case .device(let entry): try DeviceTable.put(entry, isSample: head.isSample, in: database)
        case .evidence(let entry): try put(entry, head, number: number, in: database)
        case .attempt(let record): try put(record, head, in: database)
        case .bill(let entry): try BillTable.put(entry, head, in: database)
        case .proxy(let record): try PaymentTable.put(record, at: head.at, in: database)
        case .batch(let record): try put(record, head, number: number, in: database)
        case .sampleRemoved: try removeSample(at: head.at, in: database)
        case .timeReached:
            known.reach(head.at)
            let day = known.day(at: head.at)
            let sql = "SELECT id FROM txn WHERE review_on <= ? ORDER BY id"
            let ids = try Int64.fetchAll(database, sql: sql, arguments: [day.daysSinceEpoch])
            try rejudge(ids, at: head.at, in: database)
        }
    }

    private func removeSample(at time: Instant, in database: Database) throws {
        try flush(in: database)
        let ids = try Int64.fetchAll(
            database, sql: "SELECT DISTINCT txn FROM observation WHERE is_sample = 1 AND txn > 0 ORDER BY txn")
        try writeMarks(in: database)
        try database.execute(
            sql: "DELETE FROM seen WHERE number IN (SELECT number FROM observation WHERE is_sample = 1)")
        try database.execute(sql: "DELETE FROM observation WHERE is_sample = 1")
        try settlements.write(in: database)
        for table in ["deposit", "settlement"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
        let files = try Int64.fetchAll(database, sql: "SELECT id FROM file WHERE name LIKE 'sample:%'")
        for file in files {
            try database.execute(sql: "DELETE FROM quarantine WHERE file = ?", arguments: [file])
            try database.execute(sql: "DELETE FROM file WHERE id = ?", arguments: [file])
            known.removeFile(file)
            rowsAdded[file] = nil
        }
        try removeSampleReceipts(in: database)
        try PaymentTable.removeSample(in: database)
        payments = OpenPayments()
        try BatchTable.removeSample(in: database)
        try CaseTable.removeSample(in: database)
        try DeviceTable.removeSample(in: database)
        try removeSampleRefunds(in: database)
        try removeSampleMessages(in: database)
        try DirectoryTable.removeSample(in: database)
        for table in Schema.evidenceTableNames + ["shop_rules"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
        for table in ["store", "terminal", "person", "tariff"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE is_sample = 1")
        }
        try known.readSettings(database)
        try rejudge(ids, at: time, in: database)
    }
}
