// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import Foundation
public import Statements

/// The merchant's own file formats: every `.toml` file of a folder, by name.
public enum ProfileFolder {
    /// Most profiles that are read, and the largest file that is one.
    public static let countMax = 100
    public static let byteCountMax = 256 * 1_024

    /// The profiles that can be read; none when there is no folder.
    ///
    /// - Parameter report: told of each file that is left out, and why.
    public static func read(_ folder: String, report: (Bilingual) -> Void) -> [Profile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var profiles: [Profile] = []
        for name in names.filter({ $0.hasSuffix(".toml") }).sorted().prefix(countMax) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), data.count <= byteCountMax,
                let text = String(data: data, encoding: .utf8)
            else {
                report(Bilingual(zh: "\(name)：不是可读的 UTF-8 文本", en: "\(name): not readable UTF-8 text"))
                continue
            }
            do throws(SettingsError) {
                profiles.append(try ProfileFile.read(text, name: name))
            } catch {
                report(error.explanation)
            }
        }
        return profiles
    }
}
