# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Files dropped on the import page: real statements, and a generated pair whose mistakes are known."""

import csv
import os
import re

import pytest

from shop import VECTORS, import_files

ROWS = int(os.environ.get("COUNTERFOIL_BROWSER_ROWS", "20000"))


def test_real_statements_are_read_or_refused_with_a_reason(visitor):
    folder = VECTORS / "statements"
    if not folder.exists():
        pytest.skip(f"no vectors at {folder}")
    files = sorted(folder.glob("*.csv"))
    results = import_files(visitor, files)
    assert len(results) == len(files), results
    for name, result in results.items():
        # Either rows went in and the page says how they add up, or the page says why not.
        if result.startswith("/imports/files/"):
            visitor.driver.get(visitor.base + result)
            numbers = re.findall(r"[\d,]+", visitor.text("main .band p + p"))
            read, added, known, quarantined = (int(number.replace(",", "")) for number in numbers)
            assert read == added + known + quarantined, (name, numbers)
            assert read > 0, name
            visitor.shot(f"file-{name}-{visitor.language}")
        else:
            assert len(result) > 20, (name, result)
    visitor.go("/imports")
    visitor.shot(f"imports-{visitor.language}")


def test_what_is_not_a_statement_is_refused_in_plain_words(visitor, tmp_path):
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    results = import_files(visitor, [picture])
    assert list(results) == ["photo.csv"]
    assert not results["photo.csv"].startswith("/imports/files/"), results
    visitor.shot(f"refused-{visitor.language}")


def write_pair(folder, rows, marker):
    """A till journal and the acquirer's file of it, with one mistake of each kind in every thousand rows."""
    planted = {"PY-06": 0, "ST-04": 0, "PY-04": 0, "PY-02": 0, "RC-01": 0, "ST-05": 0}
    till_path, acquirer_path = folder / f"till-{marker}.csv", folder / f"acquirer-{marker}.csv"
    with open(till_path, "w", newline="") as till_file, open(acquirer_path, "w", newline="") as acquirer_file:
        till, acquirer = csv.writer(till_file), csv.writer(acquirer_file)
        till.writerow(["terminal", "rrn", "type", "amount", "time", "status", "printed", "product", "card"])
        acquirer.writerow(["terminal", "rrn", "type", "amount", "fee", "settle_date", "product", "card"])
        for number in range(rows):
            day = 1 + number * 27 // rows
            time = f"2025-10-{day:02d} {8 + number % 12:02d}:{number // 12 % 60:02d}:{number // 720 % 60:02d}"
            fen = 1000 + number * 7919 % 90000
            # Every payment its own card: the pair plants its own doubles and wants no others.
            card = f"622{marker % 1000:03d}******{number % 10000:04d}"
            terminal, rrn = f"{marker:04d}{number % 50:04d}", f"{marker:04d}{number:08d}"
            kind = number % 1000
            amount, fee = fen, (fen * 6 + 500) // 1000
            status, printed = "approved", "1"
            if kind == 10:
                status = "unknown"
                planted["PY-02"] += 1
            if kind == 20:
                printed = "0"
                planted["RC-01"] += 1
            if kind == 30:
                amount += 900
                planted["ST-04"] += 1
            if kind != 40:
                till.writerow([terminal, rrn, "sale", f"{fen // 100}.{fen % 100:02d}", time, status, printed,
                               "debit", card])
            else:
                planted["PY-04"] += 1
            settle = f"2025-10-{day + 1:02d}"
            row = [terminal, rrn, "sale", f"{amount // 100}.{amount % 100:02d}", f"{fee // 100}.{fee % 100:02d}",
                   settle, "debit", card]
            acquirer.writerow(row)
            if kind == 50:
                acquirer.writerow(row)
                planted["PY-06"] += 1
    return [till_path, acquirer_path], planted


def test_a_generated_pair_shows_what_is_wrong(visitor, tmp_path):
    marker = {"zh-CN": 4101, "en": 4202}[visitor.language]
    files, planted = write_pair(tmp_path, ROWS, marker)
    results = import_files(visitor, files, seconds=300)
    assert all(result.startswith("/imports/files/") for result in results.values()), results
    acquirer = next(result for name, result in results.items() if name.startswith("acquirer"))
    visitor.driver.get(visitor.base + acquirer)
    page = visitor.text()
    visitor.shot(f"pair-{visitor.language}")
    found = {}
    for row in visitor.all("tbody tr"):
        code = re.search(r"[A-Z]{2}-\d\d", row.text)
        if code:
            found[code.group()] = int(row.text.split()[-1].replace(",", ""))
    for code in ("PY-06", "ST-04", "PY-04", "PY-02", "RC-01"):
        assert found.get(code) == planted[code], (code, found, planted, page)
    # From the page of the file to one transaction, its explanation and what to do.
    visitor.leaves(lambda: visitor.one("tbody a.open").click())
    assert visitor.all(".finding .next li")
    visitor.leaves(lambda: visitor.one("tbody a.open").click())
    assert len(visitor.text("article.finding p")) > 5
    assert visitor.all("table.sources td.believed")


def test_the_same_file_again_adds_nothing(visitor, tmp_path):
    marker = {"zh-CN": 4303, "en": 4404}[visitor.language]
    files, _ = write_pair(tmp_path, 50, marker)
    import_files(visitor, files[:1])
    second = import_files(visitor, files[:1])
    result = next(iter(second.values()))
    if result.startswith("/imports/files/"):
        visitor.driver.get(visitor.base + result)
    assert "50" in visitor.text()
    visitor.go(f"/transactions?q={marker:04d}00000007")
    assert len(visitor.all("tbody tr")) == 1


def test_files_are_compared_beside_the_shop(visitor, tmp_path):
    """The file job on uploads: chosen, compared, findings by code, the report taken home, removed."""
    files, planted = write_pair(tmp_path, 2000, {"zh-CN": 4505, "en": 4606}[visitor.language])
    visitor.go("/comparisons")
    for side, path in zip(("till", "acquirer"), files):
        visitor.one(f"#side-{side}").send_keys(str(path))
    visitor.leaves(lambda: visitor.one("form[enctype] button").click())
    visitor.until(lambda: not visitor.all("[data-progress]") and visitor.all("main a[download]"), seconds=120)
    visitor.shot(f"comparison-{visitor.language}")
    found = {}
    for row in visitor.all("tbody tr"):
        cells = [cell.text for cell in row.find_elements("tag name", "td")]
        code = re.match(r"[A-Z]{2}-\d\d", cells[0])
        if code:
            found[code.group()] = int(cells[1].replace(",", ""))
    for code in ("PY-06", "ST-04", "PY-04", "PY-02", "RC-01"):
        assert found.get(code) == planted[code], (code, found, planted)
    assert visitor.all("main a[download]")[0].get_attribute("href").rsplit("/", 1)[1] == "findings.csv"
    path = visitor.path()
    visitor.leaves(lambda: visitor.one(f"main a[href='{path}/report']").click())
    assert visitor.path() == f"{path}/report" and visitor.all("h1") and not visitor.all("script")
    visitor.shot(f"comparison-report-{visitor.language}")
    visitor.go(path)
    visitor.leaves(lambda: visitor.one(f"form[action='{path}/removal'] button").click())
    assert visitor.path().startswith("/comparisons?done=")
