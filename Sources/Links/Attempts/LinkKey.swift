// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// One key of a `[[link]]`: what it is for, and for which kinds. The reader and the documented sample are made from
/// this list.
enum LinkKey: String, CaseIterable {
    case terminal, kind, address, printer
    case answerWithin = "answer_within"
    // A terminal that speaks nexo.
    case poiID = "poi_id"
    case saleID = "sale_id"
    case authorityFile = "ca_file"
    case passphraseFile = "passphrase_file"
    case keyID = "key_id"
    case keyVersion = "key_version"
    case listen
    case listenCertificate = "listen_certificate"
    case listenKey = "listen_key"
    // An acquirer.
    case merchant
    case profile
    case settings
    case masterKeyFile = "master_key_file"
    case masterKey = "master_key"
    case batch
    case closeAt = "close_at"
    case acceptsCards = "accepts_cards"
    // Wallets.
    case application = "app_id"
    case serial
    case keyFile = "key_file"
    case platformKeyFiles = "platform_key_files"
    case apiKeyFile = "api_key_file"
    case notifyURL = "notify_url"
    case title

    var purpose: Bilingual {
        switch self {
        case .terminal: Bilingual(zh: "终端号，与门店绑定的那个", en: "The terminal's number, as it is bound to a store.")
        case .kind: Bilingual(zh: "terminal、acquirer、wechat 或 alipay", en: "terminal, acquirer, wechat or alipay.")
        case .address:
            Bilingual(
                zh: "终端的网址、收单主机的 主机:端口；钱包可不写", en: "The terminal's URL, the host's HOST:PORT; wallets' own are known.")
        case .printer: Bilingual(zh: "打印签购单的打印机名；设备自己打印则不写", en: "Printer of its slips; none where the device prints.")
        case .answerWithin: Bilingual(zh: "多少秒没有应答算丢失", en: "Seconds until an answer counts as lost.")
        case .poiID: Bilingual(zh: "终端：型号-序列号", en: "terminal: model-serial.")
        case .saleID: Bilingual(zh: "终端：我们的名字", en: "terminal: our name towards it.")
        case .authorityFile: Bilingual(zh: "终端、钱包：信任的证书（PEM）", en: "terminal: certificates (PEM) to trust.")
        case .passphraseFile: Bilingual(zh: "终端：报文加密口令所在文件", en: "terminal: file with the passphrase of its messages.")
        case .keyID: Bilingual(zh: "终端：密钥标识", en: "terminal: identifier of that key.")
        case .keyVersion: Bilingual(zh: "终端：密钥版本", en: "terminal: its version.")
        case .listen:
            Bilingual(
                zh: "终端：收银机改连的 主机:端口（终端代理）", en: "terminal: HOST:PORT that tills call instead of the terminal (proxy).")
        case .listenCertificate:
            Bilingual(zh: "终端：代理出示的证书（PEM）；不写为 HTTP", en: "terminal: certificate (PEM) of the proxy; none for HTTP.")
        case .listenKey: Bilingual(zh: "终端：该证书的私钥（PEM）", en: "terminal: private key (PEM) of that certificate.")
        case .merchant: Bilingual(zh: "收单、微信：商户号", en: "acquirer, wechat: merchant number.")
        case .profile:
            Bilingual(zh: "收单：unionpay、iso87-ascii 或 iso87-bcd", en: "acquirer: unionpay, iso87-ascii or iso87-bcd.")
        case .masterKeyFile:
            Bilingual(zh: "收单：主密钥文件，每行 名称 十六进制 校验值", en: "acquirer: file of master keys, NAME HEX CHECK a line.")
        case .masterKey: Bilingual(zh: "收单：其中的密钥名", en: "acquirer: name of the key in that file.")
        case .settings:
            Bilingual(
                zh: "收单：与公开资料不同之处，[\"名=值\", …]，见 counterfoil acquirer try --help",
                en: "acquirer: where it differs, [\"NAME=VALUE\", …]; see counterfoil acquirer try --help.")
        case .batch:
            Bilingual(zh: "收单：第一个批次号，结批后自动递增", en: "acquirer: number of the first batch; it rises with each close.")
        case .closeAt:
            Bilingual(zh: "收单：每天几点结批（门店时间），如 \"23:30\"", en: "acquirer: time of day at which batches are closed.")
        case .acceptsCards:
            Bilingual(zh: "收单：收银接口可以交来读到的卡", en: "acquirer: whether the till may hand in a card that it read.")
        case .application: Bilingual(zh: "钱包：应用号", en: "wallets: number of the application.")
        case .serial: Bilingual(zh: "微信：商户证书序列号", en: "wechat: serial of the merchant's certificate.")
        case .keyFile: Bilingual(zh: "钱包：商户私钥（PEM）所在文件", en: "wallets: file with the merchant's private key (PEM).")
        case .platformKeyFiles:
            Bilingual(
                zh: "钱包：平台公钥或证书（PEM），写成 \"序列号=文件\"", en: "wallets: the platform's keys (PEM), each \"SERIAL=FILE\".")
        case .apiKeyFile: Bilingual(zh: "微信：APIv3 密钥所在文件", en: "wechat: file with the APIv3 key.")
        case .notifyURL:
            Bilingual(
                zh: "钱包：回调地址，以 /hooks/wallets/wechat/终端号 或 alipay/终端号 结尾",
                en: "wallets: address for their notices, ending in /hooks/wallets/wechat/TERMINAL (or alipay).")
        case .title: Bilingual(zh: "钱包：顾客看到的标题", en: "wallets: what the customer sees.")
        }
    }
}
