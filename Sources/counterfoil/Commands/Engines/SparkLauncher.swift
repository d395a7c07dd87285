// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation

/// Where Apache Spark is on this machine, and how its program is started.
///
/// | environment | means |
/// | --- | --- |
/// | `COUNTERFOIL_SPARK_REMOTE` | a Spark Connect server, `sc://host:15002` |
/// | `COUNTERFOIL_SPARK_PYTHON` | a Python that has `pyspark` and `pyarrow` |
/// | `SPARK_HOME`, or `spark-submit` on `PATH` | an installation of Spark |
/// | `COUNTERFOIL_SPARK_MASTER` | the cluster; without it this machine |
struct SparkLauncher {
    /// Why Spark has not done its work.
    enum Failure: Error {
        case missing
        case cannotStart(String)
        /// With the last lines of what it wrote.
        case failed(code: Int32, tail: String)

        var text: Bilingual {
            switch self {
            case .missing:
                Bilingual(
                    zh: "没有找到 Spark：请安装 Java 17 并执行 pip install pyspark pyarrow pandas，再把 COUNTERFOIL_SPARK_PYTHON "
                        + "设为该 Python；或设 SPARK_HOME、COUNTERFOIL_SPARK_REMOTE（见 docs/SPARK.md）。未写入任何内容",
                    en: "no Spark here: install Java 17, run pip install pyspark pyarrow pandas, and set "
                        + "COUNTERFOIL_SPARK_PYTHON to that Python; or set SPARK_HOME or COUNTERFOIL_SPARK_REMOTE "
                        + "(docs/SPARK.md). Nothing was written")
            case .cannotStart(let path):
                Bilingual(zh: "无法启动 \(path)。未写入任何内容", en: "\(path) cannot be started. Nothing was written")
            case .failed(let code, let tail):
                Bilingual(
                    zh: "Spark 以 \(code) 结束，未写入任何内容。它最后说：\n\(tail)",
                    en: "Spark ended with \(code); nothing was written. Its last words:\n\(tail)")
            }
        }
    }

    let remote: String
    let master: String
    /// Bytes of a CSV file that one task reads; nil leaves it to the program.
    let chunkBytes: Int?
    /// Whether `spark-submit` starts the program, which then is told of master and memory by its arguments.
    let isSubmitted: Bool
    private let executable: String

    /// - Throws: `Failure.missing` when the environment names no Spark.
    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws(Failure) {
        let value = { (key: String) in environment[key].flatMap { $0.isEmpty ? nil : $0 } }
        remote = value("COUNTERFOIL_SPARK_REMOTE") ?? ""
        master = value("COUNTERFOIL_SPARK_MASTER") ?? ""
        chunkBytes = value("COUNTERFOIL_SPARK_CHUNK").flatMap { Int($0) }
        let onPath = { (name: String) in Self.onPath(name, environment["PATH"] ?? "") }
        if let python = value("COUNTERFOIL_SPARK_PYTHON") {
            (executable, isSubmitted) = (python.contains("/") ? python : onPath(python) ?? python, false)
        } else if !remote.isEmpty, let python = onPath("python3") {
            (executable, isSubmitted) = (python, false)
        } else if let home = value("SPARK_HOME") {
            (executable, isSubmitted) = (home + "/bin/spark-submit", true)
        } else if let submit = onPath("spark-submit") {
            (executable, isSubmitted) = (submit, true)
        } else {
            throw .missing
        }
    }

    private static func onPath(_ name: String, _ path: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts the program in a folder that holds it and its request.
    func start(in folder: URL, memory: String) throws -> SparkRun {
        let log = folder.appendingPathComponent("spark.log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments =
            arguments(memory: memory) + [folder.appendingPathComponent("main.py").path, folder.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        do { try process.run() } catch { throw Failure.cannotStart(executable) }
        return SparkRun(process, folder: folder)
    }

    private func arguments(memory: String) -> [String] {
        guard isSubmitted else { return [] }
        return (master.isEmpty ? [] : ["--master", master]) + (memory.isEmpty ? [] : ["--driver-memory", memory])
    }
}
