// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import Statements
public import Store

/// Takes files into the shop.
///
///     file ─▶ contents ─▶ first pass: recognise, read all, check totals ─▶ second pass: record in batches
///                              │
///                              └─ anything wrong with any content: nothing is written
///
/// While the shop writes one batch, the next is read. A crash leaves what was acknowledged; the same file given
/// again goes on, and rows already known add nothing.
public struct Importer: Sendable {
    /// Rows of each kind that a preview shows.
    public static let previewRows = 20

    public let options: ImportOptions

    public init(options: ImportOptions = ImportOptions()) { self.options = options }

    /// Reads a file (or all entries of an archive) to its end and says what would be imported.
    ///
    /// - Parameter name: the name to show; nil takes the path's last part.
    @concurrent
    public func preview(
        path: String, name: String? = nil, progress: @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws(ImportError) -> [ImportPreview] {
        let contents = try contents(path, name)
        var state = ImportProgress(name: contents.first?.name ?? "")
        state.bytesTotal = contents.reduce(0) { $0 + $1.packedSize }
        let checked = try await check(contents, &state, progress)
        return checked.map(ImportPreview.init)
    }

    /// Imports a file, or all entries of an archive.
    ///
    /// - Parameter warned: gets what a person should know about a content, with its name, before it is recorded.
    /// - Throws: `ImportError`; when it is bad input, nothing was written.
    @concurrent
    public func importFile(
        path: String, name: String? = nil, into shop: Shop, by actor: Actor,
        progress: @Sendable (ImportProgress) -> Void = { _ in },
        warned: @Sendable (String, Bilingual) -> Void = { _, _ in }
    ) async throws(ImportError) -> [FileRecord] {
        let contents = try contents(path, name)
        var state = ImportProgress(name: contents.first?.name ?? "")
        state.bytesTotal = contents.reduce(0) { $0 + $1.packedSize * 2 }
        let checked = try await check(contents, &state, progress)
        for one in checked {
            for warning in one.summary.warnings { warned(one.name, Bilingual(warning)) }
        }
        state.phase = .recording
        var records: [FileRecord] = []
        for one in checked {
            state.name = one.content.name
            state.rowsDurable = 0
            records.append(try await record(one, into: shop, by: actor, &state, progress))
        }
        state.bytesRead = state.bytesTotal
        progress(state)
        return records
    }

    private func contents(_ path: String, _ name: String?) throws(ImportError) -> [FileContent] {
        let shown = name ?? path.split(separator: "/").last.map(String.init) ?? path
        do { return try FileContent.all(path: path, name: shown) } catch {
            throw ImportError(name: shown, .file(error))
        }
    }
}
