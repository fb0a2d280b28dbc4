"""The usual park of a fablab, added in one act."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.db.search import normalise
from fablab_desk.i18n import translate
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.kinds import QuestionMoment
from fablab_desk.machines.models import Machine, MachineNeed, Question
from fablab_desk.machines.tags import tag_of
from fablab_desk.machines.upkeep_models import UpkeepPlan
from fablab_desk.machines.usual_park import PARK, UsualMachine
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_MACHINES)
def add_usual_park(act: Act, language: str, codes: Collection[str] | None = None) -> list[UUID]:
    """Those of the codes, or all; one whose code stands already is left as it is."""
    known = set(act.session.scalars(select(Machine.code)))
    added: dict[str, UUID] = {}
    for usual in PARK:
        if usual.code not in known and (codes is None or usual.code in codes):
            added[usual.code] = _add(act, usual, language)
    act.session.flush()
    there = dict(act.session.execute(select(Machine.code, Machine.id)).all())
    for usual in PARK:
        for code, kind in (usual.needs or {}).items():
            if usual.code in added and code in there:
                need = MachineNeed(machine_id=added[usual.code], needed_id=there[code], kind=kind)
                act.session.add(need)
    return list(added.values())


def _add(act: Act, usual: UsualMachine, language: str) -> UUID:
    key: UUID = new_key()
    name = translate(usual.name, language)
    family = _entry(act, ListKind.RISK_FAMILY, translate(usual.family, language))
    act.session.add(
        Machine(
            id=key,
            code=usual.code,
            name=name,
            sort_name=normalise(name),
            tag=tag_of(key),
            category_id=_entry(act, ListKind.MACHINE_CATEGORY, translate(usual.category, language)),
            family_id=family,
            commissioned_on=act.day,
            min_age=usual.min_age,
            may_run_alone=usual.may_run_alone,
            guide_use=translate(usual.guide, language) if usual.guide else "",
        )
    )
    act.session.flush()
    act.session.add_all(
        UpkeepPlan(
            machine_id=key,
            label=translate(plan.label, language),
            every_days=plan.days,
            every_hours=plan.hours,
            stops=plan.stops,
            checklist=[translate(line, language) for line in plan.checks],
            starts_on=act.day,
        )
        for plan in usual.plans
    )
    act.session.add_all(
        Question(
            machine_id=key,
            moment=QuestionMoment.BEFORE,
            text=translate(text, language),
            required=True,
            position=place,
        )
        for place, text in enumerate(usual.questions)
    )
    return key


def _entry(act: Act, kind: ListKind, label: str) -> UUID:
    """The line of the lab's list, made where it is not there yet."""
    wanted = select(ListEntry.id).where(ListEntry.kind == kind, ListEntry.label == label)
    if (found := act.session.scalars(wanted).first()) is not None:
        return found
    last = act.session.scalar(select(func.max(ListEntry.position)).where(ListEntry.kind == kind))
    key: UUID = new_key()
    place = 0 if last is None else last + 1
    act.session.add(ListEntry(id=key, kind=kind, label=label, position=place))
    act.session.flush()
    return key
