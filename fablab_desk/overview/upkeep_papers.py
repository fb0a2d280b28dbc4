"""A maintenance on paper, to be done with it in hand or kept once done, and a machine's guides."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.clock import format_day
from fablab_desk.documents.markdown import markdown_blocks
from fablab_desk.documents.page import (
    Align,
    Block,
    Column,
    Facts,
    Halves,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    Signature,
    Spacer,
    Table,
)
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.premises_models import Space
from fablab_desk.machines.kinds import RESULT_TEXTS, CheckResult, DocumentKind, OrderState
from fablab_desk.machines.models import Machine, MachineDocument
from fablab_desk.machines.upkeep_models import UpkeepPlan
from fablab_desk.money import format_amount, plain_decimal
from fablab_desk.overview.upkeep import OrderDetail, load_order
from fablab_desk.stock.models import StockLevel, StockMovement

BLANK_PARTS = 3
TICKED, BLANK = "☑", "☐"
ORDER = mark("Maintenance order")


@dataclass(frozen=True, slots=True)
class PartUsed:
    code: str
    label: str
    quantity: Decimal
    unit: str
    cost: Decimal


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """`parts`: what was drawn from the stock for it and not given back."""

    order: OrderDetail
    code: str
    place: str
    stops: bool
    parts: tuple[PartUsed, ...]
    opened_on: date


def load_order_paper(session: Session, order_id: UUID, zone: ZoneInfo) -> OrderPaper | None:
    """In the lab's `zone`; None where there is no such maintenance."""
    order = load_order(session, order_id)
    if order is None:
        return None
    machine = session.get_one(Machine, order.machine_id)
    space = session.get(Space, machine.space_id) if machine.space_id else None
    plan = session.get(UpkeepPlan, order.row.plan_id) if order.row.plan_id else None
    place = space.label if space else ""
    stops = bool(plan and plan.stops)
    parts, opened_on = _parts_of(session, order_id), order.row.opened_at.astimezone(zone).date()
    return OrderPaper(order, machine.code, place, stops, parts, opened_on)


def _parts_of(session: Session, order_id: UUID) -> tuple[PartUsed, ...]:
    rows = session.execute(
        select(
            Article.code,
            Article.label,
            StockMovement.quantity,
            Article.unit,
            StockMovement.unit_cost,
        )
        .join(StockLevel, StockLevel.id == StockMovement.level_id)
        .join(Article, Article.id == StockLevel.article_id)
        .where(StockMovement.fact_id == order_id)
        .order_by(Article.label, StockMovement.id)
    )
    drawn: dict[tuple[str, str, str], tuple[Decimal, Decimal]] = {}
    for code, label, quantity, unit, cost in rows:
        much, worth = drawn.get((code, label, unit), (Decimal(0), Decimal(0)))
        drawn[code, label, unit] = much - quantity, worth - quantity * cost
    return tuple(
        PartUsed(code, label, much, unit, round(worth, 2))
        for (code, label, unit), (much, worth) in drawn.items()
        if much
    )


def lay_out_order(paper: OrderPaper, language: str) -> Page:
    """To be ticked by hand while it is open; with its results once it is done."""
    order, row = paper.order, paper.order.row

    def said(msgid: str) -> str:
        return translate(msgid, language)

    is_done = row.state is OrderState.DONE
    facts: list[tuple[str, str]] = [
        (said(mark("Machine")), " · ".join(p for p in (order.machine, paper.code) if p)),
        (said(mark("Where")), paper.place),
        (said(mark("What")), row.label),
        (
            said(mark("Opened on")),
            "" if is_done else format_day(paper.opened_on, language),
        ),
        (said(mark("Planned on")), format_day(row.planned_on, language) if row.planned_on else ""),
    ]
    if row.state is OrderState.CANCELLED:
        facts.append((said(mark("State")), said(mark("Cancelled"))))
    if paper.stops and not is_done:
        facts.append((said(mark("Meanwhile")), said(mark("The machine may not be used."))))
    if is_done:
        facts += [
            (said(mark("Done on")), format_day(row.done_on, language) if row.done_on else ""),
            (said(mark("Done by")), row.done_by),
            (said(mark("It took")), _minutes(row.minutes, language)),
            (said(mark("Cost")), "" if row.cost is None else format_amount(row.cost, language)),
            (said(mark("Note")), row.note),
        ]
    blocks: list[Block] = [Facts(tuple(pair for pair in facts if pair[1]))]
    if order.checks:
        blocks += [Heading(said(mark("To check"))), _checks(order, language)]
    blocks += _parts(paper, language, blank=not is_done)
    if not is_done:
        blocks += [
            Facts(
                (
                    (said(mark("Done on")), DOTS),
                    (said(mark("It took")), DOTS),
                    (said(mark("Remark")), DOTS * 2),
                )
            ),
            Spacer(4),
            Halves(
                left=(Signature(said(mark("Done by"))),),
                right=(Signature(said(mark("Seen by the lab"))),),
            ),
        ]
    return Page(
        title=said(ORDER),
        place_and_date=format_day(row.done_on or paper.opened_on, language),
        language=language,
        blocks=tuple(blocks),
    )


DOTS = ". " * 24


def _checks(order: OrderDetail, language: str) -> Table:
    results = (CheckResult.GOOD, CheckResult.FAILED, CheckResult.NOT_APPLICABLE)
    titles = [Column(translate(mark("Point"), language), share=3.2)]
    titles += [
        Column(translate(RESULT_TEXTS[one], language), Align.CENTRE, share=0.8) for one in results
    ]
    titles.append(Column(translate(mark("Remark"), language), share=2.2))
    return Table(
        tuple(titles),
        tuple(
            (
                f"{line.position + 1}. {line.text}",
                *(TICKED if line.result is one else BLANK for one in results),
                line.note or "\u00a0",
            )
            for line in order.checks
        ),
    )


def _parts(paper: OrderPaper, language: str, *, blank: bool) -> list[Block]:
    if not paper.parts and not blank:
        return []
    columns = (
        Column(translate(mark("Code"), language), share=1.0),
        Column(translate(mark("Part"), language), share=3.0),
        Column(translate(mark("Quantity"), language), Align.RIGHT),
        Column(translate(mark("Cost"), language), Align.RIGHT),
    )
    rows = [
        (
            one.code,
            one.label,
            f"{plain_decimal(one.quantity)} {one.unit}".strip(),
            format_amount(one.cost, language),
        )
        for one in paper.parts
    ]
    if blank:
        rows += [("\u00a0", "", "", "")] * BLANK_PARTS
    return [Heading(translate(mark("Parts"), language)), Table(columns, tuple(rows))]


def _minutes(minutes: int | None, language: str) -> str:
    if minutes is None:
        return ""
    return translate(mark("{minutes} min"), language).format(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Guide:
    """`sheet`: the version of the safety sheet in force, or nothing."""

    machine: str
    code: str
    use: str
    upkeep: str
    sheet: str
    min_age: int | None
    plans: tuple[tuple[str, str], ...]  # what is done, and every how often

    @property
    def is_blank(self) -> bool:
        return not (self.use.strip() or self.upkeep.strip() or self.plans)


def load_guide(session: Session, machine_id: UUID, day: date, language: str) -> Guide:
    machine = session.get_one(Machine, machine_id)
    sheet = session.scalars(
        select(MachineDocument)
        .where(
            MachineDocument.machine_id == machine_id,
            MachineDocument.kind == DocumentKind.SAFETY_SHEET,
            MachineDocument.archived_on.is_(None),
            MachineDocument.valid_from <= day,
        )
        .order_by(MachineDocument.major.desc(), MachineDocument.minor.desc())
    ).first()
    told = ""
    if sheet:
        text = translate(mark("{label}, version {version}, since {day}"), language)
        told = text.format(
            label=sheet.label,
            version=f"{sheet.major}.{sheet.minor}",
            day=format_day(sheet.valid_from, language),
        )
    plans = session.scalars(
        select(UpkeepPlan)
        .where(UpkeepPlan.machine_id == machine_id, UpkeepPlan.archived_on.is_(None))
        .order_by(UpkeepPlan.every_days, UpkeepPlan.every_hours, UpkeepPlan.label)
    )
    return Guide(
        machine.name,
        machine.code,
        machine.guide_use,
        machine.guide_upkeep,
        told,
        machine.min_age,
        tuple((plan.label, _interval(plan, language)) for plan in plans),
    )


def _interval(plan: UpkeepPlan, language: str) -> str:
    parts = []
    if plan.every_days:
        parts.append(translate(mark("{days} days"), language).format(days=plan.every_days))
    if plan.every_hours:
        parts.append(translate(mark("{n} h of use"), language).format(n=plan.every_hours))
    if plan.every_units:
        parts.append(plain_decimal(plan.every_units))
    every = translate(mark("every {interval}"), language)
    return every.format(interval=translate(mark(" or "), language).join(parts))


def lay_out_guide(guide: Guide, day: date, language: str) -> Page:
    def said(msgid: str) -> str:
        return translate(msgid, language)

    facts: list[tuple[str, str]] = [
        (said(mark("Machine")), f"{guide.machine} · {guide.code}"),
        (said(mark("Safety sheet")), guide.sheet),
    ]
    if guide.min_age:
        age = said(mark("{age} and older")).format(age=guide.min_age)
        facts.append((said(mark("Age")), age))
    blocks: list[Block] = [Facts(tuple(pair for pair in facts if pair[1]))]
    if guide.use.strip():
        blocks += [Heading(said(mark("Guide of use"))), *markdown_blocks(guide.use, language)]
    if guide.upkeep.strip() or guide.plans:
        blocks += [PageBreak()] if guide.use.strip() else []
        blocks += [Heading(said(mark("Guide of upkeep")))]
        blocks += markdown_blocks(guide.upkeep, language)
    if guide.plans:
        columns = (
            Column(said(mark("What is done")), share=3),
            Column(said(mark("Rhythm")), share=2),
        )
        blocks += [Spacer(2), Table(columns, guide.plans)]
    if guide.is_blank:
        nothing = mark("Nothing is written yet: the guides are in the record of the machine.")
        blocks.append(Paragraph(said(nothing)))
    return Page(
        title=said(mark("Guide of use and upkeep")),
        place_and_date=format_day(day, language),
        language=language,
        blocks=tuple(blocks),
    )
