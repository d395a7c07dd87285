// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Nexo
import Testing

@Suite struct OutputTests {
    @Test(arguments: [
        ("name=TOTAL&value=%e2%82%ac%c2%a01.00&key=totalAmount", "totalAmount", "TOTAL", "€\u{A0}1.00"),
        ("key=filler", "filler", "", ""), ("name=Thank%20you&key=thanks", "thanks", "Thank you", ""),
        ("name=a+b&value=1=2&key=k", "k", "a b", "1=2"),
    ])
    func `a packed line says its key, name and value`(_ text: String, _ key: String, _ name: String, _ value: String) {
        var run = OutputText()
        run.text = text
        let packed = OutputLine(runs: [run]).packed
        #expect(packed == PackedLine(key: key, name: name, value: value))
        var again = OutputText()
        again.text = packed?.text ?? ""
        #expect(OutputLine(runs: [again]).packed == packed)
    }

    @Test(arguments: ["a=b", "50% off", "key", "name=%zz&key=k", "name=%ff&key=k", ""])
    func `plain text is not taken for a packed line`(_ text: String) {
        var run = OutputText()
        run.text = text
        #expect(OutputLine(runs: [run]).packed == nil)
        #expect(OutputLine(runs: [run]).text == text)
    }

    @Test func `details are read from a form or from JSON in base64`() {
        #expect(
            AdditionalDetails("tid=75039202&avsResult=0%20Unknown&expiryDate=12%2f2025")?["avsResult"] == "0 Unknown")
        // {"a":{"b":"c","d":[1.50]},"e":true}
        let packed = AdditionalDetails("eyJhIjp7ImIiOiJjIiwiZCI6WzEuNTBdfSwiZSI6dHJ1ZX0=")
        #expect(packed?["a.b"] == "c" && packed?["a.d.0"] == "1.50" && packed?["e"] == "true")
        #expect(AdditionalDetails(".....") == nil)
    }

    @Test(arguments: [
        (#"{"PAN":"6222001234561232"}"#, #"{"PAN":"622200******1232"}"#),
        (#"{"PAN":"622200******1232"}"#, #"{"PAN":"622200******1232"}"#), (#"{"PAN":"x"}"#, #"{"PAN":"****"}"#),
        (#"{"PAN":4111111111111111}"#, #"{"PAN":"411111******1111"}"#),
        (#"{"TrackData":[{"Track2":"4111111111111111=2512"}],"a":1}"#, #"{"TrackData":null,"a":1}"#),
        (#"{"x":["ref 4111 1111 1111 1111 end"]}"#, #"{"x":["ref 4111 11** **** 1111 end"]}"#),
        (
            #"{"TransactionID":"4r7i001557325515012.8815573255107661"}"#,
            #"{"TransactionID":"4r7i001557325515012.8815573255107661"}"#
        ),
        (#"{"MaskedPan":"541333 **** 0010"}"#, #"{"MaskedPan":"541333 **** 0010"}"#),
        (#"{"Amount":58.00}"#, #"{"Amount":58.00}"#),
    ])
    func `full card numbers are masked wherever they stand, and nothing else is`(_ text: String, _ masked: String)
        throws
    {
        let node = CardDataMask.masking(try JSONReader.read(Array(text.utf8)))
        #expect(JSONWriter.text(of: node) == masked)
    }
}
