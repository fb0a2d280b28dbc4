"""Of whom a piece is asked and how long it holds, in a few words."""

from datetime import date

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.people.piece_drafts import PieceKindDraft
from fablab_desk.people.piece_queries import PieceKindRow
from fablab_desk.people.pieces import VALIDITY_TEXTS, WHOM_TEXTS, PieceValidity, PieceWhom

ANY_YEAR = 2024


def whom_sentence(row: PieceKindRow) -> str:
    whom = row.draft.whom
    if row.audience and whom is PieceWhom.AUDIENCE:
        return row.audience
    said = translate(WHOM_TEXTS[whom])
    if not row.audience:
        return said
    both = translate(mark("{whom}, and people of “{audience}”"))
    return both.format(whom=said, audience=row.audience)


def holds_sentence(draft: PieceKindDraft) -> str:
    if draft.validity is PieceValidity.MONTHS:
        return translate_many("{n} month", "{n} months", draft.months)
    if draft.validity is PieceValidity.SEASON:
        begin = format_day(date(ANY_YEAR, draft.season_month, draft.season_day), current())
        day = begin.removesuffix(str(ANY_YEAR)).strip().removesuffix(",")
        return translate(mark("Season from {day}")).format(day=day)
    return translate(VALIDITY_TEXTS[draft.validity])
