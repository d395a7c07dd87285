// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Traditional characters that a message to a shop's customers is likely to hold. Providers refuse them; this is a
/// list of the usual ones and not a dictionary.
enum TraditionalCharacters {
    static func contains(_ character: Character) -> Bool { listed.contains(character) }

    private static let listed = Set(
        "萬與專業東絲兩嚴個豐臨為麗舉義樂習鄉書買亂爭雲產親億僅從侖倉儀價眾優會傘偉傳傷倫偽體餘傭債傾"
            + "儲兒內關興養獸岡冊寫軍農馮決況凍淨準涼減湊凱擊劃劉則剛創刪別劑勁動務勝勞勢勵匯區醫華協單賣衛卻"
            + "廠廳歷厲壓厭縣參雙發變敘葉號嘆聽啟員問喚喪喬團園圍國圖圓聖場壞塊堅壇墳壘處備復夠頭誇夾奪奮獎妝婦媽"
            + "嫵姍嬰孫學寧寶實寵審憲宮寬賓對尋導壽將爾塵嘗層屆屬歲豈島嶺峽幣帥師帳帶幫廣莊慶庫應廟廢開異棄張彌彎彈強"
            + "歸錄當徹徑懷態憐總戀懇惡惱悅懸驚懼慘慣憑戰戲撲執擴掃揚擾撫拋搶護報擔擬擁攔擇掛摯揮損換據擠擺攜攝數"
            + "斂斬斷無舊時曠曉暈暫術機殺雜權條來楊極構標棧樹樣橋檢樓檔橫櫃歡歐殘毀畢氈氣漢湯溝沒淚澤潔灑濟測濃濤潤漲"
            + "漸漁滿濾滯災爐點煉爛燒煙煩熱愛爺牽犧狀獨獵獻環現瑪電畫暢療瘋皺盜盤監睜礦碼磚確禮禍種積稱穩窮竊競筆籌"
            + "簽簡籃類糧緊縱紅約級紀純紙紋納紐線練組細織終經結給絡絕統繼續維綜綠網緒編緣縮績繪繳罰羅職聯聰肅腸膚腎腫脹"
            + "腦臉藝節蘇蘋藥莖藍薩蟲雖蝦補裝襯觀規視覽覺觸誌計訂訊討讓訓議記講許論設訪證評識訴診詞譯試詩誠話誕詢該詳語"
            + "誤說請諸諾讀課誰調談謀謝謊謹譜豬貝負財責賢敗貨質販貪貧購貯貫貴貸費賀賊賞賠賴賽贊贈趕趙趨躍車軌軟轉輪輕載較"
            + "輔輛輩輸轄辦辭邊遼達遷過邁運還這進遠違連遲適選遞邏遺鄧鄭郵醜釋裡鑑針釘鈔鋼錢鑽鐵鈴鉛銀銅銷鎖鍋錯鎮鏡長門閃閉"
            + "間閱闊隊陽陰陣階際陸陳險隨隱難雞離電霧靈靜韓頁頂項順須預領頻題顏額顧風飛飯飲飽飾餅館馬駕駛驗騎騙魚鮮鳥鳴鴨麥"
            + "黃齊齒龍龜後於")
}
