"""The templates, with everything in them that is not markup: sentences, numbers, dates."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from review import formats
from review.language import Language, translations
from review.static_files import static


@cache
def environment(code: str) -> Environment:
    """The templates in a language. Everything that is put into one is escaped; what a template lacks is an error."""
    found = Environment(
        loader=PackageLoader("review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.install_gettext_translations(translations(code), newstyle=True)  # ty: ignore[missing-attribute]
    found.filters.update(formats.filters(Language(code)))
    found.globals["static"], found.globals["words"] = static, formats.words(Language(code))  # ty: ignore
    return found
