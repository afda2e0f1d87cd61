"""A highlight with a number at its corner, as a PDF annotation that brings its own looks: viewers draw it alike."""

from __future__ import annotations

from collections.abc import Iterable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from extractors.pdf.frame import Frame
from review.sender.note import Note

AUTHOR = "afrapport"
YELLOW, RED, WHITE = (1.0, 0.9, 0.35), (0.7, 0.1, 0.1), (1.0, 1.0, 1.0)
SIZE, LETTER, HIGH = 6.5, 3.7, 8.0  # points: letters of the number's tag, width of a digit, height of the tag
SPARE = 1.0  # points around the figure
PRINTED = 4  # the flag of annotations that are printed too
# how letters stand in the file so that they stand upright on a page that is turned by so many quarters
UPRIGHT = {0: (1, 0, 0, 1), 1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}
Box = tuple[float, float, float, float]


def highlight(writer: PdfWriter, note: Note, frame: Frame) -> DictionaryObject:
    """The annotation of a note that has a box on a page of that frame."""
    x0, top, x1, bottom = note.place.bbox or (0.0, 0.0, 0.0, 0.0)
    marked = (x0 - SPARE, top - SPARE, x1 + SPARE, bottom + SPARE)
    tag = _tag(note.number, marked)
    around = _in_file((min(tag[0], marked[0]), min(tag[1], marked[1]), max(tag[2], marked[2]), marked[3]), frame)
    corners = [(marked[0], marked[1]), (marked[2], marked[1]), (marked[0], marked[3]), (marked[2], marked[3])]
    looks = writer._add_object(_looks(note.number, marked, tag, around, frame))
    return _dictionary(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Highlight"),
        Rect=_numbers(around),
        QuadPoints=_numbers(value for x, y in corners for value in frame.back(x, y)),
        C=_numbers(YELLOW),
        T=TextStringObject(AUTHOR),
        NM=TextStringObject(f"{AUTHOR}-{note.number}"),
        Contents=TextStringObject(note.told),
        F=NumberObject(PRINTED),
        AP=_dictionary(N=looks),
    )


def _tag(number: int, marked: Box) -> Box:
    """Where the number stands: left of the upper corner, or within it where the page ends there."""
    width = LETTER * len(str(number)) + 3
    left = max(marked[0] - width, 0)
    top = max(marked[1] - HIGH / 2, 0)
    return left, top, left + width, top + HIGH


def _looks(number: int, marked: Box, tag: Box, around: Box, frame: Frame) -> DecodedStreamObject:
    """The form that is drawn: the figure in yellow, through which it is read, and its number in a red tag."""
    x, y = frame.back(tag[0] + 1.5, tag[3] - 1.8)
    turn = " ".join(str(value) for value in UPRIGHT[frame.turn])
    drawn = [
        f"q /G gs {_colour(YELLOW)} rg {_rectangle(_in_file(marked, frame))} f Q",
        f"{_colour(RED)} rg {_rectangle(_in_file(tag, frame))} f",
        f"BT /F {SIZE} Tf {_colour(WHITE)} rg {turn} {x:.2f} {y:.2f} Tm ({number}) Tj ET",
    ]
    font = _dictionary(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica-Bold"))
    form = DecodedStreamObject()
    form.set_data("\n".join(drawn).encode("ascii"))
    form.update(
        _dictionary(
            Type=NameObject("/XObject"),
            Subtype=NameObject("/Form"),
            BBox=_numbers(around),
            Resources=_dictionary(
                ExtGState=_dictionary(G=_dictionary(BM=NameObject("/Multiply"))), Font=_dictionary(F=font)
            ),
        )
    )
    return form


def _in_file(box: Box, frame: Frame) -> Box:
    """A box of the page as shown in the file's own coordinates: left, bottom, right, top."""
    (ax, ay), (bx, by) = frame.back(box[0], box[1]), frame.back(box[2], box[3])
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _rectangle(box: Box) -> str:
    return f"{box[0]:.2f} {box[1]:.2f} {box[2] - box[0]:.2f} {box[3] - box[1]:.2f} re"


def _colour(colour: Iterable[float]) -> str:
    return " ".join(f"{part:g}" for part in colour)


def _numbers(values: Iterable[float]) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 3)) for value in values)


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})
