// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns

/// A folder in which a file job keeps what it must know tomorrow: the rows of every day, what is open, and every
/// finding. Held by one run at a time.
///
///     Monday's files ─▶ run ─▶ folder ─┐
///     Tuesday's files ─▶ run ◀─────────┴─▶ folder      the same result as one run of both days' files
public final class Carry: Sendable {
    let folder: any KeptFolder
    let carried: Carried

    /// Opens a folder, made where there is none, and reads what it holds. Leftovers of a run that was killed are
    /// removed; a folder with anything else in it is refused.
    public convenience init(path: String, name: String) throws(FileJobError) {
        let folder: DiskFolder
        do throws(DiskFolder.Refusal) {
            folder = try DiskFolder(path: path, name: name)
        } catch {
            switch error {
            case .busy: throw .carryBusy(folder: name)
            case .unusable(let reason): throw .carryUnusable(folder: name, reason: reason)
            }
        }
        try self.init(folder)
    }

    init(_ folder: any KeptFolder) throws(FileJobError) {
        self.folder = folder
        let names = try folder.saying { folder throws(FolderFault) in try folder.names() }
        let manifest = try CarryManifest(of: folder)
        if manifest == nil, let stranger = names.first(where: { !CarryManifest.isOurs($0) }) {
            throw .carryRefuses(
                Bilingual(
                    zh: "--carry \(folder.name)：不是结转文件夹，里面有别的文件（\(stranger)）；请用一个空文件夹",
                    en: "--carry \(folder.name): is no carry folder and holds other files (\(stranger)); "
                        + "take an empty one"))
        }
        carried = try Carried(folder, manifest ?? CarryManifest())
        let counts = Set(carried.manifest.entries.map(\.name))
        for name in names where name != CarryManifest.name && CarryManifest.isOurs(name) && !counts.contains(name) {
            try folder.saying { folder throws(FolderFault) in try folder.remove(name) }
        }
    }
}

extension KeptFolder {
    /// Does something with the folder, and says in the job's words why it failed.
    func saying<Value>(_ body: (Self) throws(FolderFault) -> Value) throws(FileJobError) -> Value {
        do throws(FolderFault) {
            return try body(self)
        } catch {
            let file = error.file.isEmpty ? "" : "\(error.file): "
            throw .carryUnusable(folder: name, reason: file + error.reason)
        }
    }
}
