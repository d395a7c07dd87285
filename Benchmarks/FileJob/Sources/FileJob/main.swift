// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Glibc
import Reconciliation
import Synchronization
import Tariffs
import Tender

/// usage: filejob FOLDER [THREADS] [MEMORY-BYTES] [nodigest] [sides] [carry=FOLDER] [pos=FILE] [acquirer=FILE]
/// [bank=FILE]
///
/// With `sides` the lists of receipts and orders in the folder are joined, too. An empty FILE leaves that side out, which
/// a run with a carry folder may.
let arguments = CommandLine.arguments
let folder = arguments.count > 1 ? arguments[1] : "."
let threads = arguments.count > 2 ? Int(arguments[2]) ?? 2 : 2
let memory = arguments.count > 3 ? Int64(arguments[3]) : nil
let hasDigest = !arguments.contains("nodigest")
let hasSides = arguments.contains("sides")

/// What stands behind `name=`.
func option(_ name: String) -> String? {
    arguments.lazy.filter { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }.first
}

struct Digest: FileDigest {
    private var hash = SHA256()
    mutating func update(_ bytes: RawSpan) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }
    func hexadecimal() -> String {
        hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Seconds since the process began to run this, CPU seconds of all threads.
final class Stopwatch: Sendable {
    private let start = ContinuousClock.now
    private let marks = Mutex<[(FileJobProgress.Phase, Duration)]>([])

    func lap(_ what: String) {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        print(what, "wall", start.duration(to: .now), "user", seconds(usage.ru_utime), "sys", seconds(usage.ru_stime))
    }

    func see(_ phase: FileJobProgress.Phase) {
        let now = start.duration(to: .now)
        marks.withLock { marks in
            if marks.last?.0 == phase { marks[marks.count - 1].1 = now } else { marks.append((phase, now)) }
        }
    }

    func tell() { for (phase, time) in marks.withLock({ $0 }) { print("  last", phase, time) } }
}

func files(_ side: String) -> [FileJobInput] {
    let name = option(side) ?? "\(side).csv"
    return name.isEmpty ? [] : [.file("\(folder)/\(name)", name: name)]
}
func rate(_ text: String) -> Rate { Rate(text: text) ?? .zero }

/// What the generator's tariff and calendar say.
let tariff = Tariff(rows: [
    TariffRow(product: "credit", rate: rate("0.60%")), TariffRow(product: "debit", rate: rate("0.50%"), cap: 2_000),
    TariffRow(product: "qr", rate: rate("0.38%")),
])
let watch = Stopwatch()
let makeDigest: (@Sendable () -> any FileDigest)? = hasDigest ? { @Sendable () -> any FileDigest in Digest() } : nil
let carry = try option("carry").map { try Carry(path: $0, name: $0) }
if carry != nil { watch.lap("opened ") }
let job = FileJob(
    inputs: FileJobInputs(
        tills: files("pos"), acquirers: files("acquirer"), banks: files("bank"),
        receipts: hasSides ? files("receipts") : [], orders: hasSides ? files("orders") : [],
        today: CivilDate(daysSinceEpoch: 20_789)),
    tariff: tariff, calendar: SettlementCalendar(asOf: CivilDate(text: "2026-12-02")), threads: threads,
    version: "bench", memory: memory, digest: makeDigest, carry: carry)
let result = try job.run { watch.see($0.phase) }
watch.lap("joined ")
var sink = MemorySink()
let summary = try result.write(into: &sink)
watch.lap("written")
if carry != nil {
    try result.keep()
    watch.lap("kept   ")
}
watch.tell()
let all = sink.files.sorted { $0.key < $1.key }.flatMap(\.value)
var sum = SHA256()
sum.update(data: all)
print(
    "output", all.count, "bytes", sum.finalize().prefix(6).map { String($0, radix: 16) }.joined(), "findings",
    summary.findings)
