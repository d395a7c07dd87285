// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

/// Whatever a dialect writes it reads again, and whatever it reads it writes again; nothing traps.
@Suite struct RoundTripTests {
    @Test func `the odd dialects are read from their files`() { #expect(Dialect.tried.count == 6) }

    @Test(arguments: Dialect.tried.indices)
    func `random messages come back as they were`(_ index: Int) throws {
        let dialect = Dialect.tried[index]
        var maker = MessageMaker(seed: 8583 + UInt64(index))
        for _ in 0..<150 {
            let message = maker.message(dialect)
            let wire = try dialect.build(message)
            let read = try dialect.parse(wire)
            #expect(read == message)
            #expect(try dialect.build(read) == wire)
        }
    }

    @Test(arguments: Dialect.tried.indices)
    func `the fast reader reads and refuses what the slow one does`(_ index: Int) throws {
        let dialect = Dialect.tried[index]
        let naive = NaiveDialect(dialect: dialect)
        var maker = MessageMaker(seed: 4711 + UInt64(index))
        var readable = 0
        for _ in 0..<500 {
            let wire = maker.damaged(try dialect.build(maker.message(dialect)))
            let fast = try? dialect.parse(wire)
            let slow = naive.parse(wire)
            #expect(fast?.type.text == slow?.type, "\(wire)")
            #expect(fast?.fields == slow?.fields.keys.sorted(), "\(wire)")
            for number in fast?.fields ?? [] {
                #expect(fast?[number].map(Array.init) == slow?.fields[number], "field \(number) of \(wire)")
            }
            readable += fast == nil ? 0 : 1
        }
        #expect(readable > 10, "damage that leaves nothing readable proves little")
    }

    @Test(arguments: Dialect.tried.indices)
    func `what was read after damage is written in one form that reads the same`(_ index: Int) throws {
        let dialect = Dialect.tried[index]
        var maker = MessageMaker(seed: 99 + UInt64(index))
        for _ in 0..<500 {
            let wire = maker.damaged(try dialect.build(maker.message(dialect)))
            guard let message = try? dialect.parse(wire) else { continue }
            let canonical = try dialect.build(message)
            #expect(try dialect.parse(canonical) == message)
        }
    }

    @Test func `noise never traps, and an error lies within it`() {
        var maker = MessageMaker(seed: 5)
        for round in 0..<20_000 {
            let noise = maker.bytes(maker.below(120))
            let dialect = Dialect.tried[round % Dialect.tried.count]
            do throws(MessageError) {
                let packet = try Packet(noise[...], dialect)
                _ = packet.message.description
                _ = try? packet.message.chipData()
            } catch {
                #expect(error.offset >= 0 && error.offset <= noise.count)
            }
        }
    }

    @Test(arguments: Dialect.tried.indices)
    func `a message cut at any byte is refused at or before the cut`(_ index: Int) throws {
        let dialect = Dialect.tried[index]
        var maker = MessageMaker(seed: 31 + UInt64(index))
        let wire = try dialect.build(maker.message(dialect))
        for cut in 0..<wire.count {
            do throws(MessageError) {
                _ = try dialect.parse(wire[..<cut])
                Issue.record("\(cut) of \(wire.count) bytes were read as a whole message")
            } catch {
                #expect(error.offset <= cut)
            }
        }
    }
}
