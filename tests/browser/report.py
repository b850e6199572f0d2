"""Drives a report in real Chromium: opens, searches, sorts, filters, expands, follows a link, and asks axe-core.

usage: report.py FACTS.json
FACTS.json: {"report": path, "screenshots": folder, "package": id, "item": word, "recipient": name, "hostile": text or null}
Prints what it did. Exits with 1 at the first thing that is not so.
"""

import json
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium():
    """The path of the browser."""
    names = [os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome"]
    found = next((path for path in map(shutil.which, names) if path), None)
    return found or sys.exit("no Chromium: `scripts/chromium` installs it or says how")


@contextmanager
def browser(**options):
    """A fresh profile; every request that leaves the file is refused and kept."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=chromium(), headless=True, args=FLAGS, **options)
        try:
            yield context
        finally:
            context.close()


def opened(context, facts, hash=""):
    """The report in a new tab, with what it complained of."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.complaints = []
    page.asked = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (page.complaints.append("a dialog: " + dialog.message), dialog.dismiss()))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(Path(facts["report"]).as_uri() + hash)
    page.bring_to_front()
    return page


def content(page):
    assert page.complaints == [], page.complaints
    others = [url for url in page.asked if not url.startswith("file:")]
    assert others == [], others


def visible(page):
    return page.locator("#packages-table tbody > tr:not(.details):visible")


def works(context, facts):
    """Search, sort, filter, expand, links, the keyboard."""
    page = opened(context, facts)
    rows, hits = visible(page), page.locator("#hits")
    everything = rows.count()
    assert everything > 0
    expect(hits).to_contain_text("worth $")

    page.get_by_role("searchbox", name="Search").fill(facts["item"])
    expect(rows).not_to_have_count(everything)
    found = rows.count()
    assert found > 0, facts["item"]
    page.get_by_role("searchbox", name="Search").fill("no such thing at all")
    expect(hits).to_contain_text("Nothing fits")
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(everything)

    page.get_by_role("combobox", name="Recipient", exact=True).select_option(facts["recipient"])
    expect(rows).not_to_have_count(everything)
    assert all(name == facts["recipient"] for name in rows.locator("td:nth-child(3)").all_text_contents())
    page.get_by_role("combobox", name="Year", exact=True).select_option(index=1)
    page.get_by_role("combobox", name="Authority", exact=True).select_option(index=1)
    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(everything)

    value = page.locator("#packages-table thead th").nth(5)
    value.get_by_role("button").click()
    expect(value).to_have_attribute("aria-sort", "ascending")
    value.get_by_role("button").click()
    expect(value).to_have_attribute("aria-sort", "descending")
    keys = [float(key) for key in rows.locator("td:nth-child(6)").evaluate_all("cells => cells.map(cell => cell.dataset.key ?? '-1')")]
    assert keys == sorted(keys, reverse=True), keys[:20]

    button = page.get_by_role("button", name=facts["package"], exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    details = page.locator("#about-" + facts["package"])
    expect(details.locator("mark").first).to_be_visible()
    for link in details.locator("a").all():
        assert link.get_attribute("href").startswith(("https://", "http://")), link.get_attribute("href")
    first = details.locator("a").first
    address = first.get_attribute("href")
    page.keyboard.press("Space")
    expect(details).to_be_hidden()
    page.keyboard.press("Enter")
    went = []
    context.route("**/*", lambda route: (went.append(route.request.url), route.fulfill(body="<title>the page</title>", content_type="text/html")))
    content(page)
    first.click()
    expect(page).to_have_title("the page")
    assert went and went[0].split("#")[0] == address.split("#")[0], (went, address)
    assert "#:~:text=" in address, address
    context.unroute_all()
    page.close()

    page = opened(context, facts, "#" + facts["package"])
    expect(page.locator("#about-" + facts["package"])).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=facts["package"], exact=True)).to_be_focused()
    page.get_by_role("navigation").get_by_role("link", name="Audit").click()
    expect(page.get_by_role("heading", name="Audit")).to_be_in_viewport()
    content(page)
    page.close()
    return f"{everything} rows, {found} of them with {facts['item']}, {facts['package']} opened and left by {address[:60]}"


def hostile(context, facts):
    """Page text that holds markup stands there as text, in every place, and runs nothing."""
    page = opened(context, facts)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.locator(".open").count() > 0, "no package was read"
    for button in page.locator(".open").all():
        button.click()
    text = page.locator("body").inner_text()
    assert facts["hostile"] in text, "the hostile text is not shown"
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.locator("main script, main img, main iframe, main [onerror], main [onclick]").count() == 0
    assert page.evaluate("document.scripts.length") == 3
    assert all(href.startswith(("http://", "https://", "#")) for href in page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))"))
    content(page)
    page.close()
    return "hostile text shown as text"


def looks(facts, name, **options):
    """axe-core finds nothing, nothing is cut off sideways; a picture is kept."""
    with browser(**options) as context:
        page = opened(context, facts, "#" + facts["package"])
        page.locator("section details").evaluate_all("all => all.forEach(one => one.open = true)")
        violations = Axe().run(page).response["violations"]
        assert violations == [], json.dumps([(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in violations], indent=1)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window, f"{name}: {wide} px on a window of {window}"
        page.locator("section details").evaluate_all("all => all.forEach(one => one.open = false)")
        page.screenshot(path=Path(facts["screenshots"]) / f"{name}.png", full_page=True)
        content(page)
    return f"{name}: axe-core finds nothing"


def printed(facts):
    with browser() as context:
        page = opened(context, facts, "#" + facts["package"])
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper is white"
        assert not page.locator(".filters").is_visible()
        page.pdf(path=Path(facts["screenshots"]) / "print.pdf", format="A4", print_background=False)
        content(page)
    return "printed"


def without_script(facts):
    with browser(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(Path(facts["report"]).as_uri())
        assert visible(page).count() > 0 and page.locator(".chart svg:visible").count() >= 3
        assert not page.locator(".filters").is_visible()
    return "rows and charts stand without the script"


def main():
    facts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(facts["screenshots"]).mkdir(parents=True, exist_ok=True)
    with browser() as context:
        print(works(context, facts) if not facts["hostile"] else hostile(context, facts))
    if not facts["hostile"]:
        desktop, phone = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
        print(looks(facts, "light", viewport=desktop, color_scheme="light"))
        print(looks(facts, "dark", viewport=desktop, color_scheme="dark"))
        print(looks(facts, "phone", viewport=phone, color_scheme="light", has_touch=True))
        print(printed(facts))
        print(without_script(facts))


if __name__ == "__main__":
    main()
