"""``afrapport warehouse expect``, its page, and what a failed self-check does to ``export`` and ``publish``."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import Engine

from flows.show.self_check_page import self_check_page
from program import afrapport
from self_check_samples import outcome, recorded
from warehouse.load import load
from warehouse_samples import budget, report, rows, run, submission

pytest_plugins = ["databases"]

SCRIPT = "<script>alert(1)</script>"
PICTURE = "<img src=x onerror=alert(1)>.pdf"


@pytest.fixture
def url(engine: Engine) -> str:
    """The address of a warehouse with one report, whose file has a tag as its name."""
    load(engine, submission(run(engine), "a", file_name=PICTURE), report(budget("1", line=SCRIPT)))
    return engine.url.render_as_string(hide_password=False)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.text += data


def test_a_warehouse_checks_itself_and_writes_its_page(tmp_path: Path, sqlite_template: Path) -> None:
    (tmp_path / "w.db").write_bytes(sqlite_template.read_bytes())
    arguments = ("--json", "--page", "side.html", "--warehouse", f"sqlite:///{tmp_path}/w.db")
    done = afrapport(tmp_path, "warehouse", "expect", *arguments)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    # nothing has run here yet, which is a warning
    assert [it["expectation"] for it in told["outcomes"] if not it["success"]] == ["run_completed_lately"]
    assert all(isinstance(it["failing"], int) for it in told["outcomes"])
    assert (told["state"], told["reason"], told["run_id"]) == ("published", None, None)
    assert "inden for de sidste 36 timer" in (tmp_path / "side.html").read_text(encoding="utf-8")


def test_the_last_self_check_is_shown_without_another_one(tmp_path: Path, engine: Engine, url: str) -> None:
    done = afrapport(tmp_path, "warehouse", "expect", "--last", "--warehouse", url)
    assert (done.returncode, done.stdout) == (1, "")
    assert "endnu ikke kontrolleret sig selv" in done.stderr
    recorded(engine, outcome(False))
    done = afrapport(tmp_path, "warehouse", "expect", "--last", "--page", "s.html", "--warehouse", url)
    assert (done.returncode, done.stderr) == (1, "")
    assert "eksport er standset: provenance.place_known (fact_budget)" in done.stdout
    assert "22-11-2026 04:00" in done.stdout
    assert len(rows(engine, "publication")) == 1
    assert "Siden ligger i s.html." in done.stdout


def test_nothing_goes_out_while_the_self_check_fails(tmp_path: Path, engine: Engine, url: str) -> None:
    recorded(engine, outcome(False))
    for command in (("export", "ud"), ("publish", f"file://{tmp_path}/ud")):
        done = afrapport(tmp_path, *command, "--no-excel", "--warehouse", url)
        assert (done.returncode, done.stdout) == (1, "")
        assert "så der eksporteres intet: provenance.place_known (fact_budget)" in done.stderr
        assert not (tmp_path / "ud").exists()
    done = afrapport(tmp_path, "export", "ud", "--no-excel", "--anyway", "--warehouse", url)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_script_is_shown_as_text_and_the_page_stands_alone(engine: Engine, url: str, language: str) -> None:
    told = (
        outcome(False),
        outcome(False, "warning", suite=SCRIPT, expectation=SCRIPT, object=SCRIPT, observed=SCRIPT, expected=SCRIPT),
        outcome(keys=(), expectation="text_known"),
    )
    page = Page(self_check_page(engine, recorded(engine, *told), language))
    assert page.text.count(SCRIPT) > 5
    assert f"report_id 1 ({PICTURE}), budget_id 7" in page.text
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "a", "form"} & set(tags)
    assert not {name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"}
    assert dict(page.tags)["html"] == {"lang": language}
    assert tags.count("h1") == 1
    assert all(a.get("scope") in ("col", "row") for tag, a in page.tags if tag == "th")
