"""The pages in a real browser: Debian's Chromium, driven by Playwright. Skipped, saying so, where there is none.

Each test leaves pictures of the pages it saw in $HYOKASHO_SCREENSHOTS, or in a folder of its own: they are to be looked at.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from reviewing import SCRIPT, Running, Serve, document, hostile, write

from hyokasho.cli import cli
from hyokasho.corrections import load
from hyokasho.dataset import Dataset
from hyokasho.publish import publish

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium")
BASIC_PDF, BASIC_TEXT, MINUTES = "5089393da8f83d9f-01", "be956621af80ec2e-01", "82189a7ed1634c5f-01"

FAINT = """() => {
    const channels = color => color.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = element => {
        for (; element; element = element.parentElement) {
            const found = channels(getComputedStyle(element).backgroundColor);
            if (found.length < 4 || found[3] > 0.5) return found;
        }
        return [255, 255, 255];
    };
    const faint = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, style = getComputedStyle(element);
        if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('svg, option, :disabled')) continue;
        const [a, b] = [light(channels(style.color)), light(ground(element))].sort((one, other) => other - one);
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) faint.add(`${element.tagName}.${element.className} ${style.color}`);
    }
    return [...faint];
}"""
"""The elements whose text is too faint on the ground it stands on."""

ONE = document(1).document_id

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path")
Page = sync_api.Page
expect = sync_api.expect


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def picture(page: Page, tmp_path: Path) -> Callable[[str], None]:
    folder = Path(os.environ.get("HYOKASHO_SCREENSHOTS") or tmp_path)

    def take(name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")

    return take


def marked(page: Page, name: str) -> list[str]:
    """The keys of what is marked on the source."""
    found: list[str] = page.eval_on_selector_all(f".k.{name}", "all => all.map(one => one.dataset.k)")
    return found


def in_view(page: Page, selector: str) -> bool:
    script = """one => {
        const pane = one.closest('.original, .reading').getBoundingClientRect(), box = one.getBoundingClientRect();
        return box.top < pane.bottom && box.bottom > pane.top;
    }"""
    return bool(page.locator(selector).first.evaluate(script))


def test_the_list_is_searched_in_japanese_and_filtered(
    server: Running, page: Page, picture: Callable[[str], None]
) -> None:
    page.goto(server.address)
    expect(page.get_by_role("row")).to_have_count(23)
    picture("documents")
    page.keyboard.press("/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.insert_text("国民健康保険")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("3 documents")
    page.locator("[name=type]").select_option(label="priority assessment (様式3)")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("1 documents")
    page.get_by_role("link", name="特定個人情報保護評価書(重点項目評価書)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("特定個人情報保護評価書(重点項目評価書)")


def test_the_list_is_sorted_by_its_heads(server: Running, page: Page) -> None:
    page.goto(server.address)
    page.get_by_role("link", name="Issues").click()
    page.get_by_role("link", name="Issues").click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert page.locator("tbody tr").first.locator("a").get_attribute("href") == f"/documents/{BASIC_TEXT}"


def test_an_item_marks_its_box_on_the_pdf_and_the_box_its_item(
    server: Running, page: Page, picture: Callable[[str], None]
) -> None:
    page.goto(f"{server.address}/documents/{BASIC_PDF}")
    page.locator("#item-2").hover()
    assert marked(page, "near") == ["item-2"]
    page.locator("#item-33 .label").click()
    assert marked(page, "here") == ["item-33"]
    assert in_view(page, 'rect[data-k="item-33"]')
    page.locator('rect[data-k="item-30"]').scroll_into_view_if_needed()
    page.locator('rect[data-k="item-30"]').hover(position={"x": 5, "y": 5})
    expect(page.locator("#item-30")).to_contain_class("near")
    page.locator('rect[data-k="item-30"]').click(position={"x": 5, "y": 5})
    expect(page.locator("#item-30")).to_contain_class("here")
    assert in_view(page, "#item-30")
    expect(page.locator("#item-30 .label")).to_be_focused()
    expect(page.locator("#page-4 img")).to_have_js_property("complete", value=True)
    picture("pdf")


def test_pages_of_the_pdf_are_pictures_below_their_boxes(server: Running, page: Page) -> None:
    page.goto(f"{server.address}/documents/{BASIC_PDF}")
    expect(page.locator("#page-1 img")).to_have_js_property("naturalWidth", 1190)
    image, overlay = (page.locator(f"#page-1 {one}").bounding_box() for one in ("img", "svg"))
    assert image == overlay


def test_an_item_marks_its_characters_in_the_text_and_they_mark_it(
    server: Running, page: Page, picture: Callable[[str], None]
) -> None:
    page.goto(f"{server.address}/documents/{BASIC_TEXT}")
    page.locator("#item-7 .label").click()
    texts = page.eval_on_selector_all("span.k.here", "all => all.map(one => one.textContent)")
    assert texts == ["個人住民税に関する事務"]
    page.locator("#line-17 span.k").hover()
    expect(page.locator("#item-6")).to_contain_class("near")
    page.locator("#line-17 span.k").click()
    expect(page.locator("#item-6 .label")).to_be_focused()
    picture("text")


def test_the_keyboard_goes_from_place_to_place(server: Running, page: Page, picture: Callable[[str], None]) -> None:
    page.goto(f"{server.address}/documents/{BASIC_TEXT}")
    stops = page.locator(".stop").count()
    assert stops > 2
    expect(page.locator("#position")).to_have_text(f"{stops} to look at")
    page.keyboard.press("p")
    expect(page.locator("#position")).to_have_text(f"{stops} / {stops} to look at")
    page.keyboard.press("n")
    expect(page.locator("#position")).to_have_text(f"1 / {stops} to look at")
    assert page.evaluate("document.activeElement.closest('[data-key]').classList.contains('here')")
    page.keyboard.press("Escape")
    expect(page.locator(".here")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    picture("keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_keyboard_turns_pages(server: Running, page: Page) -> None:
    page.goto(f"{server.address}/documents/{BASIC_PDF}")
    for _ in range(3):
        page.keyboard.press("]")
    expect(page.locator("#page-4")).to_be_in_viewport(ratio=0.5)
    expect(page.locator("#said")).to_have_text("Page 4")
    page.keyboard.press("[")
    expect(page.locator("#said")).to_have_text("Page 3")


def test_a_speech_is_marked_in_the_minutes(server: Running, page: Page, picture: Callable[[str], None]) -> None:
    page.goto(f"{server.address}/documents/{MINUTES}#utterance-9")
    (keys,) = marked(page, "here")
    assert keys.split()[-1] == "utterance-9"
    assert in_view(page, "#utterance-9")
    picture("minutes")


def test_a_correction_goes_round(
    serve: Serve, sampled: Dataset, samples: Path, page: Page, picture: Callable[[str], None], tmp_path: Path
) -> None:
    shutil.copytree(sampled.folder, tmp_path / "dataset")
    server = serve(Dataset(tmp_path / "dataset"), samples)
    page.goto(f"{server.address}/documents/{BASIC_PDF}")
    page.locator("#item-14 .label").click()
    page.keyboard.press("e")
    expect(page.get_by_label("What the source says")).to_have_value("税務部市民税課")
    expect(page.locator('rect[data-k="item-14"]')).to_contain_class("here")
    page.get_by_label("What the source says").fill("税務部課税課")
    page.get_by_label("Your name").fill("確認 花子")
    picture("correcting")
    page.get_by_role("button", name="Save this value").click()
    expect(page.locator("#item-14 .standing")).to_contain_text("pending corrected to 税務部課税課")
    expect(page.locator("#item-14 .label")).to_be_focused()
    picture("corrected")
    (made,) = load(server.dataset)
    assert (made.old_value, made.new_value, made.who) == ("税務部市民税課", "税務部課税課", "確認 花子")
    publish(server.dataset)
    page.reload()
    expect(page.locator("#item-14")).to_contain_class("is-corrected")
    expect(page.locator("#item-14 .value")).to_have_text("税務部課税課")
    page.get_by_role("link", name="Corrections").click()
    picture("corrections")
    page.get_by_role("link", name="部署").click()
    expect(page.locator("#item-14")).to_contain_class("here")


def test_the_overview_leads_to_what_it_counts(server: Running, page: Page, picture: Callable[[str], None]) -> None:
    page.goto(server.address)
    page.get_by_role("link", name="Overview").click()
    picture("overview")
    page.get_by_text("Item by item (47)").click()
    page.get_by_role("link", name="The place of an item is damaged").click()
    expect(page.get_by_role("status")).to_contain_text("1 documents")


def test_a_file_that_stands_alone_marks_both_ways(
    sampled: Dataset, page: Page, picture: Callable[[str], None], tmp_path: Path
) -> None:
    command = ["review", "--dataset", str(sampled.folder), "--static", str(tmp_path / "one.html"), BASIC_PDF]
    assert CliRunner().invoke(cli, command).exit_code == 0
    page.goto((tmp_path / "one.html").as_uri())
    page.locator("#item-33 .label").click()
    assert marked(page, "here") == ["item-33"]
    page.locator('rect[data-k="item-30"]').click(position={"x": 5, "y": 5})
    expect(page.locator("#item-30")).to_contain_class("here")
    expect(page.locator("#page-4 img")).to_have_js_property("naturalWidth", 893)
    picture("static")


def test_a_document_that_holds_scripts_runs_none(serve: Serve, page: Page, tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(SCRIPT * 2, encoding="utf-8")
    server = serve(write(tmp_path / "dataset", hostile()), tmp_path)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for path in ("/", "/overview", f"/documents/{ONE}", f"/documents/{ONE}/items/1"):
        page.goto(server.address + path)
        assert page.locator("img[src=x]").count() == 0
    expect(page.locator("#item-1 .on")).to_contain_text(SCRIPT)
    expect(page.locator("#line-1")).to_contain_text(SCRIPT)
    assert dialogs == []


def test_what_can_be_reached_by_tab_shows_that_it_is(server: Running, page: Page) -> None:
    page.goto(f"{server.address}/documents/{BASIC_PDF}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    assert page.get_by_role("region", name="Source").count() == 1
    assert page.get_by_role("main").count() == 1
    unnamed = page.eval_on_selector_all(
        "a, button, img, input, select",
        "all => all.filter(one => !(one.textContent.trim() || one.alt || one.title || one.labels?.length)).length",
    )
    assert unnamed == 0


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/overview",
        "/corrections",
        f"/documents/{BASIC_TEXT}",
        f"/documents/{BASIC_PDF}/items/21",
        f"/documents/{MINUTES}",
    ],
)
def test_every_text_stands_out_from_its_ground(server: Running, page: Page, path: str) -> None:
    """WCAG 2 AA: a ratio of at least 4.5, or of 3 for large text."""
    page.goto(server.address + path, wait_until="domcontentloaded")
    page.keyboard.press("n")  # what is marked has a ground of its own
    assert page.evaluate(FAINT) == []


def test_the_pages_speak_japanese(server: Running, page: Page, picture: Callable[[str], None]) -> None:
    page.goto(server.address)
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("文書一覧")
    picture("documents_ja")
    page.goto(f"{server.address}/documents/{BASIC_TEXT}")
    expect(page.locator("#position")).to_contain_text("要確認")
