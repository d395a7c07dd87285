// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

@main struct Counterfoil: AsyncParsableCommand {
    func run() async throws { print("counterfoil") }
}
