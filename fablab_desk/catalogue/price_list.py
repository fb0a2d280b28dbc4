"""The price list that hangs in the lab, as it stands on a day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import NATURE_TEXTS
from fablab_desk.catalogue.queries import PriceListLine, TimeRules, list_price_list
from fablab_desk.clock import format_day
from fablab_desk.documents.page import (
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Page,
    PageFormat,
    Paragraph,
    Table,
)
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import list_audiences, load_carrier
from fablab_desk.money import format_amount

UPRIGHT = 4  # columns of prices that an A4 sheet holds
LABEL = 2.6  # the share of an article's name, against a price's


def load_price_list(session: Session, day: date, language: str) -> tuple[Page, Letterhead]:
    """What each public pays for each article that day, and whose paper it is."""
    lines = list_price_list(session, day)
    named = {audience for line in lines for audience, _ in line.by_audience}
    publics = [row.label for row in list_audiences(session) if row.label in named]
    page = lay_out_price_list(lines, publics, day, language)
    return page, letterhead_of(session, load_carrier(session))


def lay_out_price_list(
    lines: Sequence[PriceListLine], publics: Sequence[str], day: date, language: str
) -> Page:
    """A table for each nature; those publics have a column of their own."""
    on = translate(mark("Prices on {day}"), language).format(day=format_day(day, language))
    blocks: list[Block] = []
    for nature, group in groupby(lines, key=lambda line: line.article.nature):
        blocks.append(Heading(translate(NATURE_TEXTS[nature], language)))
        blocks.append(_table(list(group), publics, language))
    if not blocks:
        blocks.append(Paragraph(translate(mark("Nothing has a price yet."), language)))
    else:
        note = translate(mark("Prices in euros, all taxes included."), language)
        blocks.append(Paragraph(note, quiet=True))
    wide = 1 + len(publics) > UPRIGHT
    return Page(
        title=translate(mark("Price list"), language),
        place_and_date=on,
        language=language,
        format=PageFormat.A4_LANDSCAPE if wide else PageFormat.A4,
        blocks=tuple(blocks),
    )


def _table(lines: Sequence[PriceListLine], publics: Sequence[str], language: str) -> Table:
    everybody = translate(mark("Full price") if publics else mark("Price"), language)
    return Table(
        columns=(
            Column(translate(mark("Article"), language), share=LABEL),
            *(Column(title, Align.RIGHT) for title in (everybody, *publics)),
        ),
        rows=tuple(_row(line, publics, language) for line in lines),
    )


def _row(line: PriceListLine, publics: Sequence[str], language: str) -> tuple[str, ...]:
    own = dict(line.by_audience)
    article = line.article
    name = f"{article.label} ({article.unit})" if article.unit else article.label
    if line.timed or line.timed_apart:
        own_rules = translate(mark("{public}: {rules}"), language)
        told = [_counted(line.timed, language)] if line.timed else []
        told += [
            own_rules.format(public=public, rules=_counted(rules, language))
            for public, rules in line.timed_apart
        ]
        name = "\n".join((article.label, *told))
    prices = (line.for_all, *(own.get(public, line.for_all) for public in publics))
    return name, *(_price(price, language) for price in prices)


def _counted(rules: TimeRules, language: str) -> str:
    """“l’heure, par 15 min · 5 min offertes · mise en route 2,00 €”."""

    def said(msgid: str, **values: object) -> str:
        return translate(msgid, language).format(**values)

    parts = [said(mark("an hour, by {block} min"), block=rules.block_minutes)]
    if rules.grace_minutes:
        parts.append(said(mark("{n} min offered"), n=rules.grace_minutes))
    if rules.set_up:
        amount = format_amount(rules.set_up, language)
        parts.append(said(mark("setting up {amount}"), amount=amount))
    if rules.minimum:
        parts.append(said(mark("{amount} at least"), amount=format_amount(rules.minimum, language)))
    return " · ".join(parts)


def _price(price: Decimal | None, language: str) -> str:
    if price is None:
        return "—"
    return format_amount(price, language) if price else translate(mark("Free"), language)
