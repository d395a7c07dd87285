# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Fixtures of the browser tests: a shop with the sample, an empty shop, and a browser per language."""

import pathlib
import shutil
import subprocess

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


@pytest.fixture(scope="session", params=["zh-CN", "en"])
def language(request):
    """Everybody in a story reads the same language; both are told."""
    return request.param


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """The shop in which the stories happen, printer and mail and all."""
    from story import StoryShop, table

    shop = StoryShop(tmp_path_factory.mktemp("story"))
    yield shop
    shop.close()
    print("\n" + table())


@pytest.fixture(scope="session")
def people_of(language, tmp_path_factory):
    """Gives each person of a shop a browser of their own, and nameless customers another."""
    from story import Person

    known = {}

    def of(shop):
        def person(name=""):
            key = (shop.base, name)
            if key not in known:
                known[key] = Person(shop.base, language, tmp_path_factory.mktemp("profile"), name)
            return known[key]
        return person

    yield of
    try:
        for person in known.values():
            person.check_quiet()
    finally:
        for person in known.values():
            person.close()


@pytest.fixture
def people(shop, people_of):
    return people_of(shop)


@pytest.fixture
def early_shop(language, tmp_path):
    """A shop that lives a quarter of an hour ago until it is told to live now."""
    from story import StoryShop

    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler for the clock of the story")
    earlier = tmp_path / "earlier.so"
    source = pathlib.Path(__file__).with_name("earlier.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(earlier), str(source)], check=True)
    shop = StoryShop(tmp_path, earlier)
    yield shop
    shop.close()
