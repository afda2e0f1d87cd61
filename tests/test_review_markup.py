"""What may not stand in templates and in the code behind them, since it would open a door for text from outside."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "review"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CODE = sorted(ROOT.rglob("*.py"))
IN_TEMPLATES = {
    "text that is not escaped": r"\|\s*(?:safe|forceescape)\b|\bMarkup\b|autoescape",
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script(?![^>]*\ssrc=\"\{\{ static\()|\son[a-z]+\s*=|javascript:|\bhx-(?:on|vars)\b|\bjs:",
    "something from elsewhere": r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//",
    "an attribute without quotes": r"<[a-z][^<>]*\s[a-z-]+=\{\{",
    "a raw block": r"\{%-?\s*raw",
}
IN_CODE = {
    "markup made by hand": r"\bMarkup\(|autoescape\s*=\s*False|\|\s*safe\b",
    "something that runs text": r"\beval\(|\bexec\(|pickle|subprocess|os\.system|yaml\.load\(",
}


def without_comments(template: str) -> str:
    return re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)


def found(files: list[Path], patterns: dict[str, str]) -> list[str]:
    wrong = []
    for file in files:
        content = without_comments(file.read_text(encoding="utf-8"))
        wrong += [f"{file.relative_to(ROOT)}: {name}" for name, p in patterns.items() if re.search(p, content)]
    return wrong


def test_templates_hold_nothing_dangerous() -> None:
    assert len(TEMPLATES) >= 7
    assert found(TEMPLATES, IN_TEMPLATES) == []


def test_the_code_behind_them_holds_nothing_dangerous() -> None:
    assert len(CODE) >= 30
    assert found(CODE, IN_CODE) == []


@pytest.mark.parametrize(
    "line",
    [
        "{{ x|safe }}",
        "{{ x | safe }}",
        "{% autoescape false %}",
        '<p style="color: red">',
        "<style>",
        "<script>",
        '<script src="/x.js">',
        '<a onclick="x()">',
        '<a href="javascript:x">',
        '<a href="https://x">',
        '<form action="//x">',
        "<a title={{ x }}>",
        "{% raw %}",
        '<a hx-on:click="x">',
    ],
)
def test_a_dangerous_line_is_seen(line: str) -> None:
    assert any(re.search(pattern, line) for pattern in IN_TEMPLATES.values())


def filled_into_sql(code: str) -> list[str]:
    """What f-strings put into SQL that is no constant of ours, nor said to be safe (S608) with its reason."""
    lines, wrong = code.splitlines(), []
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.args):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in ("text", "exec_driver_sql") and isinstance(call.args[0], ast.JoinedStr):
            gaps = [part.value for part in call.args[0].values if isinstance(part, ast.FormattedValue)]
            ours = all(isinstance(gap, ast.Name) and gap.id.isupper() for gap in gaps)
            if not ours and "S608" not in "".join(lines[call.lineno - 1 : call.end_lineno]):
                wrong.append(lines[call.lineno - 1].strip())
    return wrong


def test_sql_is_made_of_constants_and_bound_values() -> None:
    assert [line for file in CODE for line in filled_into_sql(file.read_text(encoding="utf-8"))] == []
    assert filled_into_sql('text(f"select {VIEW}")') == []
    assert filled_into_sql('text(f"select {name}")') != []


def test_every_form_that_changes_something_carries_the_word_of_its_session() -> None:
    wrong = []
    for file in TEMPLATES:
        forms = re.findall(r"<form\b[^>]*>.*?</form>", without_comments(file.read_text(encoding="utf-8")), re.DOTALL)
        for form in forms:
            changes = re.search(r'method="post"', form.split(">")[0], re.IGNORECASE)
            if changes and not re.search(r"\{\{-? ?csrf\(", form):
                wrong.append(f"{file.relative_to(ROOT)}: {form[:60]}")
            if not changes and "csrf(" in form:
                wrong.append(f"{file.relative_to(ROOT)}: the word would stand in an address")
    assert wrong == []


def test_text_is_escaped_in_every_template() -> None:
    from review.templates_of import environment

    for code in ("da", "en"):
        made = environment(code)
        assert made.autoescape is True
        assert made.from_string("{{ x }}").render(x="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
