"""Every page in Chromium over a warehouse full of text that wants to run: all of it is shown, none of it obeyed."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Route

from page_walk import GETS, walk
from payloads import PAYLOADS
from poisoned import poison
from review_site import Site

pytest_plugins = ["databases", "review_app"]
OF_EACH = 4  # pages of one sort that are opened


class Watched:
    """A tab in which everything that runs, wants to run or wants to go elsewhere is noted."""

    def __init__(self, site: Site) -> None:
        self.site, self.tab, self.wrong, self.shown = site, site.page_as("lead"), [], 0
        self.tab.on("dialog", self.on_dialog)
        self.tab.on("console", lambda message: self.on_console(message.text))
        self.tab.on("pageerror", lambda error: self.note(f"a script failed: {error}"))
        self.tab.on("request", lambda request: self.on_request(request.url))
        self.tab.on("framenavigated", lambda frame: self.note("a frame") if frame.parent_frame else None)

    def note(self, what: str) -> None:
        self.wrong.append(f"{urlsplit(self.tab.url).path}: {what}")

    def on_dialog(self, dialog: Dialog) -> None:
        self.note("a dialog")
        dialog.dismiss()

    def on_console(self, message: str) -> None:
        if "Content Security Policy" in message or "pwned" in message:
            self.note(message[:200])

    def on_request(self, address: str) -> None:
        if not address.startswith((self.site.address, "data:image/")):
            self.note(f"asks {address[:100]}")

    def open(self, address: str) -> list[str]:
        """The links of the page; none where it is no page but a file."""
        answer = self.tab.request.get(self.site.address + address)
        assert answer.status < 500, address
        if not answer.headers.get("content-type", "").startswith("text/html"):
            assert answer.headers["x-content-type-options"] == "nosniff"
            return []
        self.tab.goto(address)
        return self.look()

    def look(self) -> list[str]:
        found = self.tab.evaluate(LOOK)
        self.shown += found["shown"]
        for what in found["odd"]:
            self.note(what)
        return found["links"]


# what a page may hold: no element or attribute that one of the texts would make
LOOK = """() => {
  const odd = [], here = location.origin;
  const made = /^(iframe|object|embed|base|marquee|math|foreignobject|style|template|noscript|video|audio)$/i;
  if ("pwned" in window) odd.push("a text ran");
  for (const e of document.querySelectorAll("*")) {
    if (made.test(e.localName)) odd.push("an element " + e.localName);
    if (e.localName === "script" && !e.src.startsWith(here + "/static/")) odd.push("a script");
    for (const a of e.attributes) {
      if (/^on|^style$|^hx-on/i.test(a.name)) odd.push("an attribute " + a.name);
      const goes = /^(href|src|action|formaction)$/i.test(a.localName) && !a.value.startsWith(here);
      if (goes && /^\\s*(javascript|data|https?:)/i.test(a.value)) odd.push("an address " + a.value.slice(0, 60));
    }
  }
  const shown = document.body.innerText.split("window.pwned").length - 1;
  const links = [...document.querySelectorAll("a[href]")]
    .map((a) => a.getAttribute("href")).filter((to) => URL.canParse(to, here)).map((to) => new URL(to, location.href));
  return {odd, shown, links: links.filter((to) => to.origin === here).map((to) => to.pathname + to.search)};
}"""


def test_stored_text_is_shown_and_never_obeyed(site: Site) -> None:
    assert len(PAYLOADS) >= 60
    reached = poison(site.desk.engine)
    assert {"submission.file_name", "finding.value", "effort_name.label", "person.name", "report.title"} <= reached
    watched = Watched(site)
    opened = walk(watched.open, OF_EACH)
    assert set(GETS) - {sort for sort, addresses in opened.items() if addresses} == set()
    assert watched.wrong == []
    assert watched.shown > 0


UNESCAPED = [*PAYLOADS[:2], *PAYLOADS[13:15], '<a href="javascript:x">x</a>', '<p style="x">x</p>']


@pytest.mark.parametrize("line", UNESCAPED)
def test_a_text_that_is_not_escaped_is_seen(site: Site, line: str) -> None:
    watched = Watched(site)
    watched.tab.route("**/tilgaengelighed", lambda route: _with(route, line))
    watched.tab.goto("/tilgaengelighed")
    watched.look()
    assert watched.wrong != []


def _with(route: Route, line: str) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</main>", line + "</main>"))
