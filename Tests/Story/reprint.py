# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""A copy asked for from the command line, beside a running server and without one.

Every copy is marked, a second one while the first is on its way is refused by name, and the exit code says what is
known of the paper.

    reprint.py --binary .build/release/counterfoil
"""

import argparse
import os
import pathlib
import subprocess
import tempfile

from paper_out import PASSWORD, Printer, Shop, free_port, open_day, till_prints, until, whole


def reprint(shop, receipt, *more, printer="front"):
    """Exit code and everything that was said."""
    done = subprocess.run(
        [shop.binary, "receipt", "reprint", receipt, "--printer", printer, "--data", shop.data, "--language", "en",
         "--server", f"http://127.0.0.1:{shop.port}", *more],
        capture_output=True, text=True, timeout=90, env={**os.environ, "LC_ALL": "C", "COUNTERFOIL_PASSWORD": PASSWORD})
    return done.returncode, done.stdout + done.stderr


def copies(printer):
    """Numbers on the marks of the whole slips on the tape."""
    marks = []
    for lines in printer.slips():
        numbers = {word for line in lines if "DUPLICATE" in line for word in line.replace("*", " ").split()
                   if word.isdigit()}
        if whole(lines) and numbers:
            marks.append(sorted(numbers)[0])
    return marks


def beside_the_server(shop, printer, receipt):
    code, text = reprint(shop, receipt)
    assert code == 5 and "--user" in text, (code, text)
    code, text = reprint(shop, receipt, "--user", "li")
    assert code == 0 and "copy 2" in text and "on paper" in text, (code, text)
    assert copies(printer) == ["2"], printer.slips()
    printer.do("/fault/paper-out")
    until("the paper is out", lambda: shop.printer()["condition"]["paper"] == "out")
    code, text = reprint(shop, receipt, "--user", "li", "--wait", "2")
    assert code == 1 and "copy 3" in text and "paperOut" in text, (code, text)
    code, text = reprint(shop, receipt, "--user", "li")
    assert code == 3 and "copy 3" in text and "nothing more was printed" in text, (code, text)
    printer.heal()
    until("the copy that waited comes out", lambda: copies(printer) == ["2", "3"])
    for wrong in (("--user", "nobody"), ("--user", "li", "--printer", "back")):
        code, text = reprint(shop, receipt, *wrong)
        assert code == 3, (wrong, code, text)
    print("  beside the server: copies", copies(printer))


def alone(shop, printer, receipt):
    shop.stop()
    code, text = reprint(shop, receipt)
    assert code == 0 and "copy 4" in text, (code, text)
    assert copies(printer) == ["2", "3", "4"], printer.slips()
    assert reprint(shop, receipt, printer="back")[0] == 3
    assert reprint(shop, "0" * 26)[0] == 3
    assert reprint(shop, "nonsense")[0] == 3
    printer.do("/fault/paper-out")
    code, text = reprint(shop, receipt, "--wait", "3")
    assert code == 1 and "copy 5" in text, (code, text)
    code, text = reprint(shop, receipt)
    assert code == 3 and "copy 5" in text, (code, text)
    printer.heal()
    # What waits belongs to the spool: the server takes it up.
    shop.start()
    until("the copy that waited comes out", lambda: copies(printer) == ["2", "3", "4", "5"], 40)
    steps = shop.call("GET", f"/api/v1/receipts/{receipt}")["steps"]
    asked = [step for step in steps if step["kind"] == "copyAsked"]
    assert [step["by"] for step in asked] == ["li", "li", "cli", "cli"], asked
    print("  alone: copies", copies(printer))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    binary = parser.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as log:
        folder = pathlib.Path(folder)
        printer = Printer(binary, log)
        shop = Shop(binary, folder, log)
        port = free_port()
        try:
            open_day(shop, printer, port)
            till_prints(port)
            until("the slip is on paper", lambda: shop.receipts()[0]["report"] == "onPaper")
            receipt = shop.receipts()[0]["id"]
            beside_the_server(shop, printer, receipt)
            alone(shop, printer, receipt)
        finally:
            shop.stop()
            printer.stop()
    print("every copy marked, none unasked")


if __name__ == "__main__":
    main()
