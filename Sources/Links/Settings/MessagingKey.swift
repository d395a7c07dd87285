// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Messages

/// One key of the configuration about messages; see `ConfigurationKey`. Secrets stand in files of their own, or in
/// the environment; never here.
enum MessagingKey: String, CaseIterable {
    case sign = "message_sign"
    case site = "message_site"
    case phone = "message_phone"
    case hours = "message_hours"
    case mailServer = "mail_server"
    case mailSecurity = "mail_security"
    case mailFrom = "mail_from"
    case mailFromName = "mail_from_name"
    case mailUser = "mail_user"
    case mailPasswordFile = "mail_password_file"
    case mailCertificateFile = "mail_ca_file"
    case textProvider = "sms_provider"
    case textAddress = "sms_address"
    case textKeyID = "sms_key_id"
    case textSecretFile = "sms_secret_file"
    case textReportSecretFile = "sms_report_secret_file"
    case textSign = "sms_sign"
    case textApplication = "sms_app_id"
    case textRegion = "sms_region"
    case textTemplates = "sms_templates"
    case webhookSecretFile = "webhook_secret_file"

    static let providers = ProviderRule.Provider.allCases.map(\.rawValue)

    /// Its twin in the environment.
    var variable: String { "COUNTERFOIL_" + rawValue.uppercased() }

    var purpose: Bilingual {
        switch self {
        case .sign: Bilingual(zh: "消息前的店名，短信里显示为【店名】", en: "The shop's name before each message.")
        case .site:
            Bilingual(
                zh: "顾客输入取单码的网站名，不带 https://", en: "Name of the site where customers type their code, without https://."
            )
        case .phone:
            Bilingual(zh: "消息里的电话，只能是固话、400 或 95 号码", en: "Telephone in messages: a landline, 400 or 95 number.")
        case .hours:
            Bilingual(
                zh: "服务消息可发送的时段；推广消息另限 08:00-22:00",
                en: "Hours for messages of service; promotions keep 08:00-22:00 besides.")
        case .mailServer:
            Bilingual(zh: "邮件服务器，主机:端口；不写则不发邮件", en: "HOST:PORT of the mail server; left out, no letters are sent.")
        case .mailSecurity: Bilingual(zh: "starttls、tls 或 none", en: "starttls, tls or none.")
        case .mailFrom: Bilingual(zh: "发件地址", en: "Address that letters come from.")
        case .mailFromName: Bilingual(zh: "发件人名称", en: "Name beside that address.")
        case .mailUser: Bilingual(zh: "邮件服务器用户名", en: "User name at the mail server.")
        case .mailPasswordFile:
            Bilingual(
                zh: "存放其密码的文件；也可用环境变量 COUNTERFOIL_MAIL_PASSWORD",
                en: "File with its password; or the variable COUNTERFOIL_MAIL_PASSWORD.")
        case .mailCertificateFile:
            Bilingual(zh: "另行信任的证书（PEM）", en: "Certificates (PEM) to trust besides the system's.")
        case .textProvider:
            Bilingual(
                zh: "短信服务商：\(Self.providers.joined(separator: " "))；不写则不发短信",
                en: "One of \(Self.providers.joined(separator: ", ")); left out, no short messages are sent.")
        case .textAddress: Bilingual(zh: "短信网关地址；云服务商可不写", en: "Address of the gateway; the clouds' own are known.")
        case .textKeyID: Bilingual(zh: "服务商的密钥号", en: "Number of the key at the provider.")
        case .textSecretFile:
            Bilingual(
                zh: "存放密钥的文件；也可用环境变量 COUNTERFOIL_SMS_SECRET",
                en: "File with its secret; or the variable COUNTERFOIL_SMS_SECRET.")
        case .textReportSecretFile:
            Bilingual(
                zh: "存放送达报告推送地址密钥的文件，地址为 /hooks/messages/密钥；也可用 COUNTERFOIL_SMS_REPORT_SECRET",
                en:
                    "File with the secret of /hooks/messages/SECRET, where reports are pushed; or COUNTERFOIL_SMS_REPORT_SECRET."
            )
        case .textSign:
            Bilingual(zh: "服务商核准的短信签名，不带【】；不写则用 message_sign", en: "Approved sign, without 【】; left out, message_sign.")
        case .textApplication: Bilingual(zh: "腾讯云短信应用号", en: "Tencent Cloud's number of the application.")
        case .textRegion: Bilingual(zh: "腾讯云地域", en: "Tencent Cloud's region.")
        case .textTemplates:
            Bilingual(zh: "核准的模板号，如 \"N1.zh=SMS_123\"", en: "Approved templates, such as \"N1.zh=SMS_123\".")
        case .webhookSecretFile:
            Bilingual(
                zh: "存放回调签名密钥的文件；也可用环境变量 COUNTERFOIL_WEBHOOK_SECRET",
                en: "File with the secret that signs webhooks; or the variable COUNTERFOIL_WEBHOOK_SECRET.")
        }
    }

    /// The default as it is written in a file; an example where there is none.
    var example: String {
        switch self {
        case .sign, .mailFromName, .textSign: "\"示例超市\""
        case .site: "\"r.example.cn\""
        case .phone: "\"400-000-0000\""
        case .hours: "\"00:00-24:00\""
        case .mailServer: "\"mail.example.cn:587\""
        case .mailSecurity: "\"starttls\""
        case .mailFrom: "\"receipts@example.cn\""
        case .mailUser: "\"receipts\""
        case .mailPasswordFile: "\"mail-password\""
        case .mailCertificateFile: "\"mail-ca.pem\""
        case .textProvider: "\"alibaba\""
        case .textAddress: "\"https://sms.example.cn/send\""
        case .textKeyID: "\"LTAI0000000000000000\""
        case .textSecretFile: "\"sms-secret\""
        case .textReportSecretFile: "\"sms-report-secret\""
        case .textApplication: "\"1400000000\""
        case .textRegion: "\"ap-guangzhou\""
        case .textTemplates: "[]"
        case .webhookSecretFile: "\"webhook-secret\""
        }
    }

    /// The value that text in the environment stands for; lists are separated by commas.
    func value(of text: String) -> SettingValue {
        guard self == .textTemplates else { return .text(text) }
        return .list(text.split(separator: ",").map { .text(String($0.filter { $0 != " " })) })
    }

    /// Takes the key's value out of a table into the settings, if it is there.
    func apply(_ table: SettingsTable, to settings: inout MessagingSettings) throws(SettingsError) {
        guard table.has(rawValue) else { return }
        switch self {
        case .sign: try text(table, 20, &settings.sign)
        case .site: try text(table, 40, &settings.site)
        case .phone: try text(table, 20, &settings.phone)
        case .mailFromName: try text(table, 60, &settings.mail.fromName)
        case .mailUser: try text(table, 200, &settings.mail.user)
        case .mailPasswordFile: try text(table, 400, &settings.mail.passwordFile)
        case .mailCertificateFile: try text(table, 400, &settings.mail.certificateFile)
        case .textKeyID: try text(table, 200, &settings.texts.keyID)
        case .textSecretFile: try text(table, 400, &settings.texts.secretFile)
        case .textReportSecretFile: try text(table, 400, &settings.texts.reportSecretFile)
        case .textSign: try text(table, 20, &settings.texts.sign)
        case .textApplication: try text(table, 40, &settings.texts.application)
        case .textRegion: try text(table, 40, &settings.texts.region)
        case .webhookSecretFile: try text(table, 400, &settings.webhookSecretFile)
        default: try applyChecked(table, to: &settings)
        }
    }

    private func applyChecked(_ table: SettingsTable, to settings: inout MessagingSettings) throws(SettingsError) {
        switch self {
        case .hours:
            let expected = Bilingual(zh: "时段，如 \"08:00-22:00\"", en: "hours such as \"08:00-22:00\"")
            settings.hours = try table.value(rawValue, expected: expected) { QuietHours(text: $0) } ?? settings.hours
        case .mailServer:
            let expected = Bilingual(
                zh: "主机:端口，如 \"mail.example.cn:587\"", en: "HOST:PORT such as \"mail.example.cn:587\"")
            if let address = try table.value(rawValue, expected: expected, { ListenAddress($0) }) {
                (settings.mail.host, settings.mail.port) = (address.host, address.port)
            }
        case .mailSecurity:
            let expected = Bilingual(zh: "starttls、tls 或 none", en: "starttls, tls or none")
            settings.mail.security =
                try table.value(rawValue, expected: expected) { MessagingSettings.MailServer.Security(rawValue: $0) }
                ?? settings.mail.security
        case .mailFrom:
            let expected = Bilingual(zh: "邮件地址", en: "an e-mail address")
            settings.mail.from =
                try table.value(rawValue, expected: expected) { ContactAddress($0, route: .email)?.text }
                ?? settings.mail.from
        case .textProvider:
            let names = Self.providers.joined(separator: ", ")
            let expected = Bilingual(zh: "下列之一：\(names)", en: "one of \(names)")
            settings.texts.provider = try table.value(rawValue, expected: expected) {
                ProviderRule.Provider(rawValue: $0)
            }
        case .textAddress:
            let expected = Bilingual(
                zh: "以 http:// 或 https:// 开头的网址", en: "an address that begins with http:// or https://")
            settings.texts.address =
                try table.value(rawValue, expected: expected) { ContactAddress($0, route: .webhook)?.text }
                ?? settings.texts.address
        case .textTemplates:
            for entry in try table.texts(rawValue) {
                let parts = entry.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, let key = TemplateKey(parts[0]) else {
                    let expected = Bilingual(zh: "如 \"N1.zh=SMS_123\"", en: "such as \"N1.zh=SMS_123\"")
                    throw table.error(rawValue, .unexpected(value: entry, expected: expected))
                }
                settings.texts.templates[key.text] = String(parts[1])
            }
        default: break
        }
    }

    private func text(_ table: SettingsTable, _ limit: Int, _ value: inout String) throws(SettingsError) {
        let expected = Bilingual(zh: "一行文字，最多 \(limit) 字", en: "one line, at most \(limit) characters")
        let read = try table.value(rawValue, expected: expected) { text in
            let isLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            return isLine && text.count <= limit ? text : nil
        }
        value = read ?? value
    }
}
