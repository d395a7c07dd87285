# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A newcomer's path: set up, load the sample, find a payment by what a customer says, read the verdict."""

import re
import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from shop import Browser, set_up

SPOKEN = {"zh-CN": "58 昨天 15点 尾号1234", "en": "58 yesterday 3pm card 1234"}
VERDICT = {"zh-CN": "结论", "en": "Verdict"}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_first_run_with_the_sample_leads_to_the_day(empty_server, tmp_path, language):
    browser = Browser(empty_server.base, language, tmp_path / "profile")
    try:
        browser.go(f"/?lang={language}")
        browser.shot(f"setup-{language}")
        set_up(browser, "和平路店" if language == "zh-CN" else "Harbour Street", "sample")
        assert browser.one("html").get_attribute("lang") == language
        assert not browser.path().startswith(("/setup", "/signin"))
        browser.go("/today")
        assert re.search(r"¥[\d,]+\.\d\d", browser.text())
        browser.check_quiet()
    finally:
        browser.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_an_empty_shop_says_what_would_be_here_and_what_to_do(empty_server, tmp_path, language):
    browser = Browser(empty_server.base, language, tmp_path / "profile")
    try:
        browser.go(f"/?lang={language}")
        set_up(browser, "空店" if language == "zh-CN" else "Empty", "empty")
        for path in ("/counter", "/today", "/transactions", "/findings", "/imports"):
            browser.go(path)
            assert len(browser.all(".empty h2")) == 1, path
            assert len(browser.all(".empty p")) >= 2, path
            assert browser.all(".empty a.btn") or path == "/imports", path
            browser.shot(f"empty{path.replace('/', '-')}-{language}")
        browser.check_quiet()
    finally:
        browser.close()


def test_a_payment_is_found_by_what_the_customer_says(visitor):
    search = visitor.one("[data-search]")
    search.send_keys(SPOKEN[visitor.language])
    visitor.leaves(lambda: search.send_keys(Keys.ENTER))
    visitor.shot(f"search-{visitor.language}")
    chips = [chip.text for chip in visitor.all(".chip")]
    assert any("58.00" in chip for chip in chips), chips
    assert any("1234" in chip for chip in chips), chips
    first = visitor.all("tbody tr")[0]
    assert first.find_element(By.CSS_SELECTOR, "td.why").text.strip()
    visitor.leaves(lambda: first.find_element(By.CSS_SELECTOR, "a.open").click())
    assert VERDICT[visitor.language] in visitor.text(".verdict")
    assert len(visitor.text(".verdict")) > 10
    assert len(visitor.all("table.sources thead th")) >= 2
    visitor.shot(f"detail-{visitor.language}")


def test_a_chip_can_be_removed(visitor):
    search = visitor.one("[data-search]")
    search.send_keys(SPOKEN[visitor.language])
    visitor.leaves(lambda: search.send_keys(Keys.ENTER))
    before = len(visitor.all(".chip"))
    visitor.leaves(lambda: visitor.one(".chip a").click())
    assert len(visitor.all(".chip")) < before


def test_nothing_found_offers_the_next_step(visitor):
    visitor.go("/transactions?q=987654.32")
    assert not visitor.all("tbody tr")
    assert visitor.all(".empty h2")
    visitor.shot(f"search-none-{visitor.language}")


def test_every_finding_says_what_to_do(visitor):
    visitor.go("/findings")
    codes = [link.get_attribute("href") for link in visitor.all(".groups a")]
    assert len(codes) >= 5
    visitor.shot(f"findings-{visitor.language}")
    for href in codes:
        visitor.driver.get(href)
        assert visitor.all(".finding .next li"), href
        assert visitor.all("tbody tr"), href
    visitor.leaves(lambda: visitor.one("tbody a.open").click())
    assert visitor.all("article.finding .next")


def test_an_unknown_payment_forbids_another_charge(visitor):
    visitor.go("/transactions?money=unknown")
    assert visitor.all("tbody tr"), "the sample has a payment with unknown outcome"
    visitor.leaves(lambda: visitor.one("tbody a.open").click())
    band = visitor.one(".band.stop")
    assert band.get_attribute("role") == "alert"
    assert ("不要再次扣款" if visitor.language == "zh-CN" else "Do not charge again") in band.text
    visitor.shot(f"unknown-{visitor.language}", dark=True)


def test_a_question_at_the_counter_is_answered(visitor):
    for link in [ask.get_attribute("href") for ask in visitor.all(".ask")]:
        visitor.driver.get(link)
        assert visitor.one("main .say").text, link
        assert visitor.all("tbody tr"), link


def test_the_keyboard_alone_finds_and_opens_a_payment(visitor):
    visitor.go("/today")
    body = visitor.one("body")
    body.send_keys("/")
    visitor.until(lambda: visitor.driver.switch_to.active_element.get_attribute("name") == "q")
    field = visitor.driver.switch_to.active_element
    field.send_keys("58")
    visitor.leaves(lambda: field.send_keys(Keys.ENTER))
    visitor.one("body").send_keys("j")
    visitor.until(lambda: "open" in (visitor.driver.switch_to.active_element.get_attribute("class") or ""))
    visitor.leaves(lambda: visitor.driver.switch_to.active_element.send_keys(Keys.ENTER))
    assert visitor.all(".verdict")
    visitor.one("body").send_keys("?")
    visitor.until(lambda: visitor.all("dialog[open]"))
    visitor.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    visitor.until(lambda: not visitor.all("dialog[open]"))
    visitor.one("body").send_keys("g")
    time.sleep(0.15)  # a hand, not a scanner
    visitor.leaves(lambda: visitor.one("body").send_keys("c"))
    assert visitor.path().startswith("/counter")


def test_a_scanned_code_is_searched_for_wherever_the_focus_is(visitor):
    visitor.go("/today")
    visitor.leaves(lambda: visitor.driver.execute_script("""
        const day = document.querySelector("#day");
        day.focus();
        for (const key of [..."112415030001", "Enter"])
          day.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    """))
    assert "q=112415030001" in visitor.path()


def test_live_updates_are_on(visitor):
    visitor.go("/counter")
    visitor.until(lambda: "on" in visitor.one("[data-live]").get_attribute("class").split())


def test_the_list_can_be_taken_away_as_csv(visitor):
    visitor.go("/transactions")
    link = visitor.one("a[download]").get_attribute("href")
    text = visitor.driver.execute_async_script(
        "const done = arguments[1]; fetch(arguments[0]).then(a => a.text()).then(done)", link)
    assert text.count("\n") > 50
