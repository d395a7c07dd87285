# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Charged twice; the wrong amount. The cashier asks, the manager agrees, the channel answers, the customer is told and
sees the money going back on a page of their own; the acquirer's file then agrees with the books."""

import pytest

from story import evidence_pack, now, settle


def noted(person, refund, answer, reference):
    """Writes down what the channel answered."""
    person.go(f"{refund}?lang={person.language}")
    person.fill("reference", reference)
    person.leaves(lambda: person.one(f"button[name=answer][value={answer}]").click())


def told(shop, person, case, to, heard):
    """The case's own message, with its template chosen, to the contact the customer gives now."""
    person.go(f"/cases/{case}?lang={person.language}")
    person.looks("tell")
    person.fill("to", to)
    person.click("#letter button[value=send]")
    shop.until("the message arrived", heard)


def resolved(person, case, cause, proof):
    person.go(f"/cases/{case}?lang={person.language}")
    person.driver.execute_script(f"document.querySelector('#cause').value = '{cause}'")
    person.one("#proof").send_keys(proof)
    person.leaves(lambda: person.one("#resolve button.primary").click())


def agrees(manager, refund, amount):
    """The manager notices it among the refunds, types the amount and agrees."""
    manager.notices("/refunds")
    manager.looks("approval")
    number = refund.split("/")[-1]
    manager.one(f"#confirm-{number}").send_keys(amount)
    manager.click(f"form[action='{refund}/approval'] button")
    manager.counted("double charge: approval")


def code_for(shop, transaction):
    items = shop.call("GET", "/api/v1/receipts?limit=100")["items"]
    receipt = next(item["id"] for item in items if item["transaction"] == transaction and item["copy"] == 1)
    return shop.call("POST", f"/api/v1/receipts/{receipt}/code", {}, "li")["code"]


def test_charged_twice(shop, people):
    cashier, manager, customer = people("li"), people("wang"), people()
    order = f"ORD{len(shop.sold):06d}"
    first = shop.reference()
    sale = shop.sell(first, "258.00", at=now(4), order=order)
    shop.sell(first, "258.00", at=now(4), source="terminal", order=order)
    shop.till_prints(first, "258.00", now(4))
    shop.until("the slip is with its sale", lambda: shop.transaction(sale)["slip"] == "issued")
    second = f"2{first[1:]}"
    card = {"card": f"622200******{first[-4:]}"}
    twice = shop.sell(second, "258.00", at=now(3), source="terminal", **card)
    assert twice != sale
    shop.until("the double charge is noticed", lambda: "PY-06" in shop.transaction(twice)["codes"])
    customer.opens_receipt(code_for(shop, sale), "258")
    customer.looks("twice-customer")
    customer.leaves(lambda: customer.one("button[name=word][value=chargedTwice]").click())
    customer.looks("twice-customer-said")

    cashier.notices("/counter")
    cashier.click("a.ask[href='/counter?help=twice']")
    cashier.looks("twice-choose")
    cashier.click(f"button[name=transaction][value='{sale}']")
    case = shop.case_of(twice, "PY")
    assert cashier.path().startswith(f"/cases/{case}"), cashier.path()
    cashier.looks("twice-case")
    cashier.sees(first, second)
    cashier.fill("confirm", "258.00")
    cashier.click("#back form[action='/refunds'] button")
    cashier.counted("double charge")
    refund = cashier.path().split("?")[0]
    cashier.looks("twice-asked")

    agrees(manager, refund, "258.00")
    reference = f"9{first[1:]}"
    noted(manager, refund, "succeeded", reference)
    manager.looks("twice-refund")
    to = "anna@example.com"
    told(shop, manager, case, to, lambda: any(name == to for name, _ in shop.mail.letters))
    manager.go(f"{refund}/proof")
    manager.looks("twice-proof")
    for number in (case, shop.case_of(sale, "PY")):
        shop.until(f"{number} is over", lambda: not shop.case(number)["isOpen"])
    customer.driver.refresh()
    customer.looks("twice-customer-after")
    customer.sees("-¥258.00", css="body")
    customer.rate(5)
    settle(shop, people("caiwu"), [sale, twice], [("void", reference, "258.00", twice)])
    assert shop.transaction(twice)["money"] in ("reversed", "refunded"), shop.transaction(twice)
    assert shop.transaction(sale)["money"] == "charged"
    evidence_pack(shop, people("kefu"), case)


def test_the_wrong_amount(shop, people):
    cashier, manager, customer = people("li"), people("wang"), people()
    reference = shop.reference()
    sale = shop.sell(reference, "85.00")
    shop.till_prints(reference, "85.00")
    shop.until("the slip is with its sale", lambda: shop.transaction(sale)["slip"] == "issued")
    code = code_for(shop, sale)
    customer.opens_receipt(code, "85")
    customer.leaves(lambda: customer.one("button[name=word][value=wrongAmount]").click())

    cashier.notices("/counter")
    cashier.click("a.ask[href='/counter?help=amount']")
    cashier.click(f"button[name=transaction][value='{sale}']")
    case = shop.case_of(sale, "PY")
    cashier.looks("wrong-case")
    cashier.fill("right", "58.00")
    cashier.click("#wrong + form button")
    cashier.looks("wrong-computed")
    assert cashier.one("#amount").get_attribute("value") == "27.00"
    cashier.fill("confirm", "27.00")
    cashier.click("#back form[action='/refunds'] button")
    cashier.counted("wrong amount")
    refund = cashier.path().split("?")[0]

    agrees(manager, refund, "27.00")
    back = f"9{reference[1:]}"
    noted(manager, refund, "accepted", back)
    number = "13800000001" if manager.language == "zh-CN" else "+447700900124"
    before = len(shop.gateway.texts)
    told(shop, manager, case, number, lambda: len(shop.gateway.texts) > before)
    assert "27.00" in shop.gateway.texts[-1][0]["text"], shop.gateway.texts[-1]
    noted(manager, refund, "succeeded", back)
    resolved(manager, case, "human", refund.split("/")[-1])
    customer.driver.refresh()
    customer.looks("wrong-customer-after")
    customer.sees("27.00", css="body")
    customer.rate(4)
    shop.until("the opinion is with the case", lambda: shop.case(case)["satisfaction"] == 4)
    settle(shop, people("caiwu"), [sale], [("refund", back, "27.00", sale)])
    evidence_pack(shop, people("kefu"), case)


def test_too_little_is_noted_to_be_collected_and_drafts_are_kept(shop, people):
    cashier = people("li")
    sale = shop.sell(shop.reference(), "50.00", printed=True)
    cashier.notices("/counter?help=amount")
    cashier.click(f"button[name=transaction][value='{sale}']")
    case = shop.case_of(sale, "PY")
    cashier.fill("right", "65.00")
    cashier.click("#wrong + form button")
    cashier.sees("15.00")
    cashier.looks("wrong-too-little")
    cashier.one("#note").send_keys("half a note")
    cashier.go("/counter")
    cashier.go(f"/cases/{case}?right=65.00")
    assert cashier.one("#note").get_attribute("value") == "half a note"
    cashier.click("form[action$='/collection'] button")
    assert cashier.clicks <= 5
    assert shop.case(case)["state"] == "waiting:customer", shop.case(case)["state"]
    assert cashier.one("#note").get_attribute("value") == "half a note"
    cashier.click("button[name=macro][value=customerTold]")
    assert cashier.one("#note").get_attribute("value") == ""
    assert any("half a note" in str(step) or step["kind"] == "note" for step in shop.case(case)["steps"])


