"""The report's page in a real browser: phone, desktop and print, light and dark, with the network shut."""

import functools
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from reconcile.model import Statement
from reconcile.reading import claims_of
from reconcile.reconciliation import check
from reconcile.report import Evidence, Week, write_report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

PHONE, DESKTOP = (390, 844), (1280, 900)

# Text whose contrast falls below WCAG AA against what lies behind it: [ratio, words, where]. Words on bars and tiles, pure black
# or white, are the business of test_plots.
CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[0-9.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b) };
  const behind = (node) => { for (let at = node; at; at = at.parentElement) {
    const c = parse(getComputedStyle(at).backgroundColor); if (c[3] > 0.99) return c } return [255, 255, 255, 1] };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode.textContent.trim(), el = walk.currentNode.parentElement;
    if (!words || !el.checkVisibility() || ["TITLE", "STYLE"].includes(el.tagName.toUpperCase())) continue;
    const style = getComputedStyle(el), svg = el.closest("svg");
    const ink = parse(svg ? style.fill : style.color);
    if (svg && (ink.slice(0, 3).every((v) => v === 0) || ink.slice(0, 3).every((v) => v === 255))) continue;
    const [a, b] = [light(ink), light(behind(el))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) low.push([ratio.toFixed(2), words.slice(0, 40), el.className.baseVal ?? el.className]);
  }
  return low;
}"""
BROKEN = """() => [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute("href").slice(1))
  .filter((id) => id && !document.getElementById(id))"""
UNNAMED = """() => [...document.querySelectorAll("figure")].filter((f) => {
  const shown = [...f.querySelectorAll('[role="img"]')].filter((one) => one.checkVisibility());
  return shown.length !== 1 || (shown[0].getAttribute("aria-label") || "").length < 20 || !f.querySelector("figcaption").textContent.trim();
}).map((f) => f.id || f.textContent.slice(0, 40))"""
DOUBLED = """() => { const seen = new Set(), twice = [];
  for (const el of document.querySelectorAll("[id]")) { if (seen.has(el.id)) twice.push(el.id); seen.add(el.id) } return twice }"""
WIDE = """() => [...document.querySelectorAll("body *")].filter((el) => el.checkVisibility() && !el.closest("svg, .scroll, .hidden, .skip, thead"))
  .filter((el) => el.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((el) => el.tagName + "." + el.className + ": " + el.textContent.slice(0, 40))"""


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def served(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(week_folder):
    server = served(week_folder)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(browser, address, size, scheme="light", media="screen"):
    """Open the page; whatever it says on the console or asks of other places is kept on it."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.told, page.asked = [], []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(f"{address}/index.html")
    return page


VIEWS = pytest.mark.parametrize(
    ("size", "media"), [(PHONE, "screen"), (DESKTOP, "screen"), ((794, 1123), "print")], ids=["phone", "desktop", "print"]
)


@VIEWS
def test_the_page_is_whole(browser, address, size, media):
    page = opened(browser, address, size, media=media)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.told == []
    assert page.asked == [f"{address}/index.html"]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate(WIDE) == []
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(DOUBLED) == []
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate("() => document.querySelectorAll('figure').length") >= 7
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_word_can_be_read(browser, address, scheme, size):
    page = opened(browser, address, size, scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate(CONTRAST) == []
    page.close()


def test_the_rule_of_contrast_itself_finds_grey_on_white(browser, address):
    page = opened(browser, address, DESKTOP)
    page.evaluate("() => { document.querySelector('h1').style.color = '#bbbbbb' }")
    assert len(page.evaluate(CONTRAST)) == 1
    page.close()


def test_files_beside_the_page_are_there(browser, address):
    page = opened(browser, address, DESKTOP)
    files = page.evaluate("() => [...document.querySelectorAll('footer a')].map((a) => a.href)")
    assert len(files) >= 4
    assert all(page.request.get(file).ok for file in files)
    page.close()


def test_a_number_leads_to_its_words(browser, address):
    page = opened(browser, address, DESKTOP)
    page.click("article.card.impossible dl.mend a.n >> nth=1")
    target = page.evaluate("() => document.querySelector(':target').textContent")
    assert target == "55 of them"
    page.close()


def test_a_sum_leads_to_its_addends_and_opens_them(browser, address):
    page = opened(browser, address, DESKTOP)
    page.click("p.big a.n >> nth=0")
    assert page.evaluate("() => document.querySelector(':target').closest('details').open")
    assert page.evaluate("() => document.querySelectorAll(':target a.n').length") == 7
    page.close()


def test_print_holds_everything_on_paper(browser, address, tmp_path):
    page = opened(browser, address, DESKTOP)
    file = tmp_path / "page.pdf"
    page.pdf(path=str(file), format="A4")
    page.close()
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext (poppler-utils) on this machine")
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "55 shot down + 30 jammed = 85, of 83 launched" in text
    assert "Window by window" in text
    assert "Kursk region" in text
    assert text.count("Restatement of published figures") > 40


def test_the_keyboard_reaches_the_report_first_and_headings_do_not_skip(browser, address):
    page = opened(browser, address, DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the report"
    levels = page.evaluate("() => [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    page.close()


HOSTILE = '<script>document.title="owned"</script><img src=x onerror=alert(1)> ]]> --> "\'`=1+1 \u202e\x1b[31m $x$ [a](javascript:alert(1))'


def test_a_hostile_week_runs_nothing_and_keeps_its_shape(browser, tmp_path):
    text = f"Russia launched 60 drones at Ukraine overnight, the air force said. {HOSTILE} It said 41 were shot down and 25 jammed. {'w' * 900}"
    when = datetime(2025, 3, 5, 7, tzinfo=UTC)
    statements = [
        Statement(f"{HOSTILE}/1", text, source=HOSTILE, published=when, title=HOSTILE, url="javascript:alert(1)", restates=HOSTILE),
        Statement("kpszsu/1", text.replace("25", "19"), source="kpszsu", published=when, url=f"https://a.example/{HOSTILE}"),
    ]
    claims = [claim for statement in statements for claim in claims_of(statement)]
    evidence = Evidence(tuple(statements), tuple(claims), check(claims, statements))
    assert evidence.findings
    server = served(write_report(evidence, Week.named("2025-W10"), tmp_path).parent)
    for size in (PHONE, DESKTOP):
        page = opened(browser, f"http://127.0.0.1:{server.server_port}", size)
        assert page.told == []
        assert len(page.asked) == 1
        assert page.title() == "Drone claims, 3–9 March 2025"
        assert page.evaluate("() => document.querySelectorAll('script, img, iframe, a[href^=javascript]').length") == 0
        assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate(BROKEN) == []
        page.close()
    server.shutdown()
