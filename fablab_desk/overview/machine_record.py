"""The record of a machine as its form shows it, with all that is chosen from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_models import Space
from fablab_desk.lab.premises_queries import list_entries
from fablab_desk.machines.drafts import MachineDraft
from fablab_desk.machines.models import Machine

Choices = tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class MachineChoices:
    categories: Choices
    families: Choices
    spaces: Choices
    carriers: Choices
    articles: Choices


@dataclass(frozen=True, slots=True)
class MachineRecord:
    id: UUID
    draft: MachineDraft
    retired_on: date | None
    version: int


def load_choices(session: Session) -> MachineChoices:
    def entries(kind: ListKind) -> Choices:
        rows = list_entries(session, kind)
        return tuple((row.id, row.label) for row in rows if row.archived_on is None)

    spaces = session.execute(
        select(Space.id, Space.label).where(Space.archived_on.is_(None)).order_by(Space.position)
    )
    carriers = session.execute(select(Carrier.id, Carrier.name).order_by(Carrier.name))
    articles = session.execute(
        select(Article.id, Article.label)
        .where(Article.archived_on.is_(None))
        .order_by(Article.label)
    )
    return MachineChoices(
        entries(ListKind.MACHINE_CATEGORY),
        entries(ListKind.RISK_FAMILY),
        tuple((key, label) for key, label in spaces),
        tuple((key, label) for key, label in carriers),
        tuple((key, label) for key, label in articles),
    )


def load_record(session: Session, machine_id: UUID) -> MachineRecord | None:
    machine = session.get(Machine, machine_id)
    if machine is None:
        return None
    draft = MachineDraft(
        code=machine.code,
        name=machine.name,
        commissioned_on=machine.commissioned_on,
        category_id=machine.category_id,
        family_id=machine.family_id,
        brand=machine.brand,
        model=machine.model,
        serial=machine.serial,
        space_id=machine.space_id,
        carrier_id=machine.carrier_id,
        article_id=machine.article_id,
        bought_on=machine.bought_on,
        price=machine.price,
        paid_by=machine.paid_by,
        warranty_until=machine.warranty_until,
        min_age=machine.min_age,
        needs_membership=machine.needs_membership,
        needs_pieces=machine.needs_pieces,
        needs_training=machine.needs_training,
        may_run_alone=machine.may_run_alone,
        guide_use=machine.guide_use,
        guide_upkeep=machine.guide_upkeep,
        note=machine.note,
    )
    return MachineRecord(machine.id, draft, machine.retired_on, machine.version)
