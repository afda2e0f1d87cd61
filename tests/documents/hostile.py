"""Files that a reader may choke on, made by hand."""

from __future__ import annotations

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

A4 = (595, 842)


def letter(*lines: str, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF with some lines of text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, pageCompression=0)
    for n, line in enumerate(lines):
        canvas.drawString(72, 760 - 16 * n, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(user_password: str) -> bytes:
    """A PDF that may not be edited; with a user password it cannot be opened either."""
    return letter("Fortroligt brev", encrypt=StandardEncryption(user_password, ownerPassword="ejer", canModify=0))


def by_hand(*objects: str) -> bytes:
    """A PDF of these objects, the first being its catalog, with a table of where they stand."""
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for n, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010d} 00000 n \n" for at in starts)
    at, size = len(out), len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n".encode()
    return bytes(out + f"startxref\n{at}\n%%EOF\n".encode())


def page_with(content: str, *more: str, resources: str = "") -> bytes:
    """A PDF of one page with this content; ``more`` are further objects, numbered from 5."""
    return by_hand(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<{resources}>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *more,
    )


def a_page_is_gone() -> bytes:
    """Two pages, the second of which is not in the file."""
    return by_hand(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    )


def calls_itself() -> bytes:
    """A page whose picture draws itself, twice, for ever: PDFium hangs on it and swells."""
    form = "/F Do /F Do"
    head = "<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</F 5 0 R>>>>"
    body = f"{head}/Length {len(form)}>>stream\n{form}\nendstream"
    return page_with(form, body, resources="/XObject<</F 5 0 R>>")


def no_text() -> bytes:
    """A page that draws a line and says nothing."""
    return page_with("10 10 m 190 190 l S")
