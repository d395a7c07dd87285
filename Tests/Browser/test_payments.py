# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Attempts to pay as people find them, in the sample shop."""

STOP = {"zh-CN": "不要再次收款", "en": "o not charge again"}


def test_the_day_says_that_a_payment_has_no_result(visitor):
    visitor.go("/today")
    band = [one for one in visitor.all("#alerts a.band") if "/payments" in one.get_attribute("href")]
    assert len(band) == 1
    assert STOP[visitor.language] in band[0].text
    visitor.leaves(lambda: band[0].click())
    assert STOP[visitor.language] in visitor.one("#now-head").text
    assert len(visitor.all("#steps li")) >= 4
    visitor.shot(f"attempt-{visitor.language}")


def test_what_is_open_comes_first_and_each_attempt_tells_its_steps(visitor):
    visitor.go("/payments")
    assert len(visitor.all("#open tbody tr")) == 1
    assert len(visitor.all("#over tbody tr")) == 5
    visitor.shot(f"attempts-{visitor.language}")
    approved = [row for row in visitor.all("#over tbody tr") if row.find_elements("css selector", ".tag.ok")]
    visitor.leaves(lambda: approved[0].find_element("css selector", "a.open").click())
    # From an approval to its transaction, and there the attempt is found again.
    links = [link for link in visitor.all("#now a") if "/transactions/" in link.get_attribute("href")]
    visitor.leaves(lambda: links[0].click())
    assert visitor.all("#attempts details")


def test_the_owner_who_administers_looks_and_moves_no_money(visitor):
    visitor.go("/payments")
    assert not visitor.all('.rail a[href="/till"]')
    visitor.leaves(lambda: visitor.one("#open a.open").click())
    assert not visitor.all("#proof")
