// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

/// Data flows down the page: the table of docs/ARCHITECTURE.md, enforced.
@Suite struct ImportTableTests {
    static let rooms: [String: Set<String>] = [
        "Bytes": [],
        "Tender": [],
        "JSON": [],
        "Columns": ["Bytes"],
        "ESCPOS": ["Bytes"],
        "Nexo": ["Bytes", "JSON", "Tender"],
        "ISO8583": ["Bytes"],
        "Ciphers": ["ISO8583"],
        "Statements": ["Bytes", "Tender"],
        "Receipts": ["Bytes", "ESCPOS", "Tender"],
        "Printing": ["Bytes", "ESCPOS", "Tender"],
        "Rendering": ["ESCPOS", "Receipts"],
        "Journal": ["Bytes"],
        "Tariffs": ["Tender"],
        "Charges": ["Bytes", "Tender", "Tariffs"],
        "Terminals": ["Tender", "JSON", "Nexo", "Receipts", "Charges", "Attempts"],
        "Wallets": ["Bytes", "JSON", "Tender", "Charges", "Attempts"],
        "Cases": ["Bytes", "Tender", "Charges"],
        "Refunds": ["Bytes", "Tender", "Charges"],
        "Attempts": ["Bytes", "Tender", "Charges"],
        "Acquirers": ["Bytes", "Tender", "ISO8583", "Charges", "Attempts"],
        "Messages": ["Bytes", "Tender", "Charges"],
        "Evidence": ["Bytes", "Tender", "Charges", "Journal"],
        "Recall": ["Tender", "Charges"],
        "Matching": ["Bytes", "Columns", "Tender"],
        "Reconciliation": ["Bytes", "Columns", "Tender", "Tariffs", "Statements", "Matching", "Charges"],
        "Crashes": ["Bytes", "Tender", "Journal", "Charges", "Attempts"],
        "SimKit": [
            "Bytes", "JSON", "Nexo", "ESCPOS", "ISO8583", "Journal", "Printing", "Tender", "Tariffs", "Charges",
            "Attempts", "Acquirers",
        ],
        "Store": [
            "Bytes", "ESCPOS", "Receipts", "Printing", "Tender", "Tariffs", "Charges", "Recall", "Journal", "Cases",
            "Refunds", "Attempts", "Wallets", "Acquirers", "Messages", "Evidence",
        ],
        "Links": [
            "Bytes", "ESCPOS", "Journal", "Receipts", "Printing", "Tender", "Tariffs", "Charges", "Statements",
            "Reconciliation", "Cases", "Refunds", "Attempts", "Messages", "Evidence", "Store",
            "Nexo", "ISO8583", "Ciphers", "Acquirers", "JSON", "Terminals", "Wallets", "SimKit",
        ],
        "Console": [
            "Bytes", "ESCPOS", "Receipts", "Printing", "Rendering", "Tender", "Tariffs", "Charges", "Recall",
            "Statements", "Reconciliation", "Journal", "Cases", "Refunds", "Attempts", "Messages", "Evidence", "Store",
            "Links", "Wallets",
        ],
    ]

    /// Pure rooms may import the C library; everything else is somebody's package.
    static let system: Set<String> = ["Glibc", "Synchronization", "_Builtin_intrinsics"]

    static let packages: [String: Set<String>] = [
        "Store": ["GRDB", "GRDBSQLite", "Crypto", "CryptoExtras", "Foundation", "Dispatch"],
        "Links": [
            "AsyncHTTPClient", "CZlib", "Crypto", "CryptoExtras", "Foundation", "Logging", "NIOCore", "NIOHTTP1",
            "NIOPosix", "NIOSSL", "NIOTLS", "SwiftASN1", "X509",
        ],
        "Ciphers": ["CNettle"],
        "Rendering": ["CPango", "CQREncode", "CZint"],
        "Console": [
            "Hummingbird", "HummingbirdCore", "Mustache", "Crypto", "Logging", "Foundation", "FoundationEssentials",
            "Dispatch",
            "NIOCore", "HTTPTypes",
            "ServiceLifecycle",
        ],
    ]

    @Test(arguments: rooms.keys.sorted())
    func `a room imports only rooms above it`(_ room: String) {
        let allowed = (Self.rooms[room] ?? []).union(Self.system).union(Self.packages[room] ?? [])
        for file in SourceTree.sources where file.room == room {
            for (line, module) in SourceTree.imports(of: file) {
                #expect(allowed.contains(module), "\(file.path):\(line) imports \(module)")
            }
        }
    }

    @Test func `every room is in the table`() {
        let known = Set(Self.rooms.keys).union(["counterfoil", "CZlib", "CPango", "CQREncode", "CZint", "CNettle"])
        for file in SourceTree.sources {
            #expect(known.contains(file.room), "\(file.path) is in a room that the table does not know")
        }
    }

    @Test func `SQL is written in Store alone`() {
        for file in SourceTree.sources where file.room != "Store" {
            for (index, line) in file.lines.enumerated() {
                let isSQL = line.contains("\"SELECT ") || line.contains("\"INSERT INTO ") || line.contains("\"UPDATE ")
                #expect(!isSQL, "\(file.path):\(index + 1)")
            }
        }
    }
}
