"""Danish and English: sentences, numbers, dates."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from starlette.requests import Request

CODES = ("da", "en")
CHOSEN = "afrapport-language"  # the cookie of a browser in which somebody has chosen


@dataclass(frozen=True, slots=True)
class Language:
    """What somebody is spoken to in. Danish is what the sentences are written in; English is looked up."""

    code: str

    @property
    def locale(self) -> Locale:
        """How numbers and dates are written."""
        return _locale(self.code)

    def say(self, sentence: str, **facts: object) -> str:
        """A sentence in this language, with its facts filled in (``%(name)s``)."""
        found = translations(self.code).gettext(sentence)
        return found % facts if facts else found

    def said(self, da: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return en if self.code == "en" else da


def choose_language(request: Request, of_person: str | None, otherwise: str) -> Language:
    """What was chosen in this browser, else what the person has as theirs, else the app's own language."""
    for code in (request.cookies.get(CHOSEN), of_person):
        if code in CODES:
            return Language(code)
    return Language(otherwise if otherwise in CODES else "da")


@cache
def _locale(code: str) -> Locale:
    # one for all: a new one looks up its signs and names anew, which takes longer than to write a number
    return Locale("en", "GB") if code == "en" else Locale("da")


@cache
def translations(code: str) -> NullTranslations:
    """The catalogue of a language: all files of ``review/translations/en`` as one; Danish needs none."""
    if code != "en":
        return NullTranslations()
    found = Translations()
    folder = resources.files("review") / "translations" / code
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".po")), key=lambda f: f.name):
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=code))
        compiled.seek(0)
        found.merge(Translations(compiled))
    return found
