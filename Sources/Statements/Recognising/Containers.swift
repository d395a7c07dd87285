// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Files that are not text, told by their first bytes, with what to do instead.
enum Containers {
    static func refuse(_ bytes: [UInt8]) throws(StatementError) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw StatementError(
                .wrongEncoding, zh: "文件是 UTF-16 编码；请另存为 UTF-8 的 CSV",
                en: "the file is in UTF-16; save it as CSV in UTF-8")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw notText(
                "压缩包中的 ZIP 文件（请先解压），或不完整的 Excel（xlsx）文件",
                "a zip within another file (unpack it first), or an incomplete Excel (xlsx) file")
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            // The container of old workbooks also holds new ones that have a password.
            let mark: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
            if contains(bytes, mark) {
                throw notText(
                    "有密码的 Excel 文件；请打开它，取消密码后另存",
                    "an Excel file with a password; open it, remove the password and save it")
            }
            throw notText(
                "旧版 Excel（xls）文件；请用 Excel 或 WPS 另存为 xlsx 或 UTF-8 的 CSV",
                "an old Excel (xls) file; save it as xlsx, or as CSV in UTF-8")
        }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) {
            throw notText("PDF 文件；请下载 CSV 格式的账单", "a PDF file; download the statement as CSV")
        }
        if bytes.starts(with: Array("PAR1".utf8)) {
            throw notText(
                "Parquet 文件；只有 reconcile --engine spark 能读取", "a Parquet file; only reconcile --engine spark reads it")
        }
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw notText("压缩包中的 gzip 文件；请先解压", "a gzip file within another; unpack it first")
        }
        if let mark = bytes.first(where: { $0 > 0x20 && $0 < 0x80 }), mark == UInt8(ascii: "<") {
            throw notText("网页或 XML 文件；请下载 CSV 格式的账单", "a web page or XML file; download the statement as CSV")
        }
        if isJSON(bytes) {
            throw notText("JSON（接口的应答）；请下载 CSV 格式的账单", "JSON, an answer of an interface; download the statement as CSV")
        }
        if bytes.prefix(4_096).contains(0) {
            throw notText("二进制文件", "a binary file")
        }
    }

    /// `{"…` or `[{…`; a SWIFT message begins with `{1:`.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let marks = bytes.lazy.drop { $0 >= 0x80 || $0 <= 0x20 }.filter { $0 > 0x20 }.prefix(2)
        return [Array("{\"".utf8), Array("{}".utf8), Array("[{".utf8), Array("[]".utf8)].contains(Array(marks))
    }

    private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
        var index = 0
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) { return true }
            index += 1
        }
        return false
    }

    private static func notText(_ zh: String, _ en: String) -> StatementError {
        StatementError(.notATextFile, zh: "这是\(zh)", en: "this is \(en)")
    }
}
