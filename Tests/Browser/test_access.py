# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Pages that everybody can use: labels, heads, contrast, targets, narrow screens, paper, no scripts."""

import pytest

PAGES = [
    "/counter", "/counter?help=no-slip", "/today", "/transactions", "/transactions?q=58", "/findings", "/imports",
    "/stores", "/people", "/tariffs", "/terminals", "/account", "/menu",
]

# Colour contrast as WCAG 2.2 computes it, over every element that shows text of its own.
CONTRAST = """
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const [r, g, b, alpha = 1] = parse(getComputedStyle(at).backgroundColor);
    if (alpha > 0.9) return [r, g, b];
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 22, 20] : [245, 243, 237];
};
const poor = [];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (!own || box.width < 2 || style.visibility === "hidden" || element.closest("dialog, .vh, .skip, [disabled]")) continue;
  const [one, two] = [light(parse(style.color)), light(ground(element))].sort((a, b) => b - a);
  const ratio = (one + 0.05) / (two + 0.05);
  const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
  if (ratio < (isLarge ? 3 : 4.5)) poor.push(`${element.textContent.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
}
return poor;
"""

NAMELESS = """
const name = (element) => element.getAttribute("aria-label") || element.textContent.trim()
  || (element.labels && [...element.labels].map((label) => label.textContent).join("")) || element.title;
return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea")]
  .filter((element) => element.offsetParent && !name(element)).map((element) => element.outerHTML.slice(0, 120));
"""

# WCAG 2.5.8 lets links in running text be smaller.
SMALL = """
return [...document.querySelectorAll("button, select, input:not([type=hidden]), a.btn, a.tag, .rail a, td a.open, .chip a")]
  .filter((element) => element.offsetParent && !element.closest("label, dialog"))
  .map((element) => [element.getBoundingClientRect(), element.outerHTML.slice(0, 100)])
  .filter(([box]) => box.width > 0 && (box.width < 24 || box.height < 23.5))
  .map(([box, text]) => `${Math.round(box.width)}x${Math.round(box.height)} ${text}`);
"""

HEADS = """
const levels = [...document.querySelectorAll("h1, h2, h3")].filter((head) => head.offsetParent)
  .map((head) => Number(head.tagName[1]));
return levels;
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_by_weak_eyes(visitor, dark):
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    for path in PAGES:
        visitor.go(path)
        assert visitor.driver.execute_script(CONTRAST) == [], path


def test_pages_have_one_language_one_head_and_names_for_everything(visitor):
    for path in PAGES:
        visitor.go(path)
        assert visitor.one("html").get_attribute("lang") == visitor.language
        assert visitor.driver.title
        levels = visitor.driver.execute_script(HEADS)
        assert levels.count(1) == 1, (path, levels)
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), (path, levels)
        assert visitor.driver.execute_script(NAMELESS) == [], path
        assert len(visitor.all("main")) == 1 and len(visitor.all("nav.rail")) == 1
        for table in visitor.all("table"):
            assert table.find_elements("css selector", "caption"), path


def test_targets_are_large_enough(visitor):
    for path in PAGES:
        visitor.go(path)
        assert visitor.driver.execute_script(SMALL) == [], path


@pytest.mark.parametrize("width", [320, 375, 768, 1024])
def test_no_page_scrolls_sideways(visitor, width):
    """320 CSS pixels are a 1280 pixel screen at 400 %."""
    visitor.resize(width)
    for path in PAGES:
        visitor.go(path)
        wide = visitor.driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, (path, wide)
        if width == 375:
            visitor.shot(f"phone{path.replace('/', '-').replace('?', '-')}-{visitor.language}", width=375)
            visitor.resize(width)


def test_the_focus_is_visible_and_never_under_a_bar(visitor):
    visitor.go("/transactions")
    hidden = visitor.driver.execute_script("""
        const bar = document.querySelector(".top").getBoundingClientRect();
        const hidden = [];
        for (const link of document.querySelectorAll("main a[href]")) {
          link.focus();
          const box = link.getBoundingClientRect();
          if (box.bottom <= bar.bottom && box.top >= 0 && !document.querySelector(".top").contains(link)) {
            hidden.push(link.outerHTML.slice(0, 80));
          }
        }
        return hidden;
    """)
    assert hidden == []


def test_pages_print_without_chrome(visitor):
    visitor.go("/findings")
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    for css in (".rail", ".top", ".pager"):
        assert all(not element.is_displayed() for element in visitor.all(css)), css
    assert visitor.one("table thead").value_of_css_property("display") == "table-header-group"
    assert visitor.one("tbody tr").value_of_css_property("break-inside") == "avoid"
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_reading_works_without_scripts(visitor):
    visitor.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    visitor.go("/transactions?q=58")
    assert visitor.all("tbody tr")
    visitor.one("tbody a.open").click()
    visitor.until(lambda: visitor.all(".verdict"))
    visitor.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_pages_are_small(visitor):
    for path in PAGES:
        visitor.go(path)
        size = visitor.driver.execute_async_script(
            "const done = arguments[0]; fetch(location.href).then(a => a.arrayBuffer()).then(b => done(b.byteLength))")
        assert size <= 100_000, (path, size)
