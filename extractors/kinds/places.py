"""Which qualifiers of a value are places, by the document's own legend and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.kinds.kind import Kind
from extractors.labels import key
from extractors.model import Document

SHORT_NAME = r"[A-ZÆØÅ][\wÆØÅæøå]{0,4}"
NAME = r"[A-ZÆØÅ][\w\-]*(?:[ -][\w\-]+){0,3}?"
ENTRY = re.compile(rf"(?<!\w)({SHORT_NAME})\s*=\s*({NAME})(?=\s+{SHORT_NAME}\s*=|\s*[,;.)]|\s+og\s|\s*$)")


def legend_in(texts: Iterable[str]) -> dict[str, str]:
    """Short names and what they stand for, where a text says ``UP=Urbanplanen AB=Amagerbro``."""
    found: dict[str, str] = {}
    for text in texts:
        for short, name in ENTRY.findall(text):
            found.setdefault(key(short), name.strip())
    return found


@dataclass(slots=True)
class Places:
    """The places that a document's values are about."""

    kind: Kind
    legend: dict[str, str] = field(default_factory=dict)
    prose: str = ""

    @classmethod
    def of(cls, document: Document, kind: Kind) -> Places:
        """The legend and the running text of a document."""
        return cls(kind, legend_in(t for t, _ in document.texts()), " ".join(x.text for x in document.lines))

    def name_of(self, label: str) -> str | None:
        """The place that a qualifier names, in full by the legend; None where it is no place.

        A name that the running text puts behind ``i`` or ``på`` is one, too.
        """
        label = re.sub(r"(?<=\w)- (?=[a-zæøå])", "", label)  # a word that a narrow column broke
        if full := self.legend.get(key(label)):
            return full
        if key(label) in {key(name) for name in self.legend.values()}:
            return label
        if any(re.search(p, label, re.IGNORECASE if p.islower() else 0) for p in self.kind.words["place"]):
            return label
        named = label[:1].isupper() and re.search(rf"\b(?:i|på)\s+{re.escape(label)}(?!\w)", self.prose)
        return label if named else None
