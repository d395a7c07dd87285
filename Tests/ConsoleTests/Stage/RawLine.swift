// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Dispatch
import Glibc

/// A bare TCP connection to the console, for what no polite client sends.
struct RawLine: Sendable {
    struct NotConnected: Error {}

    private let socket: Int32

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(socket, $0, size) }
        }
        guard result == 0 else { throw NotConnected() }
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard unsafe Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw NotConnected()
        }
    }

    /// Reads until a part has come, the other end closes, or patience ends.
    func read(until part: String) async -> String {
        // A thread of its own: waiting here must not keep the server's tasks from running.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.readBlocking(until: part)) }
        }
    }

    private func readBlocking(until part: String) -> String {
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while !String(decoding: text, as: UTF8.self).contains(part) {
            let count = unsafe recv(socket, &piece, piece.count, 0)
            guard count > 0 else { break }
            text += piece[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }

    func close() { _ = Glibc.close(socket) }
}
