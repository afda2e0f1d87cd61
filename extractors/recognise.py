"""Which kind a document is, by what it says; and its raw figures."""

from __future__ import annotations

from extractors.kinds.kind import Kind, load_kind
from extractors.kinds.registry import KINDS
from extractors.leftovers import leftovers
from extractors.model import Document, Table
from extractors.pictured import tell_doubts
from extractors.place import Place
from extractors.raw import Drift, RawReport

OPENING = 60  # lines and cells whose words tell what a document is about


def interpret(document: Document) -> RawReport:
    """The raw report of a document; its kind is None where no kind fits."""
    kind = recognise(document)
    report = RawReport(None) if kind is None else KINDS[kind.name].interpret(document, kind)
    if kind is not None:
        report.drifts += list(leftovers(report, document, kind))
    tell_doubts(report, document)
    report.drifts += [Drift("page.unread", Place(number)) for number in document.unread]
    for hidden in document.hidden:
        report.drifts.append(Drift("sheet.hidden", hidden.place, f"{hidden.what}: {hidden.name}", str(hidden.numbers)))
    return report


def recognise(document: Document) -> Kind | None:
    """The kind with the most points, None where none reaches its threshold."""
    found = scores(document)
    kind = load_kind(max(found, key=lambda name: found[name]))
    return kind if found[kind.name] >= kind.recognition.threshold else None


def scores(document: Document) -> dict[str, float]:
    """The points of every kind for a document."""
    text = _opening_text(document)
    return {name: points(document, text, load_kind(name)) for name in KINDS}


def points(document: Document, text: str, kind: Kind) -> float:
    """How much speaks for a kind: its best table, and the phrases in the text.

    0 without such a table, unless the kind names no essential columns: then its phrases alone decide.
    """
    tables = [table_points(table, kind) for table in document.tables]
    if kind.recognition.essential and not any(tables):
        return 0.0
    return max(tables, default=0.0) + sum(worth for pattern, worth in kind.recognition.phrases if pattern.search(text))


def table_points(table: Table, kind: Kind) -> float:
    """How much a table speaks for a kind: two points an essential column, and what the kind gives for others."""
    names = KINDS[kind.name].columns_of(table, kind)
    essential = kind.recognition.essential
    if not all(name in names for name in essential):
        return 0.0
    return 2.0 * len(essential) + sum(worth for name, worth in kind.recognition.columns.items() if name in names)


def _opening_text(document: Document) -> str:
    texts = []
    for n, (text, _) in enumerate(document.texts()):
        if n >= OPENING:
            break
        texts.append(text)
    return "\n".join(texts)
