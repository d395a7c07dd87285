// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation

/// Finds the templates and assets that belong to this binary, whatever folder it was started from.
enum ResourceFolder {
    /// No folder with the console's templates was found; the text lists where we looked.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// Beside the executable (a build), or in `../share/counterfoil` (an installed package).
    static func find() throws -> URL {
        let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let bundled = Bundle.main.bundleURL.resolvingSymlinksInPath()
        let places = [
            executable.appending(path: "counterfoil_Console.resources"),
            bundled.appending(path: "counterfoil_Console.resources"),
            executable.deletingLastPathComponent().appending(path: "share/counterfoil"),
        ]
        for place in places
        where FileManager.default.fileExists(atPath: place.appending(path: "Templates").path(percentEncoded: false)) {
            return place
        }
        let looked = places.map { $0.path(percentEncoded: false) }.joined(separator: ", ")
        throw Missing(description: "the console's templates are missing; looked in \(looked)")
    }
}
