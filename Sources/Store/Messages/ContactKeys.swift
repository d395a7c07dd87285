// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import Glibc
internal import Messages
internal import Synchronization

/// The keys that open the addresses of contacts, in a file beside the journal. Whoever erases a key erases the
/// address, although the journal keeps its record for ever (docs/decisions/0009).
///
///     contact-keys   0 ┌─────────────────────────────────────────────────────────┐
///                      │ "CFKEYS1\n" (8) │ key of the tokens (32) │ zeros (24)    │
///                   64 ├─────────────────────────────────────────────────────────┤ contact 1
///                      │ key (32)                                │ zeros (32)    │ all zeros: erased
///                  128 ├─────────────────────────────────────────────────────────┤ contact 2 …
final class ContactKeys: Sendable {
    static let name = "contact-keys"
    private static let slot = 64
    private static let mark = Array("CFKEYS1\n".utf8)

    private let path: String
    /// The open file; -1 before it is needed.
    private let descriptor = Mutex<Int32>(-1)

    init(directory: String) { path = "\(directory)/\(Self.name)" }

    deinit { close() }

    func close() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { _ = Glibc.close(descriptor) }
            descriptor = -1
        }
    }

    /// Seals an address under a new key, which is on the disk before this returns.
    func seal(_ address: ContactAddress) throws(StoreError) -> (id: ContactID, sealed: [UInt8], token: String) {
        try withFile { file throws(StoreError) in
            let token = Self.token(address, key: try token(file))
            let number = max(1, (try size(file) + Int64(Self.slot) - 1) / Int64(Self.slot))
            let key = SymmetricKey(size: .bits256)
            var slot = unsafe key.withUnsafeBytes { unsafe Array($0) }
            slot += [UInt8](repeating: 0, count: Self.slot - slot.count)
            try write(slot, at: number * Int64(Self.slot), to: file)
            let id = ContactID(number)
            do {
                let box = try AES.GCM.seal(Array(address.text.utf8), using: key, authenticating: Array(id.text.utf8))
                return (id, box.combined.map { Array($0) } ?? [], token)
            } catch {
                throw StoreError.failed(code: 0, "the address could not be sealed")
            }
        }
    }

    /// The address; nil when its key was erased or does not fit.
    func open(_ sealed: [UInt8], of id: ContactID, route: MessageRoute) throws(StoreError) -> ContactAddress? {
        guard id.number > 0, id.number < Int64.max / 128 else { return nil }
        return try withFile { file throws(StoreError) in
            let bytes = try read(32, at: id.number * Int64(Self.slot), from: file)
            guard bytes.count == 32, bytes.contains(where: { $0 != 0 }) else { return nil }
            guard let box = try? AES.GCM.SealedBox(combined: sealed),
                let plain = try? AES.GCM.open(
                    box, using: SymmetricKey(data: bytes), authenticating: Array(id.text.utf8))
            else { return nil }
            return ContactAddress(String(decoding: plain, as: UTF8.self), route: route)
        }
    }

    /// What equal addresses have in common, without naming them.
    func token(of address: ContactAddress) throws(StoreError) -> String {
        try withFile { file throws(StoreError) in Self.token(address, key: try token(file)) }
    }

    /// Overwrites the key; a second time does nothing.
    func erase(_ id: ContactID) throws(StoreError) {
        guard id.number > 0, id.number < Int64.max / 128 else { return }
        try withFile { file throws(StoreError) in
            guard (id.number + 1) * Int64(Self.slot) <= (try size(file)) else { return }
            try write([UInt8](repeating: 0, count: Self.slot), at: id.number * Int64(Self.slot), to: file)
        }
    }

    // MARK: - The file

    private static func token(_ address: ContactAddress, key: SymmetricKey) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(address.route.rawValue):\(address.text)".utf8), using: key)
        return Hexadecimal.text(of: Array(code.prefix(16)))
    }

    private func token(_ file: Int32) throws(StoreError) -> SymmetricKey {
        let head = try read(40, at: 0, from: file)
        guard head.count == 40, Array(head.prefix(8)) == Self.mark else {
            throw .damaged(
                "\(path): not a file of contact keys; put it back from the back-up, or move it away to begin anew")
        }
        return SymmetricKey(data: head.suffix(32))
    }

    private func withFile<Value>(
        _ body: (Int32) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let outcome: Result<Value, StoreError> = descriptor.withLock { descriptor in
            do throws(StoreError) {
                if descriptor < 0 { descriptor = try open() }
                return .success(try body(descriptor))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private func open() throws(StoreError) -> Int32 {
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unreachable("\(path): \(SystemFault.text(errno))") }
        guard try size(file) == 0 else { return file }
        let key = SymmetricKey(size: .bits256)
        var head = Self.mark
        head += unsafe key.withUnsafeBytes { unsafe Array($0) }
        head += [UInt8](repeating: 0, count: Self.slot - head.count)
        try write(head, at: 0, to: file)
        return file
    }

    private func size(_ file: Int32) throws(StoreError) -> Int64 {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .unreachable("\(path): \(SystemFault.text(errno))") }
        return Int64(status.st_size)
    }

    private func read(_ count: Int, at offset: Int64, from file: Int32) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = unsafe bytes.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, count, off_t(offset)) }
        guard got >= 0 else { throw .unreachable("\(path): \(SystemFault.text(errno))") }
        return Array(bytes.prefix(got))
    }

    private func write(_ bytes: [UInt8], at offset: Int64, to file: Int32) throws(StoreError) {
        let count = unsafe bytes.withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, $0.count, off_t(offset)) }
        guard count == bytes.count, fsync(file) == 0 else {
            let code = errno
            throw code == ENOSPC ? .diskFull : .unreachable("\(path): \(SystemFault.text(code))")
        }
    }
}
