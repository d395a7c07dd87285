// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Reconciliation
import Tariffs
import Tender

/// What a comparison stands on: the files, and the shop's tariff and calendar unless files of their own came along.
struct ComparisonGround: Sendable {
    let files: [(side: Comparison.Side, file: Spooled)]
    let tariff: Tariff
    let calendar: SettlementCalendar
    let now: Instant
    let version: String
    /// Bytes that the job may take, and a folder for the rows beyond them.
    let memory: Int64
    let spillFolder: String

    typealias Outcome = (phase: Comparison.Phase, problem: Bilingual?)

    /// Runs the job to its end; the results appear in the folder whole or not at all.
    func run(
        into results: String, stop: FileJobStop, progress: @escaping @Sendable (FileJobProgress) -> Void
    ) -> Outcome {
        do throws(FileJobError) {
            let (tariff, calendar): (Tariff, SettlementCalendar)
            do throws(SettingsError) {
                tariff =
                    try settings(.tariff).map { text throws(SettingsError) in
                        try TariffFile.read(text: text.content, name: text.name)
                    } ?? self.tariff
                calendar =
                    try settings(.calendar).map { text throws(SettingsError) in
                        try CalendarFile.read(text: text.content, name: text.name)
                    } ?? self.calendar
            } catch {
                return (.refused, error.explanation)
            }
            let job = FileJob(
                inputs: try inputs(calendar), tariff: tariff, calendar: calendar, threads: Self.threads,
                version: version, memory: memory, spillFolder: spillFolder, digest: { SHA256Digest() })
            let result = try job.run(stop: stop, progress: progress)
            var folder = try OutputFolder(results)
            do throws(FileJobError) {
                _ = try result.write(into: &folder, stop: stop, progress: progress)
                try folder.commit()
            } catch {
                folder.discard()
                throw error
            }
            return (.done, nil)
        } catch {
            return error == .stopped ? (.stopped, nil) : (.refused, error.explanation)
        }
    }

    /// Half the processors: the counter goes on.
    private static var threads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount / 2) }

    private func inputs(_ calendar: SettlementCalendar) throws(FileJobError) -> FileJobInputs {
        let intake = FileJobIntake(zone: calendar.zone)
        let given = { (side: Comparison.Side) in
            files.filter { $0.side == side }.map { FileJobIntake.Given(path: $0.file.path, name: $0.file.fileName) }
        }
        return FileJobInputs(
            tills: try intake.inputs(given(.till), side: .till),
            acquirers: try intake.inputs(given(.acquirer), side: .acquirer),
            banks: try intake.inputs(given(.bank), side: .bank),
            receipts: try intake.inputs(given(.receipts), side: .receipt),
            orders: try intake.inputs(given(.orders), side: .order),
            today: calendar.businessDay.day(of: calendar.zone.civil(at: now)))
    }

    private func settings(_ side: Comparison.Side) throws(SettingsError) -> (content: String, name: String)? {
        guard let one = files.last(where: { $0.side == side })?.file else { return nil }
        guard let data = FileManager.default.contents(atPath: one.path), let text = String(data: data, encoding: .utf8)
        else {
            throw SettingsError(
                file: one.fileName, key: "",
                problem: .syntax(line: 1, column: 1, Bilingual(zh: "不是 UTF-8 文本", en: "not UTF-8 text")))
        }
        return (text, one.fileName)
    }
}
