# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Charged and no slip; no paper; the customer left; the slip is lost. Each with a person of the shop and the customer
in browsers of their own, in both languages, to the end: the slip in the customer's hand and the books in order."""

import re

import pytest

from story import evidence_pack, now, settle


@pytest.mark.parametrize("way", ["paper", "code"])
def test_charged_and_no_slip_and_the_customer_waits(shop, people, way):
    cashier, customer = people("li"), people()
    sale = shop.sell(shop.reference())
    cashier.notices("/counter")
    cashier.looks("counter")
    cashier.click("a.ask[href='/counter?help=no-slip']")
    cashier.looks("no-slip-choose")
    cashier.click(f"button[name=transaction][value='{sale}']")
    say = {"zh-CN": "扣款成功，小票正在补打。", "en": "Your payment went through"}[cashier.language]
    cashier.sees(say)
    cashier.looks(f"no-slip-{way}")
    before = len(shop.printer.slips())
    if way == "paper":
        cashier.click("#paper button:not([formaction])")
        shop.until("the slip is on paper", lambda: len(shop.printer.slips()) > before)
        assert any("RMB 58.00" in line or "58.00" in line for lines in shop.printer.slips() for line in lines)
    else:
        cashier.click("#paper button[formaction$='/code']")
        code = cashier.text(".pickup-code").replace(" ", "")
        cashier.looks("no-slip-code-shown")
    cashier.counted("charged, no slip, customer waiting")
    if way == "code":
        customer.opens_receipt(code, "58")
        customer.looks("customer-receipt")
    case = shop.case_of(sale, "RC")
    shop.until("the case is closed on its proof", lambda: shop.case(case)["state"] == "closed")
    if way == "code":
        customer.driver.refresh()
        customer.rate(5, "很快" if customer.language == "zh-CN" else "quick")
        shop.until("the opinion is with the case", lambda: shop.case(case)["satisfaction"] == 5)
    settle(shop, people("caiwu"), [sale])
    evidence_pack(shop, people("kefu"), case)


def test_no_paper(shop, people):
    cashier, customer = people("li"), people()
    reference = shop.reference()
    sale = shop.sell(reference, "36.00")
    shop.printer.do("/fault/paper-out?after-lines=5")
    shop.till_prints(reference, "36.00")
    case = shop.case_of(sale, "RC")
    shop.until("the finding opened the case", lambda: shop.transaction(sale)["codes"])
    cashier.notices("/counter")
    cashier.until(lambda: cashier.all("#alerts a"))
    cashier.looks("no-paper-counter")
    cashier.click("a.ask[href='/counter?help=no-slip']")
    cashier.click(f"button[name=transaction][value='{sale}']")
    cashier.looks("no-paper-case")
    cashier.click("#paper button[formaction$='/code']")
    cashier.looks("no-paper-code")
    cashier.counted("paper out")
    customer.opens_receipt(cashier.text(".pickup-code").replace(" ", ""), "36.00")
    shop.until("the case is closed", lambda: shop.case(case)["state"] == "closed", 40)
    shop.printer.heal()
    shop.until("a new roll, and the slip goes on by itself", lambda: whole(shop, reference) == 1, 40)
    customer.driver.refresh()
    customer.rate(4)
    settle(shop, people("caiwu"), [sale])
    evidence_pack(shop, people("kefu"), case)


def whole(shop, reference):
    """How many slips of the payment are on paper from head to foot."""
    return sum(reference in "\n".join(lines) and "谢谢惠顾" in lines for lines in shop.printer.slips())


def test_the_customer_left(early_shop, people_of):
    shop = early_shop
    people = people_of(shop)
    reference = shop.reference()
    sale = shop.sell(reference, "77.00", at=now(minutes_ago=15))
    shop.printer.do("/fault/paper-out")
    shop.until("the roll is known to be empty", lambda: shop.printer_state().get("paper") == "out")
    shop.till_prints(reference, "77.00", now(minutes_ago=15))
    shop.until("the slip is missing", lambda: "RC-01" in shop.transaction(sale)["codes"])
    shop.lives_now()
    shop.until("the customer is taken to have left", lambda: "RC-03" in shop.transaction(sale)["codes"], 60)
    service, customer = people("kefu"), people()
    case = shop.case_of(sale, "RC")
    service.notices("/cases")
    service.looks("left-queue")
    service.click(f"a[href='/cases/{case}']")
    service.looks("left-case")
    number = "13800000000" if service.language == "zh-CN" else "+447700900123"
    service.fill("to", number)
    service.click("#letter button[value=send]")
    service.counted("customer left")
    shop.until("the gateway has the message", lambda: len(shop.gateway.texts) == 1)
    told, is_ours = shop.gateway.texts[0]
    assert is_ours and told["to"].endswith(number[-9:]), told
    shop.until("the case is closed on delivery", lambda: shop.case(case)["state"] == "closed", 40)
    service.go(f"/cases/{case}")
    service.looks("left-told")
    code = re.search(r"[2-9A-HJKMNP-Z]{8}", told["text"])[0]
    customer.opens_receipt(code, "77.00")
    customer.looks("left-customer")
    customer.rate(5)
    settle(shop, people("caiwu"), [sale])
    evidence_pack(shop, service, case)


@pytest.mark.parametrize("amount", ["36.50", "2580.00"])
def test_the_slip_is_lost_and_asked_for_later(shop, people, amount):
    service, customer = people("kefu"), people()
    reference = shop.reference()
    sale = shop.sell(reference, amount)
    shop.till_prints(reference, amount)
    shop.until("the slip was printed", lambda: shop.transaction(sale)["slip"] == "issued")
    case = shop.case_of(sale, "RC")
    service.notices(f"/transactions?q={reference}")
    service.click(f"a.open[href='/transactions/{sale}']")
    service.looks("lost-transaction")
    service.click("button.ask[formaction='/counter/lost']")
    service.looks(f"lost-{amount}")
    helper = service
    if amount == "2580.00":
        assert not service.all("#paper button"), "from 2,000 on it is the manager's"
        helper = people("wang")
        helper.go(f"/cases/{case}?lang={helper.language}")
        helper.looks("lost-manager")
        assert len(helper.all("#paper input[name=proof]")) == 3
    else:
        assert len(helper.all("#paper input[name=proof]")) == 1
    for proof in range(len(helper.all("#paper input[name=proof]"))):
        helper.all("#paper input[name=proof]")[proof].click()
    if amount == "2580.00":
        helper.click("#paper button:not([formaction])")
        shop.until("a marked copy is on paper", lambda: any(
            reference in "\n".join(lines) and re.search("重打印|DUPLICATE", "\n".join(lines))
            for lines in shop.printer.slips()))
    else:
        helper.click("#paper button[formaction$='/code']")
        code = helper.text(".pickup-code").replace(" ", "")
        customer.opens_receipt(code, amount)
        customer.looks("lost-customer")
        customer.leaves(lambda: customer.one("button[name=word][value=noSlip]").click())
        customer.sees("", css="#answers")
    shop.until("the case is closed", lambda: shop.case(case)["state"] == "closed", 40)
    steps = shop.case(case)["steps"]
    assert any("RC-04" in str(step) for step in steps), steps
    settle(shop, people("caiwu"), [sale])
    evidence_pack(shop, service, case)
