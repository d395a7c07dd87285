# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""The release binary on a free loopback port with a data folder of its own, and a browser in front of it."""

import base64
import json
import os
import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("COUNTERFOIL_BINARY", ROOT / ".build/release/counterfoil"))
VECTORS = pathlib.Path(os.environ.get("COUNTERFOIL_VECTORS", ROOT.parent / "shared/vectors"))
SHOTS = os.environ.get("COUNTERFOIL_BROWSER_SHOTS")

NAME = "owner"
PASSWORD = "correct horse battery 58"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One running shop. It is stopped by its own process, never by a name."""

    def __init__(self, data: pathlib.Path, *arguments: str):
        self.data = data
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = open(data.parent / f"{data.name}.log", "wb")
        self.process = subprocess.Popen(
            [str(BINARY), "serve", "--data", str(data), "--listen", f"127.0.0.1:{self.port}", *arguments],
            stdout=self.log, stderr=subprocess.STDOUT,
        )
        self.wait_until_ready()

    def wait_until_ready(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise RuntimeError("the server did not become ready:\n" + self.tail())

    def tail(self) -> str:
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(errors="replace")[-3000:]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


class Browser:
    """Headless Chromium that remembers every console message and every address it asked for."""

    def __init__(self, base: str, language: str, profile: pathlib.Path):
        options = webdriver.ChromeOptions()
        options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--no-first-run",
            f"--user-data-dir={profile}", f"--lang={language}", "--window-size=1280,900",
        ):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver")))
        self.base = base
        self.asked: list[str] = []
        self.messages: list[str] = []

    # Going and looking

    def go(self, path: str) -> None:
        self.driver.get(self.base + path)

    def all(self, css: str):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css: str):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def text(self, css: str = "main") -> str:
        return self.one(css).text

    def path(self) -> str:
        return self.driver.execute_script("return location.pathname + location.search")

    def until(self, condition, seconds: float = 20):
        return WebDriverWait(self.driver, seconds, poll_frequency=0.1).until(lambda _: condition())

    def fill(self, name: str, text: str) -> None:
        field = self.one(f"[name={name}]")
        field.clear()
        field.send_keys(text)

    def leaves(self, action) -> None:
        """Does something that loads another page, and waits until that page is there."""
        old = self.one("html").id
        action()
        self.until(lambda: self.is_loaded() and self.one("html").id != old, 90)

    def is_loaded(self) -> bool:
        try:
            return self.driver.execute_script("return document.readyState") == "complete"
        except Exception:  # the page is being replaced at this very moment
            return False

    def shot(self, name: str, width: int = 1280, dark: bool = False) -> None:
        if not SHOTS:
            return
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        self.resize(width)
        height = min(max(self.driver.execute_script("return document.documentElement.scrollHeight"), 700), 3000)
        self.resize(width, height)
        image = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        pathlib.Path(SHOTS, f"{name}.png").write_bytes(base64.b64decode(image))
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def resize(self, width: int, height: int = 860) -> None:
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})

    # What the browser noticed

    def collect(self) -> None:
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.asked.append(message["params"]["request"]["url"])
        self.messages += [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]

    def check_quiet(self) -> None:
        """No error in the console, and nothing asked of any other machine."""
        self.collect()
        foreign = [url for url in self.asked if not url.startswith((self.base, "data:", "about:", "chrome"))]
        assert foreign == []
        loud = [message for message in self.messages if message.startswith(("SEVERE", "WARNING"))]
        # A wrong password is answered with 401 and a refused file with 4xx; the browser reports both as errors.
        loud = [message for message in loud if "status of 4" not in message]
        # A story that stops its server leaves pages behind that go on asking for live news.
        loud = [m for m in loud if not ("/events" in m and "ERR_CONNECTION_REFUSED" in m)]
        assert loud == [], loud

    def close(self) -> None:
        self.driver.quit()


def set_up(browser: Browser, store: str, start: str) -> None:
    """The first-run page, as a newcomer fills it in."""
    browser.go("/")
    assert browser.path().startswith("/setup")
    browser.fill("storeName", store)
    browser.fill("administrator", NAME)
    browser.fill("password", PASSWORD)
    browser.fill("passwordAgain", PASSWORD)
    browser.leaves(lambda: browser.one(f"button[name=start][value={start}]").click())


def sign_in(browser: Browser, name: str = NAME, password: str = PASSWORD) -> None:
    browser.go("/signin")
    if not browser.path().startswith("/signin"):
        return
    browser.fill("name", name)
    browser.fill("password", password)
    browser.leaves(lambda: browser.one("form button.primary").click())


def import_files(browser: Browser, paths: list[pathlib.Path], seconds: float = 120) -> dict[str, str]:
    """Brings files in through the page, confirms each that can be confirmed, and tells how each ended:
    the address of its result, or what the page says against it."""
    browser.go("/imports")
    browser.one("input[type=file]").send_keys("\n".join(str(path) for path in paths))
    browser.leaves(lambda: browser.one("[data-drop] button").click())
    if browser.path().startswith("/imports/"):
        links = [browser.path()]
    else:
        waiting = "document.querySelectorAll('td a.open[href^=\"/imports/\"]:not([href^=\"/imports/files/\"])')"
        # Uploads of an earlier visit may wait here too; they are not this call's business.
        offered = browser.driver.execute_script(
            f"return [...{waiting}].map(a => [a.textContent, a.getAttribute('href')])")
        names = {path.name for path in paths}
        links = [href for name, href in offered if name in names]
    results = {}
    for link in links:
        name, result = finish_upload(browser, link, seconds)
        results[name] = result
    return results


def finish_upload(browser: Browser, link: str, seconds: float) -> tuple[str, str]:
    browser.go(link)
    browser.until(lambda: browser.is_loaded() and not browser.all("[data-progress]"), seconds)
    name = browser.text("h1")
    confirm = browser.all("form[action$='/confirmation'] button")
    if not confirm:
        return name, browser.text(".band")
    browser.leaves(lambda: confirm[0].click())
    browser.until(lambda: browser.is_loaded() and not browser.all("[data-progress]"), seconds)
    browser.until(lambda: browser.path().startswith("/imports/files/"), 20)
    return name, browser.path()
