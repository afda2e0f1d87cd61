"""Danish and English: every sentence of the app has its English, and no English is left over."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from desk_samples import links
from review_site import PASSWORD, Client

pytest_plugins = ["databases", "review_app"]
ROOT = Path(__file__).parents[1] / "review"
IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}  # in Python it is visit.language.say()
GAP = re.compile(r"%\((\w+)\)[sd]|%%")


def sentences() -> Iterator[tuple[str | tuple[str, ...], Path]]:
    """All sentences that the app says, and where."""
    options = {"extensions": "jinja2.ext.i18n", "silent": "false", "newstyle_gettext": "true"}
    for path in sorted(ROOT.rglob("*.html")):
        content = BytesIO(path.read_bytes())
        for _, message, _, _ in extract("jinja2.ext:babel_extract", content, IN_TEMPLATES, (), options):
            yield message, path
    for path in sorted(ROOT.rglob("*.py")):
        yield from ((sentence, path) for sentence in said_in(path.read_text(encoding="utf-8")))


def said_in(code: str) -> Iterator[str]:
    """The sentences of Python, read as a tree: Babel sees none that stands within an f-string."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "say" and isinstance(node.args[0].value, str):
                yield node.args[0].value


def translated() -> list[tuple[Message, Path]]:
    found = []
    for path in sorted((ROOT / "translations" / "en").glob("*.po")):
        with path.open("rb") as file:
            found += [(message, path) for message in read_po(file, locale="en") if message.id]
    return found


def key(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def test_every_sentence_has_its_english() -> None:
    said = {key(message): path for message, path in sentences()}
    assert len(said) > 60
    known = {key(message.id) for message, _ in translated() if all(_texts(message))}
    assert {f"{path.name}: {text}" for text, path in said.items() if text not in known} == set()


def test_no_english_is_left_over_or_said_in_two_ways() -> None:
    said = {key(message) for message, _ in sentences()}
    there = [(key(message.id), path.name) for message, path in translated()]
    assert [pair for pair in there if pair[0] not in said] == []
    english = defaultdict(set)
    for message, _ in translated():
        english[key(message.id)].add(tuple(_texts(message)))
    assert [text for text, ways in english.items() if len(ways) > 1] == []


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_both_languages_fill_in_the_same_facts() -> None:
    wrong = []
    for message, path in translated():
        wanted = {name for name in GAP.findall(key(message.id)) if name}
        for text in _texts(message):
            if not {name for name in GAP.findall(text) if name} <= wanted | {"num"}:
                wrong.append(f"{path.name}: {text}")
            if isinstance(message.id, str) and {n for n in GAP.findall(text) if n} != wanted:
                wrong.append(f"{path.name}: {text}")
    assert wrong == []


def test_nothing_is_marked_as_unsure() -> None:
    assert [message.id for message, _ in translated() if message.fuzzy] == []


@pytest.mark.parametrize("path", ["/mig", "/personer", "/tilgaengelighed", "/log-ind", "/findes-ikke"])
def test_a_page_in_english_has_no_danish_letters(client_of: Callable[[str | None], Client], path: str) -> None:
    client = client_of(None if path == "/log-ind" else "lead")
    client.cookies.set("afrapport-language", "en", domain="testserver.local")
    shown = client.get(path).text
    assert '<html lang="en">' in shown
    text = re.sub(r"<[^>]*>|Dansk", " ", shown)
    assert re.findall(r"\w*[æøåÆØÅ]\w*|\bdansk\b", text) == []


def other_language(page: str) -> str:
    """Where the switch of the language on a page leads."""
    (address,) = links(page, '/sprog/en[^"]*')
    return address


@pytest.mark.parametrize(
    "path",
    [
        *("/fund?regel=sheet.hidden", "/tal?aar=2018&partnerskab=X", "/fund/ens/gruppe?gruppe=a&vaerdi=b%26c"),
        *("/register/navn?navn=%C3%86r%C3%B8+%26+omegn", "/fund?q=" + "%C3%A6" * 90, "/findes-ikke?a=1"),
    ],
)
def test_the_same_page_comes_back_in_the_other_language(client_of: Callable[[str | None], Client], path: str) -> None:
    client = client_of("steward")
    back = client.get(other_language(client.get(path).text)).headers["location"]
    assert back == path
    assert '<html lang="en">' in client.get(back).text


@pytest.mark.parametrize(
    ("path", "form", "back"),
    [
        ("/mig/kodeord", {"old": "forkert"}, "/mig"),
        ("/personer/rolle", {"login": "findes-ikke"}, "/personer"),
        ("/fund/5/fortryd?slags=status_note", {"afgoerelse": "999"}, "/fund/5?slags=status_note"),
        ("/fund/5/proev", {"handling": ""}, "/fund/5"),
        ("/fund/ens/gruppe?gruppe=a&vaerdi=b", {}, "/fund/ens/gruppe?gruppe=a&vaerdi=b"),
        ("/log-ind?til=/fund%3Faar%3D2018", {"login": "x", "password": PASSWORD}, "/log-ind?til=/fund%3Faar%3D2018"),
        ("/findes-ikke/5", {}, "/"),
    ],
)
def test_after_a_form_the_other_language_is_a_page_that_can_be_shown(
    client_of: Callable[[str | None], Client], path: str, form: dict[str, str], back: str
) -> None:
    client = client_of("lead" if not path.startswith("/log-ind") else None)
    answer = client.send_form(path, form)
    there = client.get(other_language(answer.text)).headers["location"]
    assert there == back
    assert client.get(there).status_code == 200


@pytest.mark.parametrize(
    "to", ["https://example.dk", "//example.dk", "/%5Cexample.dk", "%5C%5Cexample.dk", "javascript:alert(1)", "x", ""]
)
def test_the_switch_leads_to_no_other_site(client_of: Callable[[str | None], Client], to: str) -> None:
    assert client_of(None).get(f"/sprog/en?til={to}").headers["location"] == "/"


@pytest.mark.parametrize("to", ["/%09/example.dk", "/%0A/example.dk", "/%0D%0ASet-Cookie:x", "/%00/example.dk"])
def test_what_browsers_drop_from_an_address_is_no_way_out(client_of: Callable[[str | None], Client], to: str) -> None:
    assert client_of(None).get(f"/sprog/en?til={to}").headers["location"] == to


def test_a_key_that_is_good_once_is_in_no_link(client_of: Callable[[str | None], Client]) -> None:
    for path in ("/start?key=hemmelig", "/log-ind/svar?code=hemmelig"):
        assert "hemmelig" not in client_of(None).get(path).text
