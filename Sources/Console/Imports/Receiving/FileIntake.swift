// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Store
import Tender

/// Hands a received file to the readers and says in the page's words what they made of it.
struct FileIntake: Sendable {
    let shop: Shop
    let options: ConsoleOptions

    /// Rows of each kind that a page shows.
    static let shownCountMax = 10

    /// Recognises a file and reads it to its end without recording anything.
    func preview(_ file: Spooled, for view: UploadView) async -> UploadView {
        var view = view
        do throws(ImportError) {
            let previews = try await importer().preview(path: file.path, name: file.fileName)
            fill(&view, from: previews)
            view.phase = .ready
        } catch {
            view.phase = .refused
            view.problem = error.explanation
        }
        return view
    }

    /// Records the rows of a file, and says how far it is.
    func take(
        _ file: Spooled, for view: UploadView, progress: @escaping @Sendable (Int) -> Void
    ) async -> UploadView {
        var view = view
        do throws(ImportError) {
            let records = try await importer().importFile(
                path: file.path, name: file.fileName, into: shop, by: Actor(name: view.owner),
                progress: { progress($0.percent) })
            view.phase = .done
            view.percent = 100
            view.fileID = records.count == 1 ? records.first?.id : nil
            view.rowCount = records.reduce(0) { $0 &+ $1.rowsRead }
            view.quarantinedCount = records.reduce(0) { $0 &+ $1.rowsQuarantined }
        } catch {
            view.phase = error.isBadInput ? .refused : .failed
            view.problem = error.explanation
        }
        return view
    }

    private func importer() async -> Importer {
        let zone = (try? await shop.calendar(of: nil))?.zone ?? .shanghai
        return Importer(options: ImportOptions(profiles: options.profiles(), zone: zone, clock: options.clock))
    }

    /// An archive may hold several files: counts are of all, rows of the first that has some.
    private func fill(_ view: inout UploadView, from previews: [ImportPreview]) {
        view.format = previews.first?.format ?? ""
        view.source = previews.first?.source
        view.rowCount = previews.reduce(0) { $0 &+ $1.rowCount }
        view.quarantinedCount = previews.reduce(0) { $0 &+ $1.quarantinedCount }
        let shown = previews.first { !$0.firstRows.isEmpty }
        view.columns = shown?.columns ?? []
        view.firstRows = Array((shown?.firstRows ?? []).prefix(Self.shownCountMax))
        view.quarantine = Array(previews.flatMap(\.quarantine).prefix(Self.shownCountMax))
        view.warnings = Array(previews.flatMap(\.warnings).prefix(20))
    }
}
