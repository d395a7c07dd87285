// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Bytes
import Evidence
import ISO8583

/// ISO 8583 messages, made readable and made.
struct ISO8583Command: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "iso8583", abstract: "ISO 8583 messages of terminals and acquirers, to JSON and back.",
        subcommands: [ISO8583DecodeCommand.self, ISO8583EncodeCommand.self])
}

/// What both directions ask for.
struct ISO8583Options: ParsableArguments {
    @Option(help: "unionpay, iso87-ascii, iso87-bcd, or a dialect file (docs/formats/iso8583-dialect.md).")
    var dialect: String?
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale
    @Flag(help: "One message a line; a bad one is said in its line, and the exit code is 3.") var lines = false

    /// - Throws: exit code 3 for a dialect file that cannot be read or is wrong, naming line and field.
    func chosenDialect(_ named: String? = nil) throws -> Dialect {
        let name = dialect ?? named ?? Dialect.unionPay.name
        if let known = Dialect(named: name) { return known }
        guard name.contains("/") || name.contains(".") else {
            let names = Dialect.builtIn.map(\.name).joined(separator: ", ")
            throw ValidationError("--dialect: ‘\(name)’ is not known; there are \(names), or name a file")
        }
        let text = try TextFile.read(name)
        do throws(DialectError) {
            return try Dialect(file: text)
        } catch {
            Terminal.note("counterfoil: \(name): \(error)")
            throw ExitReason.badInput
        }
    }
}

struct ISO8583DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Print a message as JSON: its type and its fields by number.",
        discussion: """
            A length, a TPDU and a UnionPay header in front are recognised. Binary fields are hexadecimal; text that \
            holds other bytes is {"hex": "…"}. Card data is masked unless --unmask. A message that does not fit its \
            dialect ends with code 3 and names field and offset.
            """)

    @Argument(help: "The message in hexadecimal; - reads it from standard input, in hexadecimal or as bytes.")
    var message = "-"
    @OptionGroup var options: ISO8583Options
    @Flag(help: "Show card numbers, tracks and PIN blocks as they are.") var unmask = false

    func run() throws {
        let dialect = try options.chosenDialect()
        guard options.lines else {
            let input = message == "-" ? try StreamFile.read("-") : Array(message.utf8)
            return try decode(input, dialect)
        }
        var isGood = true
        let text = try StreamFile.read(message)
        for (index, line) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            do throws(MessageError) {
                let found = try MessageInput.packet(MessageInput.bytes(of: Array(line), dialect), dialect)
                Terminal.write(MessageDocument(found, dialect, unmask: unmask).value.text)
            } catch {
                isGood = false
                Terminal.write(MessageErrorText.value(of: error, line: index + 1).text)
            }
        }
        if !isGood { throw ExitReason.badInput }
    }

    private func decode(_ input: [UInt8], _ dialect: Dialect) throws {
        if let problem = MessageInput.problem(of: input, dialect) {
            Terminal.note("counterfoil: " + options.language.choose(problem))
            throw ExitReason.badInput
        }
        do throws(MessageError) {
            let found = try MessageInput.packet(MessageInput.bytes(of: input, dialect), dialect)
            Terminal.write(MessageDocument(found, dialect, unmask: unmask).pretty)
        } catch {
            Terminal.note("counterfoil: " + options.language.choose(MessageErrorText.of(error)))
            throw ExitReason.badInput
        }
    }
}

struct ISO8583EncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode", abstract: "Print a message in hexadecimal, from JSON as decode --unmask prints it.",
        discussion: """
            "mti" and "fields" are needed; "tpdu", "header" and "length" go in front where they are there. Short \
            numbers and texts are padded as the dialect says. A value that does not fit ends with code 3 and names \
            its field.
            """)

    @Argument(help: "The JSON itself, a file, or - for standard input.") var message = "-"
    @OptionGroup var options: ISO8583Options

    func run() throws {
        let input =
            message.hasPrefix("{") ? Array(message.utf8) : try StreamFile.read(message)
        guard options.lines else { return Terminal.write(try encode(input[...], line: nil)) }
        var isGood = true
        for (index, line) in input.split(separator: 10, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            do {
                Terminal.write(try encode(line, line: index + 1))
            } catch is ExitCode {
                isGood = false
            }
        }
        if !isGood { throw ExitReason.badInput }
    }

    private func encode(_ json: ArraySlice<UInt8>, line: Int?) throws -> String {
        let document = MessageSource(json)
        let dialect = try options.chosenDialect(document?.dialect)
        do throws(MessageSource.Failure) {
            guard let document else { throw .json }
            return Hexadecimal.text(of: try document.bytes(dialect)).uppercased()
        } catch {
            let place = line.map { "line \($0): " } ?? ""
            Terminal.note("counterfoil: " + place + options.language.choose(error.explanation))
            throw ExitReason.badInput
        }
    }
}
