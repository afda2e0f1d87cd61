"""Which kind a document is, by what it says; and its raw figures."""

from __future__ import annotations

from extractors.kinds.kind import Kind, load_kind
from extractors.kinds.registry import KINDS
from extractors.lacking import lacks_one, worth
from extractors.leftovers import leftovers, without_told
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
        report.drifts = without_told(report.drifts, list(leftovers(report, document, kind)))
    tell_doubts(report, document)
    report.drifts += [Drift("page.unread", Place(number)) for number in document.unread]
    for hidden in document.hidden:
        report.drifts.append(Drift("sheet.hidden", hidden.place, f"{hidden.what}: {hidden.name}", str(hidden.numbers)))
    return report


def recognise(document: Document) -> Kind | None:
    """The kind with the most points, None where none reaches its threshold and no table lacks only one column."""
    found = scores(document)
    kind = load_kind(max(found, key=lambda name: found[name]))
    return kind if found[kind.name] >= kind.recognition.threshold else told_alone(document)


def told_alone(document: Document) -> Kind | None:
    """The one kind that the words tell of, where a table has all of its columns but one."""
    text = _opening_text(document)
    kinds = [kind for kind in map(load_kind, KINDS) if kind.recognition.told is not None]
    told = [kind for kind in kinds if said(text, kind) >= (kind.recognition.told or 0)]
    found = [kind for kind in told if any(lacks_one(table, kind) for table in document.tables)]
    return found[0] if len(found) == 1 else None


def said(text: str, kind: Kind) -> float:
    """How much the words of a text speak for a kind."""
    return sum(points for pattern, points in kind.recognition.phrases if pattern.search(text))


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
    return max(tables, default=0.0) + said(text, kind)


def table_points(table: Table, kind: Kind) -> float:
    """How much a table speaks for a kind: two points an essential column, and what the kind gives for others."""
    names = KINDS[kind.name].columns_of(table, kind)
    return worth(names, kind) if all(name in names for name in kind.recognition.essential) else 0.0


def _opening_text(document: Document) -> str:
    texts = []
    for n, (text, _) in enumerate(document.texts()):
        if n >= OPENING:
            break
        texts.append(text)
    return "\n".join(texts)
