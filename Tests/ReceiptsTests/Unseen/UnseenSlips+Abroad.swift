// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension UnseenSlip {
    /// Slips of card terminals and tills outside mainland China.
    static let abroad: [UnseenSlip] = [
        UnseenSlip(
            "a card slip of the United States with a tip",
            """
                  BLUE DOOR DINER
               214 Main St, Albany NY
            MID: 0008812   TID: 00331907
            Server: Kim     Check #: 4471
            03/14/26            07:42 PM
            SALE
            VISA  XXXXXXXXXXXX4410
            Entry: Chip
            Ref #: 607319442218
            Batch #: 000212
            Auth Code: 04417Z
            Subtotal          $52.00
            Tip                $8.00
            TOTAL             $60.00
            """,
            amount: "60.00",
            time: "2026-03-14 19:42",
            reference: "607319442218",
            batch: "000212",
            terminal: "00331907",
            card: "XXXXXXXXXXXX4410",
            order: "4471"),
        UnseenSlip(
            "a grocery of the United States with tax and change",
            """
            FRESH FARE MARKET
            BANANAS          1.29
            MILK 1 GAL       3.99
            SOAP             4.50 T
            SUBTOTAL         9.78
            TAX 8.25%        0.37
            TOTAL           10.15
            CASH            20.00
            CHANGE           9.85
            ITEMS 3
            02/28/2026 16:05  REG 04
            TRANS 118822
            """,
            amount: "10.15",
            time: "2026-02-28 16:05",
            order: "118822"),
        UnseenSlip(
            "a card slip of Britain",
            """
            *** CUSTOMER COPY ***
            THE GREEN MAN
            M:**67210  TID:****3345
            CONTACTLESS
            DEBIT MASTERCARD
            **** **** **** 9902
            SALE         GBP12.50
            AUTH CODE:   771820
            Date: 14/03/2026 Time: 21:07
            Receipt No: 0883
            Please keep for your records
            """,
            amount: "12.50",
            time: "2026-03-14 21:07",
            card: "************9902",
            order: "0883"),
        UnseenSlip(
            "a shop receipt of Germany",
            """
            Bäckerei Sonnenschein
            Hauptstr. 5, 50667 Köln
            Roggenbrot          4,20 A
            4x Brötchen         2,40 A
            Kaffee              2,90 B
            SUMME        EUR    9,50
            Bar          EUR   10,00
            Rückgeld     EUR    0,50
            MwSt A 7,00%  Netto 6,17 0,43
            Bon-Nr. 20417
            14.03.2026 08:22:15
            """,
            amount: "9.50",
            time: "2026-03-14 08:22:15",
            order: "20417"),
        UnseenSlip(
            "a shop receipt of Japan",
            """
            　　まるや商店 駅前店
            2026年3月14日(土) 18:22
            レジ02  担当:佐藤
            おにぎり      ¥140
            弁当          ¥598
            お茶          ¥160
            小計          ¥898
            (内消費税 8%   ¥66)
            合計          ¥898
            お預り      ¥1,000
            お釣り        ¥102
            伝票番号 004471
            """,
            amount: "898",
            time: "2026-03-14 18:22",
            order: "004471"),
        UnseenSlip(
            "a card slip of France",
            """
            CARTE BANCAIRE
            SANS CONTACT
            le 12/03/26 a 12:41:30
            BISTROT DU PORT
            ************7781
            BATCH 000101
            MONTANT :
                  25,90 EUR
            DEBIT
            TICKET CLIENT
            A CONSERVER
            """,
            amount: "25.90",
            time: "2026-03-12 12:41:30",
            batch: "000101",
            card: "************7781"),
        UnseenSlip(
            "a bilingual card slip of Hong Kong",
            """
            LUCKY JEWELLERY 幸運珠寶
            商戶編號 MERCHANT: 000011223344
            終端編號 TERMINAL: 88013370
            SALE 銷售
            卡號 CARD NO: 5413 33** **** 4478
            日期 DATE 13/03/2026 時間 TIME 15:20:41
            批次 BATCH 000016 單號 TRACE 000823
            參考 RRN 607215004478
            授權 APP CODE 662910
            總額 TOTAL HKD 3,200.00
            """,
            amount: "3200.00",
            time: "2026-03-13 15:20:41",
            reference: "607215004478",
            voucher: "000823",
            batch: "000016",
            terminal: "88013370",
            card: "541333******4478"),
        UnseenSlip(
            "a debit slip of Singapore",
            """
            NETS PURCHASE
            MIN NOODLE HOUSE
            TID 32009917  MID 11137766500
            STAN 004518
            RREF 607108334457
            2026-03-12T11:48:09
            AMOUNT  S$8.50
            APPROVED 00
            """,
            amount: "8.50",
            time: "2026-03-12 11:48:09",
            reference: "607108334457",
            voucher: "004518",
            terminal: "32009917"),
        UnseenSlip(
            "a receipt of Taiwan",
            """
                電子發票證明聯
            115年03-04月
            AB-12345678
            2026-03-14 19:05:33
            隨機碼 4471   總計 350
            賣方 12345670
            交易明細
            拿鐵大杯   2   130   260
            貝果       1    90    90
            合計 NT$350
            信用卡 NT$350
            卡號 ****-****-****-8876
            """,
            amount: "350",
            time: "2026-03-14 19:05:33",
            card: "************8876"),
        UnseenSlip(
            "a receipt of Korea",
            """
            [영수증] 한강분식
            사업자번호 123-45-67890
            2026/03/11 13:09:27
            떡볶이    1    4,500
            순대      1    5,500
            합계금액      10,000원
            부가세           909원
            신용카드      10,000원
            카드번호 9410-12**-****-5563
            승인번호 30049921
            """,
            amount: "10000",
            time: "2026-03-11 13:09:27",
            card: "941012******5563"),
        UnseenSlip(
            "an English refund",
            """
               THE GREEN MAN
               REFUND
            Terminal ID: 30113345
            Card: MASTERCARD ************9902
            Refund Amount: GBP 6.25
            Original Ref: 607300118820
            Ref No: 607419007713
            15 Mar 2026 11:02
            Order: 0901
            """,
            amount: "6.25",
            time: "2026-03-15 11:02",
            reference: "607419007713",
            terminal: "30113345",
            card: "************9902",
            order: "0901"),
    ]
}
