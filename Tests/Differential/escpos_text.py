#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Receipts made with Python's codecs, read back with `counterfoil receipt decode`.

Half of the receipts carry FS &, FS ( C, ESC 9 or ESC t; the other half say nothing. The text must come back exactly.
Prints the score by encoding; exits 1 below 99 %, or when a wrong reading claims a confidence of 80 or more.

    python3 Tests/Differential/escpos_text.py --binary .build/debug/counterfoil [--receipts 1000] [--seed 1]
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import subprocess
import sys
import tempfile

SIMPLIFIED = {
    "codecs": ["gbk", "gbk", "gb18030", "utf-8"],
    "shops": "老王牛肉面馆 鑫源便利店 海底捞火锅（西湖店） 永辉超市 沙县小吃 幸福西饼 全家便利店 邛崃奶茶铺 张亮麻辣烫 瑞幸咖啡 "
             "百果园 周黑鸭 蜀大侠火锅 名创优品 屈臣氏 良品铺子 罗森便利 杨国福麻辣烫 鼎泰丰 庆丰包子铺 綦江羊肉粉 老凤祥银楼".split(),
    "places": "杭州市西湖区文三路478号 上海市徐汇区漕溪北路18号2楼 北京市朝阳区建国门外大街甲6号 深圳市南山区科技园中区 "
              "成都市武侯区天府大道北段1700号 广州市天河区体育西路103号 重庆市渝中区解放碑步行街 南京市鼓楼区中山路321号".split(),
    "goods": "红烧牛肉面 农夫山泉550ml 可口可乐 鲜榨橙汁 宫保鸡丁 米饭 酸辣土豆丝 拿铁（大杯） 珍珠奶茶 番茄炒蛋 扬州炒饭 煎饼果子 "
             "茅台王子酒 中华香烟 苹果 香蕉 西瓜 牛奶 面包 矿泉水 羊肉串 小龙虾 饺子 青岛啤酒 洗发水 毛巾 雨伞 充电宝租借 停车费 糖醋里脊".split(),
    "labels": [("商户名称", "终端编号", "交易类型：消费", "凭证号", "参考号", "授权码", "金额", "合计", "实收", "找零", "谢谢惠顾，欢迎再次光临！"),
               ("门店", "收银机", "支付方式：微信支付", "订单号", "流水号", "批次号", "应收", "总计", "支付宝", "优惠", "请妥善保管小票，凭票换货")],
    "short": ["谢谢光临", "收款成功 ￥12.00", "取餐号 88", "欢迎光临", "小票 001 合计 5.00", "退款 3.00元", "微信支付"],
    "money": ["￥", "RMB ", ""],
}
TRADITIONAL = {
    "codecs": ["big5", "big5", "big5", "utf-8"],
    "shops": "鼎泰豐信義店 阜杭豆漿 全聯福利中心 統一超商 摩斯漢堡 春水堂 八方雲集 大快活快餐 翠華餐廳 莎莎化妝品 許留山 誠品書店 "
             "臺灣銀行 老乾杯燒肉 麥味登 寶雅生活館 康是美藥妝 屈臣氏".split(),
    "places": "台北市信義區市府路45號 新北市板橋區縣民大道二段7號 香港九龍旺角彌敦道610號 台中市西屯區台灣大道三段251號 "
              "高雄市前金區中華三路21號 香港銅鑼灣軒尼詩道500號 臺南市東區中華東路一段366號".split(),
    "goods": "滷肉飯 珍珠奶茶 小籠包 牛肉麵 鹹酥雞 蚵仔煎 蛋塔 凍檸茶 叉燒飯 雲吞麵 菠蘿包 統一麵包 茶葉蛋 礦泉水 悠遊卡加值 停車費 "
             "雞排 豆花 鳳梨酥 烏龍茶 絲襪奶茶 燒賣 腸粉".split(),
    "labels": [("商戶名稱", "終端機", "交易類型：銷售", "憑證號碼", "參考號碼", "授權碼", "金額", "總計", "實收", "找零", "謝謝光臨，歡迎再次惠顧！"),
               ("店名", "機號", "付款方式：信用卡", "單號", "序號", "批次", "應收", "合計", "現金", "折扣", "電子發票證明聯 請妥善保存")],
    "short": ["謝謝光臨", "收款成功 NT$120", "取餐號碼 88", "歡迎光臨", "總計 50元", "退款 30元"],
    "money": ["NT$", "HK$", "$", ""],
}
JAPANESE = {
    "codecs": ["shift_jis", "shift_jis", "shift_jis", "utf-8"],
    "shops": "スターバックスコーヒー新宿店 吉野家 渋谷駅前店 ファミリーマート セブンイレブン 松屋 銀座ライオン まいばすけっと すき家 天下一品 "
             "ドトールコーヒー マツモトキヨシ 無印良品 くら寿司 餃子の王将 大戸屋 蔦屋書店".split(),
    "places": "東京都新宿区西新宿2丁目8番1号 大阪市北区梅田3丁目1番3号 横浜市西区みなとみらい2丁目 京都市下京区烏丸通七条下る "
              "名古屋市中村区名駅1丁目1番4号 福岡市博多区博多駅中央街1番1号".split(),
    "goods": "牛丼並盛 おにぎり鮭 アイスコーヒーM サンドイッチ 生ビール中 枝豆 唐揚げ定食 味噌ラーメン 餃子 ミネラルウォーター 牛乳 食パン "
             "弁当 焼き鳥盛合せ チーズケーキ 抹茶ラテ 駐車料金 レジ袋 ﾎﾟﾃﾄﾁｯﾌﾟｽ ｺｰﾋｰ豆".split(),
    "labels": [("店舗", "端末番号", "取引内容：売上", "伝票番号", "処理通番", "承認番号", "金額", "合計", "お預り", "お釣り", "ありがとうございました"),
               ("領収書", "レジ", "カード売上票", "会員番号", "登録番号", "取引番号", "小計", "総合計", "現金", "割引", "またのご来店をお待ちしております")],
    "short": ["ありがとうございました", "合計 500円", "お釣り 80円", "いらっしゃいませ", "領収書 1,000円"],
    "money": [""],
}
KOREAN = {
    "codecs": ["euc_kr", "euc_kr", "euc_kr", "utf-8"],
    "shops": "스타벅스 강남점 이디야커피 김밥천국 파리바게뜨 세븐일레븐 이마트24 명동교자 본죽 교촌치킨 올리브영 다이소 롯데리아 투썸플레이스 "
             "맘스터치 한솥도시락 배스킨라빈스 뚜레쥬르".split(),
    "places": "서울특별시 강남구 테헤란로 152|부산광역시 해운대구 센텀중앙로 79|경기도 성남시 분당구 판교역로 235|대구광역시 중구 동성로 25|"
              "인천광역시 연수구 송도과학로 16|제주특별자치도 제주시 연동 312".split("|"),
    "goods": "아메리카노 카페라떼 김치찌개 비빔밥 참치김밥 떡볶이 라면 삼겹살 소주 맥주 생수 우유 치즈케이크 후라이드치킨 콜라 사이다 "
             "주차요금 된장찌개 불고기정식 딸기주스".split(),
    "labels": [("가맹점명", "단말기", "거래종류: 신용승인", "전표번호", "거래일시", "승인번호", "금액", "합계", "받을금액", "거스름돈", "이용해 주셔서 감사합니다"),
               ("상호", "사업자번호", "카드종류: 신한카드", "영수증번호", "주문번호", "가맹점번호", "판매금액", "총액", "부가세", "할인", "교환/환불은 7일 이내 영수증 지참")],
    "short": ["감사합니다", "합계 5,000원", "주문번호 88", "안녕하세요", "결제가 완료되었습니다"],
    "money": [""],
}
WESTERN = {
    "codecs": ["cp437", "cp850", "cp858", "cp1252", "iso8859_15", "cp866", "cp1251", "cp852"],
    "latin": ("Café de Flore|Bäckerei Müller|Pâtisserie Hélène|Cervecería Peñón|Osteria della Città|Smørrebrød København".split("|"),
              "Königstraße 12, 70173 Stuttgart|12 rue de la Forêt, Évry|Calle Núñez 5, Málaga|Straße des 17. Juni 135".split("|"),
              "Croissant|Brötchen|Crème brûlée|Jambon fumé|Würstchen|Piñón|Tè verde|Café crème|Gebäck|Señorita".split("|"),
              ("Händler", "Terminal", "Gesamtbetrag", "Merci à bientôt", "Zahlung über Karte", "Total à payer")),
    "cyrillic": ("Кофейня Уют|Магазин Продукты|Пекарня Хлеб да соль|ООО Ромашка".split("|"),
                 "г. Москва, ул. Ленина, д. 5|Санкт-Петербург, Невский пр., 28".split("|"),
                 "Хлеб|Молоко 3.2%|Чай черный|Кофе|Сахар|Сыр российский|Вода питьевая".split("|"),
                 ("Кассир", "Терминал", "ИТОГО", "Спасибо за покупку", "Оплата картой", "Сумма")),
    "central": ("Cukiernia Wróbel|Piekárna Říčany|Sklep Żabka|Étterem Kőszeg".split("|"),
                "ul. Świętokrzyska 12, Łódź|Náměstí Míru 5, Děčín|Fő utca 3, Győr".split("|"),
                "Chléb|Żurek|Pierogi ruskie|Šunka|Sör|Mléko|Ciasto śliwkowe".split("|"),
                ("Sprzedawca", "Terminal", "Suma końcowa", "Dziękujemy za zakupy", "Płatność kartą", "Děkujeme")),
}
VENDOR_PAGE = {"cp437": 0, "cp850": 2, "cp866": 17, "cp852": 18, "cp858": 19, "cp1252": 16, "iso8859_15": 40, "cp1251": 46}


def money(rng):
    return f"{rng.randint(0, 999)}.{rng.randint(0, 99):02d}"


def wallet(rng):
    return f"{rng.choice(['4200', '2026'])}{rng.randint(10 ** 23, 10 ** 24 - 1)}"


def asian(rng, words):
    if rng.random() < 0.12:
        return [rng.choice(words["short"])]
    labels = rng.choice(words["labels"])
    mark = rng.choice(words["money"])
    lines = [rng.choice(words["shops"]), rng.choice(words["places"]), "-" * 32]
    lines.append(f"{labels[1]} {rng.randint(10000000, 99999999)}")
    lines.append(labels[2])
    for _ in range(rng.choice([0, 1, 1, 2, 3, 5, 12, 30])):
        lines.append(f"{rng.choice(words['goods'])}  x{rng.randint(1, 9)}  {mark}{money(rng)}")
    for label in labels[3:6]:
        lines.append(f"{label}: {rng.randint(0, 999999):06d}")
    lines.append("2026-%02d-%02d %02d:%02d:%02d" % tuple(rng.randint(1, n) for n in (12, 28, 23, 59, 59)))
    if rng.random() < 0.5:
        lines.append(rng.choice(["WeChat Pay ", "Alipay ", "UnionPay ", "VISA ", "PayPay "]) + wallet(rng))
    lines.append(f"{labels[7]}  {mark}{money(rng)}")
    if rng.random() < 0.6:
        lines.append(f"{labels[8]}  {mark}{money(rng)}")
    lines.append(labels[10])
    return lines


def fits(text, codec):
    try:
        text.encode(codec)
        return True
    except UnicodeEncodeError:
        return False


def western(rng, codec):
    kind = {"cp866": "cyrillic", "cp1251": "cyrillic", "cp852": "central"}.get(codec, "latin")
    shops, places, goods, labels = ([text for text in texts if fits(text, codec)] for texts in WESTERN[kind])
    labels = labels if len(labels) == 6 else ["Händler", "Terminal", "Gesamtbetrag", "Danke", "Zahlung über Karte", "Summe"]
    lines = [rng.choice(shops), rng.choice(places), "=" * 32, f"{labels[1]} {rng.randint(1000, 9999)}"]
    for _ in range(rng.choice([1, 2, 3, 8])):
        lines.append(f"{rng.choice(goods)}  {money(rng)}")
    euro = "€ " if codec in ("cp858", "cp1252", "iso8859_15") and rng.random() < 0.5 else ""
    lines += [f"{labels[2]}  {euro}{money(rng)}", labels[4], labels[3]]
    return lines


def make(rng, index):
    """One receipt: name, bytes, lines."""
    if index % 10 == 9:
        # Without a word about the page a printer prints its default, CP437.
        says = rng.random() < 0.6
        codec = rng.choice(WESTERN["codecs"]) if says else "cp437"
        lines = western(rng, codec)
        head = b"\x1b@" + (b"\x1bt" + bytes([VENDOR_PAGE[codec]]) if says else b"")
        said = "said" if says else "unsaid"
    else:
        words = [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN][index % 4]
        codec = rng.choice(words["codecs"])
        lines = asian(rng, words)
        if codec == "gb18030" and rng.random() < 0.7:
            lines.insert(1, "店长 𠮷野 㐂䶮")
        says = (index // 4) % 2 == 0
        head = b"\x1b@"
        if says:
            head += {"utf-8": b"\x1c(C\x02\x000\x02", "shift_jis": b"\x1cC\x01\x1c&"}.get(codec, b"\x1c&")
        said = "said" if says else "unsaid"
    widest = []
    for line in lines:
        # Half-width cells by bytes, as the printer counts; keep every line on one paper line.
        while len(line.encode("utf-8" if codec == "utf-8" else codec)) > 40 and codec != "utf-8":
            line = line[:-1]
        if codec == "utf-8":
            line = line[:22]
        widest.append(line.rstrip())
    body = b""
    for number, line in enumerate(widest):
        style = b"\x1ba\x01\x1d!\x11" if number == 0 and len(line.encode("utf-8")) < 20 else b"\x1ba\x00\x1d!\x00"
        body += style + line.encode(codec) + b"\n"
    return codec, said, head + body + b"\x1bd\x03\x1dV\x41\x00", widest


def read(binary, path):
    run = subprocess.run([binary, "receipt", "decode", path, "--json"], capture_output=True, check=False)
    if run.returncode != 0:
        return None
    return json.loads(run.stdout.decode("utf-8"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=".build/debug/counterfoil")
    options.add_argument("--receipts", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=5, help="failures to show")
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    folder = tempfile.mkdtemp(prefix="receipts")
    made = []
    for index in range(chosen.receipts):
        codec, said, stream, lines = make(rng, index)
        path = os.path.join(folder, f"{index:05d}-{codec}-{said}.bin")
        with open(path, "wb") as file:
            file.write(stream)
        made.append((codec, said, path, lines))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: read(chosen.binary, one[2]), made))
    tally = collections.defaultdict(lambda: [0, 0, 0, 0])
    shown = 0
    for (codec, said, path, lines), answer in zip(made, answers):
        got = [line for line in answer["lines"] if line] if answer else None
        right = got == [line for line in lines if line]
        confidence = answer["encoding"]["confidence"] if answer else 0
        row = tally[(codec, said)]
        row[0] += 1
        row[1] += right
        row[2] += not right and confidence >= 80
        row[3] += right and confidence < 80
        if not right and shown < chosen.show:
            shown += 1
            verdict = answer["encoding"] if answer else "no answer"
            pairs = [(a, b) for a, b in zip(lines, got or []) if a != b][:2]
            print(f"wrong: {path} {verdict} {pairs}", file=sys.stderr)
    print(f"{'codec':12}{'said':8}{'receipts':>9}{'right':>7}{'wrong but sure':>16}{'right but unsure':>18}")
    for (codec, said), row in sorted(tally.items()):
        print(f"{codec:12}{said:8}{row[0]:9}{row[1]:7}{row[2]:16}{row[3]:18}")
    total, right, sure = (sum(row[i] for row in tally.values()) for i in range(3))
    print(f"{right} of {total} right ({100 * right / total:.2f} %), {sure} wrong at confidence 80 or more")
    sys.exit(0 if right >= 0.99 * total and sure == 0 else 1)


if __name__ == "__main__":
    main()
