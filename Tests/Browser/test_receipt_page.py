# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The customer's page: a code from the shop and a second fact open the receipt, on a narrow phone, without scripts,
in both languages."""

import json
import urllib.error
import urllib.request

import pytest

from shop import NAME, PASSWORD, Browser
from test_access import CONTRAST, HEADS, NAMELESS, SMALL


def call(base: str, method: str, path: str, token: str = "", body=None):
    request = urllib.request.Request(base + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    with urllib.request.urlopen(request, data, timeout=20) as answer:
        text = answer.read()
        return json.loads(text) if text else {}


@pytest.fixture(scope="module")
def receipt(sample_shop):
    """A slip of the sample with a pick-up code, and what its customer knows."""
    base = sample_shop.base
    token = call(base, "POST", "/api/v1/session", body={"name": NAME, "password": PASSWORD})["token"]
    items = call(base, "GET", "/api/v1/receipts?limit=100", token)["items"]
    slips = [item for item in items if item["transaction"] and item["copy"] == 1]
    if not slips:
        pytest.skip("the sample shop holds no receipts")
    slip = slips[0]
    facts = call(base, "GET", f"/api/v1/transactions/{slip['transaction']}", token)["transaction"]["facts"]
    # The administrator looks but hands nothing over: somebody of customer service does.
    helper = {"name": "door-helper", "displayName": "Helper", "role": "service", "stores": [], "language": "en",
              "password": PASSWORD}
    try:
        call(base, "POST", "/api/v1/people", token, helper)
    except urllib.error.HTTPError as error:
        if error.code not in (409, 422):
            raise
    service = call(base, "POST", "/api/v1/session", body={"name": "door-helper", "password": PASSWORD})["token"]
    code = call(base, "POST", f"/api/v1/receipts/{slip['id']}/code", service, {})
    return {"code": code["code"], "amount": facts["amount"]["amount"], "id": slip["id"], "facts": facts}


@pytest.fixture(params=["zh-CN", "en"])
def phone(request, sample_shop, tmp_path):
    """A customer's phone, 360 dots wide."""
    browser = Browser(sample_shop.base, request.param, tmp_path / "profile")
    browser.language = request.param
    browser.resize(360, 740)
    yield browser
    try:
        browser.check_quiet()
    finally:
        browser.close()


def enter(phone, code, fact):
    phone.go(f"/r?c={code.lower()}")
    phone.fill("fact", fact)
    phone.leaves(lambda: phone.one("form button.main").click())


def fits(phone):
    return phone.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_customer_opens_reads_and_closes_the_receipt(phone, receipt, scripts):
    phone.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    enter(phone, receipt["code"], "0.01")
    assert len(phone.all(".band.bad")) == 1
    phone.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    phone.shot(f"receipt-door-{phone.language}", 360)
    phone.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    enter(phone, receipt["code"], receipt["amount"])
    assert phone.driver.current_url.endswith("/r")
    assert phone.one("html").get_attribute("lang") == phone.language
    assert receipt["amount"] in phone.text(".amount").replace(",", "")
    assert phone.text("pre.slip")
    phone.leaves(lambda: phone.one("button[name=word][value=chargedTwice]").click())
    assert phone.all("#answers .band.ok")
    assert not phone.all("button[value=chargedTwice]")
    phone.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert fits(phone)
    phone.shot(f"receipt-{phone.language}", 360)
    phone.resize(360, 740)
    phone.leaves(lambda: phone.one("form.leave button").click())
    assert phone.all("input[name=fact]") and not phone.all(".amount")
    phone.collect()
    # The way out is a form that was posted, so that no address holds what the customer knows.
    assert all(receipt["amount"] not in url for url in phone.asked)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_and_press(phone, receipt, dark):
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    phone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    enter(phone, receipt["code"], "0.01")
    for step in ("door", "receipt"):
        assert phone.driver.execute_script(CONTRAST) == [], step
        assert phone.driver.execute_script(NAMELESS) == [], step
        assert phone.driver.execute_script(SMALL) == [], step
        levels = phone.driver.execute_script(HEADS)
        assert levels.count(1) == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:]))
        assert fits(phone), step
        if step == "door":
            enter(phone, receipt["code"], receipt["amount"])
    phone.shot(f"receipt-{'dark' if dark else 'light'}-{phone.language}", 360, dark)


def test_the_page_is_light(phone, receipt):
    enter(phone, receipt["code"], receipt["amount"])
    phone.driver.refresh()
    sizes = phone.driver.execute_script(
        "return performance.getEntries().filter((e) => 'decodedBodySize' in e).map((e) => e.decodedBodySize)")
    assert 0 < sum(sizes) <= 60_000, sizes
    time = phone.driver.execute_script(
        "const e = performance.getEntriesByType('navigation')[0]; return e.responseEnd - e.requestStart")
    print(f"receipt page, warm: {time:.1f} ms, {sum(sizes)} bytes")


def test_the_other_language_is_one_press_away(phone, receipt):
    enter(phone, receipt["code"], receipt["amount"])
    phone.leaves(lambda: phone.one("a.switch").click())
    assert phone.one("html").get_attribute("lang") != phone.language
    assert phone.all(".amount")


def test_who_holds_anothers_receipt_sees_no_more_of_it(phone, receipt):
    enter(phone, receipt["code"], receipt["amount"])
    phone.one("details summary").click()
    phone.leaves(lambda: phone.one("button[value=notMine]").click())
    assert phone.all(".band.ok") and not phone.all(".amount")
    phone.go("/r")
    assert not phone.all(".amount")
