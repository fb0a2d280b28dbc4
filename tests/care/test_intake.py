"""The memberships that come with a file of members."""

from datetime import date
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.memberships import a_kind, a_plan
from builders.people import a_person
from builders.sheets import TODAY, a_preview, a_preview_of, a_sheet
from fablab_desk.care.intake import Intake, plan_intake
from fablab_desk.care.plan_memory import find_plans
from fablab_desk.care.service_intake import import_members, remember_plans
from fablab_desk.db.database import Database
from fablab_desk.i18n import say
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.models import PeriodLock
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.service_plans import archive_plan, remove_plan
from fablab_desk.people.exchange.preview import Preview
from fablab_desk.people.models import Party
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.models import AuditDetail, AuditEntry
from fablab_desk.staff.queries import last_change

HEADER = "Nom;Tarif;Montant;Date d’adhésion;Date d’échéance"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def planned(
    worker: Worker, *lines: str, chosen: dict[str, UUID | None] | None = None
) -> tuple[Preview, Intake]:
    preview = a_preview(worker, a_sheet(HEADER, *lines))
    with worker.database.reading() as session:
        return preview, plan_intake(session, preview, chosen)


def taken_in(worker: Worker, *lines: str) -> Intake:
    preview, intake = planned(worker, *lines)
    worker.does(lambda act: import_members(act, preview, intake))
    return intake


def periods(worker: Worker) -> list[tuple[date, date]]:
    wanted = select(Membership.starts_on, Membership.ends_on).order_by(Membership.number)
    with worker.database.reading() as session:
        return [(row.starts_on, row.ends_on) for row in session.execute(wanted)]


@pytest.mark.parametrize(
    ("rule", "line", "period"),
    [
        (PeriodRule.ROLLING, "Essai;Plan;;03/09/2025;", (date(2025, 9, 3), date(2026, 9, 2))),
        (PeriodRule.ROLLING, "Essai;Plan;;;02/09/2026", (date(2025, 9, 3), date(2026, 9, 2))),
        (PeriodRule.ROLLING, "Essai;PLAN;;1/2/26;3/3/26", (date(2026, 2, 1), date(2026, 3, 3))),
        (PeriodRule.SEASON, "Essai;Plan;;03/10/2026;", (date(2026, 10, 3), date(2027, 8, 31))),
        (PeriodRule.CIVIL_YEAR, "Essai;Plan;;;31/12/2026", (date(2026, 1, 1), date(2026, 12, 31))),
        (
            PeriodRule.ROLLING,
            "Essai;Adhésion+;20,00;1/2/26;",
            (date(2026, 2, 1), date(2027, 1, 31)),
        ),
    ],
)
def test_a_membership_is_taken_over_with_the_days_the_line_gives(
    administrator: Worker, rule: PeriodRule, line: str, period: tuple[date, date]
) -> None:
    a_plan(administrator, "Plan", kind_id=a_kind(administrator), rule=rule)
    assert taken_in(administrator, line).notes == {}
    assert periods(administrator) == [period]
    with administrator.database.reading() as session:
        party = session.scalars(select(Party)).one()
        membership = session.scalars(select(Membership)).one()
    assert (party.member_from, party.member_until, party.due_on) == (*period, period[1])
    assert membership.taken_over
    assert membership.import_id == party.import_id


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Essai;Plan;;;", "Without a date"),
        ("Essai;Plan;;03/09/2025;01/09/2025", "A membership cannot end on"),
        ("Essai;Plan;;03/09/2019;", "The period is closed through"),
    ],
)
def test_what_is_not_taken_over_is_told(administrator: Worker, line: str, told: str) -> None:
    a_plan(administrator, "Plan")
    with administrator.database.writing() as session:
        lock = PeriodLock(
            kind=LockKind.MEMBERSHIPS, through=date(2019, 12, 31), at=administrator.now
        )
        session.add(lock)
    intake = taken_in(administrator, line)
    assert say(intake.notes[2]).startswith(told)
    assert periods(administrator) == []


def two_plans(worker: Worker) -> tuple[UUID, UUID]:
    kind = a_kind(worker)
    adults = a_plan(worker, "Adhésion adulte", kind_id=kind)
    return adults, a_plan(worker, "Adhésion jeune", kind_id=kind, fee="10.00")


def names(intake: Intake) -> list[tuple[str, int, int, bool]]:
    return [(one.label, one.taken, one.left, one.is_open) for one in intake.named]


@pytest.mark.parametrize(
    ("label", "plan"),
    [
        ("ADHÉSION JEUNE (moins de 18 ans)", "Adhésion jeune"),
        ("Jeune", "Adhésion jeune"),
        ("Adhésion", None),
        ("Membre actif", None),
        ("", None),
    ],
)
def test_a_name_leads_to_the_plan_that_shares_its_words_and_to_none_where_two_do(
    administrator: Worker, label: str, plan: str | None
) -> None:
    two_plans(administrator)
    _, intake = planned(administrator, f"Essai;{label};;03/09/2025;")
    assert [one.plan for one in intake.memberships] == ([plan] if plan else [])
    assert names(intake) == [(label, int(plan is not None), int(plan is None), plan is None)]


@pytest.mark.parametrize("label", ["Membre actif", ""])
def test_any_name_leads_to_the_only_plan_that_persons_can_have(
    administrator: Worker, label: str
) -> None:
    a_plan(administrator, "Cotisation")
    a_plan(administrator, "Structures", for_organisations=True)
    _, intake = planned(administrator, f"Essai;{label};;03/09/2025;")
    assert [one.plan for one in intake.memberships] == ["Cotisation"]


def test_a_plan_chosen_by_hand_or_left_out_answers_to_the_name_in_the_file(
    administrator: Worker,
) -> None:
    adults, _ = two_plans(administrator)
    lines = ("Un;Membre;;03/09/2025;", "Deux;Ami;;03/09/2025;", "Trois;MEMBRE;;03/09/2025;")
    _, intake = planned(administrator, *lines)
    assert names(intake) == [("Membre", 0, 2, True), ("Ami", 0, 1, True)]
    assert (intake.undecided, intake.left_out) == (3, 3)
    _, again = planned(administrator, *lines, chosen={"Membre": adults, "Ami": None})
    assert names(again) == [("Membre", 2, 0, False), ("Ami", 0, 1, False)]
    assert (again.undecided, again.left_out) == (0, 1)
    assert say(again.notes[3]) == "Its membership is left out, as chosen."


def test_a_line_without_a_date_or_a_name_of_a_plan_tells_of_no_membership(
    administrator: Worker,
) -> None:
    two_plans(administrator)
    _, intake = planned(administrator, "Essai;;20,00;;")
    assert intake == Intake((), {}, (), has_plans=True)


def test_an_end_alone_that_is_known_asks_for_no_plan(administrator: Worker) -> None:
    two_plans(administrator)
    taken_in(administrator, "Essai;Adhésion jeune;;03/10/2025;31/08/2026")
    assert taken_in(administrator, "Essai;;;;31/08/2026").named == ()


@pytest.mark.parametrize(
    ("label", "told"),
    [("Autre", "“Autre” is no membership plan here"), ("", "This line names no plan")],
)
def test_a_line_says_that_its_plan_is_not_known(
    administrator: Worker, label: str, told: str
) -> None:
    _, intake = planned(administrator, f"Essai;{label};;03/09/2025;")
    assert say(intake.notes[2]).startswith(told)
    assert not intake.has_plans


def test_a_period_that_is_known_stays_as_it_is(administrator: Worker) -> None:
    a_plan(administrator, "Plan")
    taken_in(administrator, "Essai;Plan;;03/09/2025;")
    again = taken_in(administrator, "Essai;Plan;;03/09/2025;")
    assert again == Intake((), {}, (), has_plans=True)
    crossing = taken_in(administrator, "Essai;Plan;;01/01/2026;")
    assert "is already there and stays" in say(crossing.notes[2])
    assert len(periods(administrator)) == 1


def test_the_history_of_somebody_known_tells_the_membership_a_file_brought(
    administrator: Worker,
) -> None:
    a_plan(administrator, "Plan")
    ada = a_person(administrator, "", "Essai")
    taken_in(administrator, "Essai;Plan;;03/09/2025;")
    with administrator.database.reading() as session:
        change = last_change(session, ada)
    assert change
    assert (change.service, change.columns["ends_on"]) == (
        "care.import_members",
        (None, "2026-09-02"),
    )


def test_the_fees_of_a_helloasso_export_become_memberships_once(administrator: Worker) -> None:
    kind = a_kind(administrator)
    a_plan(administrator, "Adhésion individuelle", kind_id=kind)
    a_plan(administrator, "Jeunes", kind_id=kind, fee="10.00")
    a_plan(administrator, "Structures", kind_id=kind, fee="150.00", for_organisations=True)
    for expected in (4, 0):
        preview = a_preview_of(administrator, "members-helloasso.csv")
        with administrator.database.reading() as session:
            intake = plan_intake(session, preview)
        assert [one.line for one in intake.memberships] == [2, 3, 6, 7][:expected]
        assert set(intake.notes) == {4}
        administrator.does(partial(import_members, preview=preview, intake=intake))
    with administrator.database.reading() as session:
        (entry,) = session.scalars(select(AuditEntry))
        detail = session.get_one(AuditDetail, entry.seq).changes
    assert entry.service == "care.import_members"
    assert detail["memberships"] == {"taken_over": 4, "left_aside": 1}


def test_the_plans_chosen_by_hand_are_known_for_the_next_file_of_that_shape(
    administrator: Worker,
) -> None:
    plan, other = a_plan(administrator, "Adhésion"), a_plan(administrator, "Soutien")
    sheet, of_other_shape = a_sheet(HEADER, "Essai;;;;"), a_sheet("Nom;Tarif", "Essai;")

    def remember(**chosen: UUID | None) -> None:
        administrator.does(lambda act: remember_plans(act, sheet, chosen))

    def known(sheet: Sheet) -> dict[str, UUID | None]:
        with administrator.database.reading() as session:
            return find_plans(session, sheet)

    remember(Ancienne=plan, Bienfaiteur=other, Dons=None)
    assert known(sheet) == {"ancienne": plan, "bienfaiteur": other, "dons": None}
    assert known(of_other_shape) == {}
    remember(ANCIENNE=other, Dons=None)
    assert known(sheet) == {"ancienne": other, "dons": None}
    administrator.does(lambda act: archive_plan(act, other))
    assert known(sheet) == {"dons": None}


def test_a_plan_that_is_only_remembered_may_still_be_removed(administrator: Worker) -> None:
    plan, sheet = a_plan(administrator, "Adhésion"), a_sheet(HEADER, "Essai;;;;")
    administrator.does(lambda act: remember_plans(act, sheet, {"Ancienne": plan}))
    administrator.does(lambda act: remove_plan(act, plan))
    with administrator.database.reading() as session:
        assert find_plans(session, sheet) == {}


def test_a_plan_chosen_in_an_earlier_file_is_taken_without_asking(administrator: Worker) -> None:
    plan = a_plan(administrator, "Adhésion")
    a_plan(administrator, "Soutien")
    sheet = a_sheet(HEADER, "Essai;Ancienne;;03/09/2025;")
    administrator.does(lambda act: remember_plans(act, sheet, {"ancienne": plan}))
    with administrator.database.reading() as session:
        chosen = find_plans(session, sheet)
    _, intake = planned(administrator, "Autre;ANCIENNE;;03/09/2025;", chosen=chosen)
    assert ([one.plan_id for one in intake.memberships], intake.undecided) == ([plan], 0)


def test_the_day_entered_is_never_to_come(administrator: Worker) -> None:
    a_plan(administrator, "Plan")
    _, intake = planned(administrator, "Essai;Plan;;01/12/2026;")
    assert intake.memberships[0].entered_on == TODAY
