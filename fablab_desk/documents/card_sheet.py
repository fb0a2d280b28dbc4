"""Cards of members, ten to an A4 sheet, with the marks to cut them by."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from fablab_desk.documents.errors import LogoError

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from fablab_desk.documents.ink import Ink

ACROSS, DOWN = 2, 5
A_SHEET = ACROSS * DOWN
WIDTH, HEIGHT = 85.0, 54.0  # millimetres, as a bank card but for half a millimetre
LEFT, TOP = (210 - ACROSS * WIDTH) / 2, (297 - DOWN * HEIGHT) / 2
MARK = (2.0, 7.0)  # where a cutting mark begins and ends, away from the cards
INSET, CODE, PHOTO = 5.0, 25.0, (19.0, 24.0)


@dataclass(frozen=True, slots=True)
class CardFace:
    """`code` is what a scan of the card types; the photo is a picture's bytes, or empty.

    `lines` stand small beneath the number: what its bearer may do.
    """

    name: str
    number: str
    code: str
    photo: bytes = b""
    lines: tuple[str, ...] = ()


def draw_cards(
    faces: Sequence[CardFace],
    lab: str,
    title: str,
    *,
    language: str = "fr",
    made_at: datetime | None = None,
    told: Callable[[int, int], None] | None = None,
) -> bytes:
    """The sheets as PDF/A-3B; `told` hears how many cards are drawn, and may raise to stop."""
    from reportlab.pdfgen.canvas import Canvas

    from fablab_desk.documents.archive import Described, archive
    from fablab_desk.documents.fonts import glyphs
    from fablab_desk.documents.ink import Ink
    from fablab_desk.documents.page import PageFormat

    glyphs()
    ink, out = Ink(PageFormat.A4), BytesIO()
    canvas = Canvas(out, pagesize=(ink.width, ink.height), pageCompression=1, invariant=1)
    for at, face in enumerate(faces):
        if at % A_SHEET == 0:
            if at:
                canvas.showPage()
            _draw_marks(canvas)
        row, column = divmod(at % A_SHEET, ACROSS)
        _draw_card(canvas, ink, face, lab, (LEFT + column * WIDTH, 297 - TOP - row * HEIGHT))
        if told:
            told(at + 1, len(faces))
    canvas.save()
    described = Described(title=title, author=lab, language=language, made_at=made_at)
    return archive(out.getvalue(), described)


def _draw_marks(canvas: "Canvas") -> None:
    from reportlab.lib.colors import HexColor

    from fablab_desk.documents.ink import MM, MUTED

    canvas.setStrokeColor(HexColor(MUTED))
    canvas.setLineWidth(0.4)
    for ends in _marks():
        canvas.line(*(end * MM for end in ends))


def _marks() -> Iterator[tuple[float, float, float, float]]:
    near, far = MARK
    for column in range(ACROSS + 1):
        x = LEFT + column * WIDTH
        yield x, TOP - near, x, TOP - far
        yield x, 297 - TOP + near, x, 297 - TOP + far
    for row in range(DOWN + 1):
        y = TOP + row * HEIGHT
        yield LEFT - near, y, LEFT - far, y
        yield 210 - LEFT + near, y, 210 - LEFT + far, y


def _draw_card(
    canvas: "Canvas", ink: "Ink", face: CardFace, lab: str, corner: tuple[float, float]
) -> None:
    """`corner`: its upper left one, in millimetres from the lower left one of the sheet."""
    from fablab_desk.documents.fonts import markup
    from fablab_desk.documents.ink import MM
    from fablab_desk.documents.page import Align
    from fablab_desk.documents.seal_code import SealCode
    from fablab_desk.documents.sheet import place
    from fablab_desk.documents.words import Words

    left, top = corner
    beside = _draw_photo(canvas, face.photo, left + INSET, top - INSET - 10)
    wide = WIDTH - 2 * INSET
    place(canvas, [Words(markup(lab), ink.label())], _box(left + INSET, top - INSET, wide, 8))
    room = wide - beside - CODE
    words = [Words(markup(face.name), ink.name), Words(markup(face.number), ink.body())]
    words += [Words(markup(line), ink.quiet()) for line in face.lines]
    place(canvas, words, _box(left + INSET + beside, top - INSET - 10, room, 30))
    if face.code:
        code = SealCode(face.code, CODE * MM, mask=None)
        drawn = code.module * len(code.rows) / MM  # without its white border
        at, under = left + WIDTH - INSET - drawn, top - INSET - 9 - CODE
        code.drawOn(canvas, at * MM, under * MM)
        text = Words(markup(face.code), ink.quiet(Align.CENTRE))
        place(canvas, [text], _box(at, under + 1, drawn, 5))


def _draw_photo(canvas: "Canvas", photo: bytes, left: float, top: float) -> float:
    """The width it takes with the space beside it; a picture that cannot be read is left out."""
    from reportlab.lib.utils import ImageReader

    from fablab_desk.documents.ink import MM
    from fablab_desk.documents.logo import flat_logo

    if not photo:
        return 0.0
    try:
        picture = flat_logo(photo)
    except LogoError:
        return 0.0
    wide, high = PHOTO
    side = min(picture.width / wide, picture.height / high)  # the middle of it, filled
    across, down = int(wide * side), int(high * side)
    x, y = (picture.width - across) // 2, (picture.height - down) // 2
    cut = picture.crop((x, y, x + across, y + down))
    canvas.drawImage(ImageReader(cut), left * MM, (top - high) * MM, wide * MM, high * MM)
    return wide + 3


def _box(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
    from fablab_desk.documents.ink import MM

    return left * MM, top * MM, width * MM, height * MM
