"""Taking a file of members in, with the memberships it tells of, and what to remember of it."""

from fablab_desk.care.intake import Intake, TakenOver
from fablab_desk.care.models import PlanMatching
from fablab_desk.care.plan_finding import Plans, plan_key
from fablab_desk.care.plan_memory import list_matchings
from fablab_desk.db.lengths import LINE
from fablab_desk.memberships.take_over import TakenOver as Row
from fablab_desk.memberships.take_over import take_over
from fablab_desk.people.exchange.columns import header_digest
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.preview import Preview, Progress, Verdict
from fablab_desk.people.models import ImportBatch
from fablab_desk.people.service_import import import_people
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.IMPORT_PEOPLE, inverse="care.withdraw_import")
def import_members(
    act: Act, preview: Preview, intake: Intake, progress: Progress = say_nothing
) -> None:
    """Write what preview and intake showed, all or nothing. A repeat writes nothing more."""
    if act.session.get(ImportBatch, preview.id) is not None:
        return
    import_people(act, preview, progress)
    if intake.memberships:
        _name_batch(act, preview)
        _write_memberships(act, preview, intake)


@needs(Right.IMPORT_PEOPLE, inverse="care.remember_plans")
def remember_plans(act: Act, sheet: Sheet, chosen: Plans) -> None:
    """The next file with the same header is asked nothing of these names, only of others."""
    digest = header_digest(sheet)
    wanted = {plan_key(label): plan_id for label, plan_id in chosen.items()}
    for row in list_matchings(act.session, sheet):
        if row.label in wanted:
            row.plan_id = wanted.pop(row.label)
        else:
            act.session.delete(row)
    for label, plan_id in wanted.items():
        if len(label) <= LINE:  # a longer one is no name
            act.session.add(PlanMatching(header_digest=digest, label=label, plan_id=plan_id))


def _name_batch(act: Act, preview: Preview) -> None:
    """A file may bring memberships only: it is known again all the same."""
    if act.session.get(ImportBatch, preview.id) is None:
        source = preview.source
        batch = ImportBatch(
            id=preview.id,
            at=act.now,
            file_name=source.name,
            sha256=source.sha256,
            created=0,
            changed=0,
        )
        act.session.add(batch)
        act.session.flush()


def _write_memberships(act: Act, preview: Preview, intake: Intake) -> None:
    taken = intake.memberships
    rows = [
        Row(
            party_id=one.party_id,
            plan_id=one.plan_id,
            entered_on=one.entered_on,
            period=one.period,
            audience_id=one.audience_id,
            import_id=preview.id,
        )
        for one in taken
    ]
    counts = {"taken_over": take_over(act, rows), "left_aside": intake.left_out}
    act.note("memberships", counts)
    _tell_known(act, preview, taken)


def _tell_known(act: Act, preview: Preview, taken: tuple[TakenOver, ...]) -> None:
    """Whoever was known before finds the membership in their own history."""
    new = {one.party_id for one in preview.of(Verdict.NEW)}
    for one in taken:
        if one.party_id not in new:
            period = one.period
            said = {"plan": one.plan, "starts_on": str(period.starts_on)}
            said["ends_on"] = str(period.ends_on)
            columns = {column: [None, text] for column, text in said.items()}
            act.note(f"memberships {one.party_id} {one.line}", columns)
            act.about(one.party_id)
