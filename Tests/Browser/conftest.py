# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Fixtures of the browser tests: a shop with the sample, an empty shop, and a browser per language."""

import pytest

from shop import BINARY, Browser, Server, set_up, sign_in


def pytest_collection_modifyitems(items):
    if not BINARY.exists():
        for item in items:
            item.add_marker(pytest.mark.skip(reason=f"no binary at {BINARY}; run `make build`"))


def running(tmp_path_factory, name, *arguments):
    server = Server(tmp_path_factory.mktemp(name) / "data", *arguments)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sample_shop(tmp_path_factory):
    """A shop that a newcomer set up with the sample."""
    server = Server(tmp_path_factory.mktemp("sample") / "data")
    browser = Browser(server.base, "zh-CN", tmp_path_factory.mktemp("profile"))
    set_up(browser, "和平路店", "sample")
    browser.close()
    yield server
    server.stop()


@pytest.fixture
def empty_server(tmp_path):
    """A server nobody has set up yet."""
    server = Server(tmp_path / "data")
    yield server
    server.stop()


@pytest.fixture(params=["zh-CN", "en"])
def visitor(request, sample_shop, tmp_path):
    """Somebody at the door of the sample shop, in either language."""
    browser = Browser(sample_shop.base, request.param, tmp_path / "profile")
    browser.go(f"/signin?lang={request.param}")
    sign_in(browser)
    browser.go(f"/counter?lang={request.param}")
    browser.language = request.param
    yield browser
    try:
        browser.check_quiet()
    finally:
        browser.close()
