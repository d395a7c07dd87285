// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import Synchronization

/// Runs the same work on a fixed number of threads and waits for all of them.
///
/// Threads and not tasks: the work is seconds of computing and reading, which would starve the pool that
/// serves a person's clicks.
public enum Crew {
    /// Calls `work` once for each worker number and returns the results in that order.
    public static func run<Result: Sendable>(
        _ count: Int, _ work: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        guard count > 1 else { return [work(0)] }
        let results = Box<Result>(count)
        var threads: [pthread_t] = []
        for number in 1..<count {
            let job = unsafe Unmanaged.passRetained(Job { results.set(number, work(number)) })
            var thread = pthread_t()
            let failed = unsafe pthread_create(&thread, nil, startJob, job.toOpaque())
            if failed == 0 {
                threads.append(thread)
            } else {
                // No thread to be had: the work is done here instead.
                unsafe job.takeRetainedValue().body()
            }
        }
        results.set(0, work(0))
        for thread in threads { _ = pthread_join(thread, nil) }
        return results.all
    }

    private final class Box<Value: Sendable>: Sendable {
        private let values: Mutex<[Value?]>

        init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }

        func set(_ index: Int, _ value: Value) { values.withLock { $0[index] = value } }

        var all: [Value] { values.withLock { $0.compactMap { $0 } } }
    }
}

private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func startJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context {
        unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
    }
    return nil
}
