"""Each block of a page as what reportlab sets on the sheet."""

from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Any

from reportlab import platypus
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, KeepInFrame

from fablab_desk.documents import page
from fablab_desk.documents.fonts import REGULAR, markup
from fablab_desk.documents.ink import FAINT, LINE, MM, TEXT, Ink
from fablab_desk.documents.roll import LongTable, Roll, Told
from fablab_desk.documents.seal_code import SealCode, seal_lines
from fablab_desk.documents.words import Words

Cells = Sequence[list[Any]]
SEAL_SIDE = 31 * MM
CODE_SIDE = 36 * MM
LABELS = 0.34  # of the width, in Facts
GAP = 6  # points, on each side of a text between columns
LONG = 60  # rows: a table that is laid sheet by sheet


class _Kept(KeepInFrame):
    """Shrinks what is higher than a sheet, never what another sheet could hold as it is."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        set_in: tuple[float, float] = super().wrap(width, self.maxHeight)
        return set_in


class Setter:
    """Sets blocks in a column of a given width and of at most a given height (points).

    `told` hears how many of a long table's rows are set, and their number.
    """

    def __init__(self, ink: Ink, width: float, height: float, told: Told | None = None) -> None:
        self.ink = ink
        self.width = width
        self.height = height
        self.told = told

    def lay_all(self, blocks: Sequence[page.Block]) -> list[Flowable]:
        return [flowable for block in blocks for flowable in self.lay(block)]

    @singledispatchmethod
    def lay(self, block: object) -> list[Flowable]:
        raise TypeError(f"{block!r} is no block")

    @lay.register
    def _(self, block: page.Paragraph) -> list[Flowable]:
        style = self.ink.quiet(block.align) if block.quiet else self.ink.body(block.align)
        style.spaceAfter = style.leading * 0.45
        return [Words(markup(block.text), style)]

    @lay.register
    def _(self, block: page.Heading) -> list[Flowable]:
        # Not keepWithNext, which would push a long table to the next page with its heading.
        room = platypus.CondPageBreak(self.ink.size(32 * MM))
        return [room, Words(markup(block.text), self.ink.heading)]

    @lay.register
    def _(self, block: page.Facts) -> list[Flowable]:
        label, body = self.ink.quiet(), self.ink.body()
        label.leading = body.leading
        cells = [
            [Words(markup(name), label), Words(markup(value), body)] for name, value in block.pairs
        ]
        widths = [self.width * LABELS, self.width * (1 - LABELS)]
        drop = self.ink.pad + body.fontSize - label.fontSize  # both on one base line
        look = [
            ("LINEBELOW", (0, 0), (-1, -2), 0.5, HexColor(FAINT)),
            ("TOPPADDING", (0, 0), (0, -1), drop),
        ]
        return self._table(cells, widths, look)

    @lay.register
    def _(self, block: page.Table) -> list[Flowable]:
        aligns = [column.align for column in block.columns]
        titles = [column.title for column in block.columns]
        heads = [self.ink.label(align) for align in aligns]
        body = [self.ink.body(align) for align in aligns]
        shares = sum(column.share for column in block.columns)
        widths = [self.width * column.share / shares for column in block.columns]
        look: list[Any] = [("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(TEXT))]
        if len(block.rows) > LONG and not block.totals:
            look.append(("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(FAINT)))
            table = LongTable(
                count=len(block.rows),
                make_row=lambda at: _row(titles, heads) if at < 0 else _row(block.rows[at], body),
                make_table=lambda rows: self._table(
                    [_row(titles, heads), *rows], widths, look, repeat=1
                )[0],
                rooms=self._rooms(widths),
                pad=self.ink.pad,
                highest=self.height,
                told=self.told,
            )
            return [Roll(table)]
        totals = [self.ink.strong(align) for align in aligns]
        cells: Cells = [
            _row(titles, heads),
            *(_row(row, body) for row in block.rows),
            *(_row(row, totals) for row in block.totals),
        ]
        first_total = len(block.rows) + 1
        look.append(("LINEBELOW", (0, 1), (-1, first_total - 1), 0.5, HexColor(FAINT)))
        if block.totals:
            look.append(("LINEABOVE", (0, first_total), (-1, first_total), 0.8, HexColor(TEXT)))
            look += _label_spans(block.totals, first_total)
        return self._table(cells, widths, look, repeat=1)

    @lay.register
    def _(self, block: page.Signature) -> list[Flowable]:
        line = platypus.HRFlowable(width="100%", thickness=0.5, color=HexColor(LINE))
        name = [Words(markup(block.name), self.ink.body())] if block.name else []
        space = platypus.Spacer(0, self.ink.size(16 * MM))
        return self._kept([Words(markup(block.label), self.ink.quiet()), *name, space, line])

    @lay.register
    def _(self, block: page.SealBlock) -> list[Flowable]:
        code = SealCode(block.text, self.ink.size(SEAL_SIDE))
        beside = self.width - code.width - 2 * MM
        said = Words(markup(block.caption), self.ink.quiet())
        fine = "<br/>".join(markup(line) for line in seal_lines(block.text))
        text: list[Flowable] = [
            said,
            platypus.Spacer(0, self.ink.size(5)),
            Words(fine, self.ink.fine()),
        ]
        cell = KeepInFrame(beside, code.height, text, mode="shrink")
        return self._table([[code, cell]], [code.width + 2 * MM, beside], _BARE)

    @lay.register
    def _(self, block: page.Code) -> list[Flowable]:
        code = SealCode(block.text, self.ink.size(CODE_SIDE), mask=None, encoding="utf-8")
        beside = self.width - code.width - 2 * MM
        column = Setter(self.ink, beside, self.height)
        cell = KeepInFrame(beside, self.height, column.lay_all(block.beside), mode="shrink")
        return self._table([[code, cell]], [code.width + 2 * MM, beside], _BARE)

    @lay.register
    def _(self, block: page.Halves) -> list[Flowable]:
        gap = self.ink.size(8 * MM)
        half = (self.width - gap) / 2
        column = Setter(self.ink, half, self.height)
        left = KeepInFrame(half, self.height, column.lay_all(block.left), mode="shrink")
        right = KeepInFrame(half, self.height, column.lay_all(block.right), mode="shrink")
        return self._table([[left, "", right]], [half, gap, half], _BARE)

    @lay.register
    def _(self, block: page.Spacer) -> list[Flowable]:
        return [platypus.Spacer(0, block.millimetres * MM)]

    @lay.register
    def _(self, _block: page.PageBreak) -> list[Flowable]:
        return [platypus.PageBreak()]

    def _kept(self, flowables: list[Flowable]) -> list[Flowable]:
        return [_Kept(self.width, self.height, flowables, mode="shrink")]

    def _rooms(self, widths: Sequence[float]) -> list[float]:
        """What the widths of columns leave to their texts."""
        before, last = self.ink.size(GAP), len(widths) - 1
        return [width - before * (at > 0) - GAP * (at < last) for at, width in enumerate(widths)]

    def _table(
        self, cells: Cells, widths: list[float], look: Sequence[Any], repeat: int = 0
    ) -> list[Flowable]:
        if not cells:
            return []
        pad = self.ink.pad
        style = [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("LEFTPADDING", (1, 0), (-1, -1), self.ink.size(GAP)),
            ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            *look,
        ]
        table = platypus.Table(
            cells,
            colWidths=widths,
            style=style,
            repeatRows=repeat,
            splitInRow=1,
            spaceAfter=self.ink.size(6),
        )
        return [table]


_BARE = (
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
)


def _row(texts: Sequence[str], styles: Sequence[Any]) -> list[Any]:
    return [Words(markup(text), style) for text, style in zip(texts, styles, strict=True)]


def _label_spans(totals: Sequence[Sequence[str]], first: int) -> list[Any]:
    """A total's label takes the empty cells after it."""
    empty = [next((at for at, text in enumerate(row[1:]) if text), 0) for row in totals]
    return [
        ("SPAN", (0, first + at), (count, first + at)) for at, count in enumerate(empty) if count
    ]
