"""An import undone: what it made goes, what it changed is what it was, and nobody else loses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Table, delete, select, update
from sqlalchemy.exc import IntegrityError

from builders import NOW, Worker
from builders.memberships import a_cover, a_member, a_plan
from builders.money import a_cashing, a_charge
from builders.people import (
    a_consent,
    a_guardian,
    a_household,
    a_person,
    a_piece,
    a_piece_kind,
    an_adult,
)
from builders.sheets import a_preview, a_preview_of, a_sheet
from builders.twins import Twins
from fablab_desk.agenda.kinds import ArrivalKind
from fablab_desk.agenda.models import Arrival
from fablab_desk.care.import_errors import ErasedImportError, ImportInUseError
from fablab_desk.care.import_trace import list_imports
from fablab_desk.care.import_uses import Use
from fablab_desk.care.intake import plan_intake
from fablab_desk.care.service_intake import import_members
from fablab_desk.care.service_merge import tell_apart
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.care.withdrawal import preview_withdrawal
from fablab_desk.db.database import Database
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.service import attest_membership, cancel_membership
from fablab_desk.people.exchange.preview import Preview
from fablab_desk.people.models import Consent, ImportBatch, Person
from fablab_desk.people.service import archive_party
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.models import AuditDetail
from fablab_desk.staff.queries import check_journal

HEADER = (
    "Nom;Prénom;E-mail;Date de naissance;Ville;Code postal;Tarif;Date d’adhésion;"
    "Nom payeur;Prénom payeur;Newsletter"
)
NEW = "Neuve;Zoé;zoe@exemple.fr;04/05/2014;;;Adhésion;01/02/2026;Payeur;Paule;oui"
KNOWN = "Exemple;Ada;ada@exemple.fr;03/02/1985;Firminy;42700;Adhésion;01/02/2026;;;"
DATA = sorted(file.name for file in (Path(__file__).parents[1] / "data").glob("members-*.csv"))
APART = {  # what an undone import leaves on purpose
    *("import_batches", "counters"),
    *("audit_entries", "audit_details", "audit_subjects", "audit_heads"),
}


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def everything(worker: Worker) -> dict[str, list[dict[str, Any]]]:
    """Every row of the base, versions apart, as undoing writes anew."""
    with worker.database.reading() as session:
        return {
            name: sorted(
                (_plain(row) for row in session.execute(select(table)).mappings()), key=str
            )
            for name, table in BLUEPRINT.metadata.tables.items()
            if name not in APART
        }


def _plain(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}


def taken_in(worker: Worker, preview: Preview) -> UUID:
    with worker.database.reading() as session:
        intake = plan_intake(session, preview)
    worker.does(lambda act: import_members(act, preview, intake))
    return preview.id


def imported(worker: Worker, *lines: str) -> UUID:
    return taken_in(worker, a_preview(worker, a_sheet(HEADER, *lines)))


def undone(worker: Worker, import_id: UUID) -> None:
    worker.does(lambda act: withdraw_import(act, import_id))


def uses(worker: Worker, import_id: UUID) -> dict[str, tuple[Use, ...]]:
    with worker.database.reading() as session:
        return {one.name: one.uses for one in preview_withdrawal(session, import_id).used}


def key_of(worker: Worker, first_name: str) -> UUID:
    with worker.database.reading() as session:
        return session.scalars(select(Person.id).where(Person.first_name == first_name)).one()


def test_it_leaves_every_table_as_it_was(administrator: Worker) -> None:
    a_plan(administrator, "Adhésion")
    kind = a_piece_kind(administrator)
    ada = an_adult(administrator)
    a_member(administrator, ada, a_plan(administrator, "Autre"))
    a_piece(administrator, ada, kind)
    a_household(
        administrator, a_person(administrator, "Jean", "Ancien"), an_adult(administrator, "Ida")
    )
    before = everything(administrator)
    paid = KNOWN.replace("2026;;;", "2026;Payeur;Paule;")
    by_known = "Neuve;Max;max@exemple.fr;;;;;;Ancien;Jean;"
    import_id = imported(administrator, NEW, paid, by_known)
    assert len(everything(administrator)["household_members"]) == 4
    undone(administrator, import_id)
    assert everything(administrator) == before
    with administrator.database.reading() as session:
        assert check_journal(session, None) == []


@pytest.mark.parametrize("name", DATA)
def test_a_file_of_a_real_program_is_undone_and_taken_in_again(
    name: str, administrator: Worker
) -> None:
    a_plan(administrator, "Adhésion individuelle")
    a_piece_kind(administrator)
    a_person(administrator, "Eloise", "Dupre", email="eloise.dupre@example.org")
    before = everything(administrator)
    counts = []
    for _ in range(2):
        preview = a_preview_of(administrator, name)
        import_id = taken_in(administrator, preview)
        rows = everything(administrator)
        counts.append({table: len(found) for table, found in rows.items()})
        assert rows != before
        undone(administrator, import_id)
        assert everything(administrator) == before
    assert counts[0] == counts[1]


def test_five_thousand_lines_are_undone_with_word_of_how_far_it_is(
    administrator: Worker,
) -> None:
    lines = [f"Neuve;Zoé{n};zoe{n}@exemple.fr;;;;;;;;" for n in range(5000)]
    import_id = imported(administrator, *lines)
    told: list[tuple[int, int]] = []
    administrator.does(lambda act: withdraw_import(act, import_id, lambda *far: told.append(far)))
    assert everything(administrator)["parties"] == []
    assert told[0] == (0, 5000)
    assert told[-1] == (5000, 5000)


def stopped(_done: int, _total: int) -> None:
    raise KeyboardInterrupt


def test_stopped_on_its_way_it_changes_nothing(administrator: Worker) -> None:
    a_plan(administrator, "Adhésion")
    import_id = imported(administrator, NEW)
    before = everything(administrator)
    with pytest.raises(KeyboardInterrupt):
        administrator.does(lambda act: withdraw_import(act, import_id, stopped))
    assert everything(administrator) == before


def membership_by_hand(worker: Worker, party_id: UUID) -> None:
    a_member(worker, party_id, a_plan(worker, "Atelier"))


def its_membership_cancelled(worker: Worker, party_id: UUID) -> None:
    with worker.database.reading() as session:
        wanted = select(Membership.id).where(Membership.party_id == party_id)
        key = session.scalars(wanted).one()
    worker.does(lambda act: cancel_membership(act, key, "Erreur"))


def attestation(worker: Worker, party_id: UUID) -> None:
    with worker.database.reading() as session:
        wanted = select(Membership.id).where(Membership.party_id == party_id)
        key = session.scalars(wanted).one()
    worker.does(lambda act: attest_membership(act, new_key(), key))


def arrival(worker: Worker, party_id: UUID) -> None:
    with worker.database.writing() as session:
        day = NOW.date()
        row = Arrival(kind=ArrivalKind.PERSON, day=day, counted_on=day, person_id=party_id)
        session.add(row)


def piece(worker: Worker, party_id: UUID) -> None:
    a_piece(worker, party_id, a_piece_kind(worker))


def guardian(worker: Worker, party_id: UUID) -> None:
    a_guardian(worker, party_id, an_adult(worker, "Gilles"))


def cover(worker: Worker, party_id: UUID) -> None:
    a_cover(worker, party_id, reason="Convention", last=worker.now.date())


def paying(worker: Worker, party_id: UUID) -> None:
    a_household(worker, key_of(worker, "Paule"), a_person(worker, "Max"))


def archived(worker: Worker, party_id: UUID) -> None:
    worker.does(lambda act: archive_party(act, party_id))


def later_import(worker: Worker, party_id: UUID) -> None:
    imported(worker, "Neuve;Zoé;zoe@exemple.fr;04/05/2014;Roanne;42300;;;;;")


def merge_into_another(worker: Worker, party_id: UUID) -> None:
    Twins(worker, a_person(worker, "Zoe", "Neuf"), party_id).merge()


def merge_of_another(worker: Worker, party_id: UUID) -> None:
    Twins(worker, party_id, a_person(worker, "Zoe", "Neuf")).merge()


USES: list[tuple[Callable[[Worker, UUID], object], str, tuple[Use, ...]]] = [
    (membership_by_hand, "Zoé Neuve", (Use.MEMBERSHIP, Use.DEBT)),
    (its_membership_cancelled, "Zoé Neuve", (Use.MEMBERSHIP,)),
    (attestation, "Zoé Neuve", (Use.PAPER,)),
    (a_charge, "Zoé Neuve", (Use.DEBT,)),
    (a_cashing, "Zoé Neuve", (Use.DEBT, Use.PAYMENT)),
    (arrival, "Zoé Neuve", (Use.ARRIVAL,)),
    (piece, "Zoé Neuve", (Use.PIECE,)),
    (a_consent, "Zoé Neuve", (Use.ANSWER,)),
    (guardian, "Zoé Neuve", (Use.FAMILY,)),
    (cover, "Zoé Neuve", (Use.FAMILY,)),
    (paying, "Paule Payeur", (Use.FAMILY,)),
    (archived, "Zoé Neuve", (Use.CORRECTION,)),
    (later_import, "Zoé Neuve", (Use.IMPORT,)),
    (merge_into_another, "Zoé Neuve", (Use.CORRECTION, Use.MERGE)),
    (merge_of_another, "Zoé Neuve", (Use.MERGE,)),
]


@pytest.mark.parametrize(("use", "name", "told"), USES)
def test_whoever_something_refers_to_since_is_named_and_nothing_is_written(
    use: Callable[[Worker, UUID], object], name: str, told: tuple[Use, ...], administrator: Worker
) -> None:
    a_plan(administrator, "Adhésion")
    import_id = imported(administrator, NEW)
    use(administrator, key_of(administrator, "Zoé"))
    assert uses(administrator, import_id)[name] == told
    before = everything(administrator)
    with pytest.raises(ImportInUseError) as refusal:
        undone(administrator, import_id)
    assert name in say(refusal.value)
    assert everything(administrator) == before


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (membership_by_hand, Use.MEMBERSHIP),
        (its_membership_cancelled, Use.MEMBERSHIP),
        (a_charge, Use.DEBT),
        (piece, Use.PIECE),
        (cover, Use.FAMILY),
        (archived, Use.CORRECTION),
    ],
)
def test_what_was_done_since_about_somebody_known_before_keeps_the_import(
    use: Callable[[Worker, UUID], object], told: Use, administrator: Worker
) -> None:
    a_plan(administrator, "Adhésion")
    ada = an_adult(administrator)
    import_id = imported(administrator, KNOWN)
    use(administrator, ada)
    assert uses(administrator, import_id) == {"Ada Exemple": (told,)}


def test_everybody_is_told_at_once_and_beyond_ten_they_are_counted(administrator: Worker) -> None:
    lines = [f"Neuve;Zoé{n};zoe{n}@exemple.fr;;;;;;;;" for n in range(12)]
    import_id = imported(administrator, *lines)
    for n in range(12):
        a_charge(administrator, key_of(administrator, f"Zoé{n}"))
    with pytest.raises(ImportInUseError) as refusal:
        undone(administrator, import_id)
    said = say(refusal.value).splitlines()
    assert said[1] == "Zoé0 Neuve (M-00001): a debt"
    assert said[-1] == "And others: 2."
    assert len(said) == 12


def test_two_imports_are_undone_last_first(administrator: Worker) -> None:
    a_plan(administrator, "Adhésion")
    before = everything(administrator)
    first = imported(administrator, NEW)
    second = imported(administrator, NEW.replace(";;", ";Roanne;", 1).replace(";;", ";42300;", 1))
    assert uses(administrator, first)
    undone(administrator, second)
    undone(administrator, first)
    assert everything(administrator) == before


def test_told_apart_from_a_namesake_is_no_use(administrator: Worker) -> None:
    import_id = imported(administrator, "Neuve;Zoé;;;;;;;;;")
    zoe, other = key_of(administrator, "Zoé"), a_person(administrator, "Zoë", "Neuve")
    administrator.does(lambda act: tell_apart(act, zoe, other))
    undone(administrator, import_id)
    assert [row["id"] for row in everything(administrator)["parties"]] == [other]


def test_an_import_whose_changes_were_erased_cannot_be_undone(administrator: Worker) -> None:
    import_id = imported(administrator, NEW)
    with administrator.database.writing() as session:
        session.execute(update(AuditDetail).values(erased_at=NOW, changes={}))
    with pytest.raises(ErasedImportError):
        undone(administrator, import_id)


def test_past_imports_are_listed_with_who_and_what_and_whether_they_were_undone(
    administrator: Worker,
) -> None:
    a_plan(administrator, "Adhésion")
    an_adult(administrator)
    first, second = imported(administrator, NEW), imported(administrator, KNOWN)
    undone(administrator, first)
    with administrator.database.reading() as session:
        rows = list_imports(session)
    told = [(one.id, one.created, one.changed, one.memberships, one.undone_at) for one in rows]
    assert sorted(told, key=str) == sorted(
        [(first, 2, 0, 0, NOW), (second, 0, 1, 1, None)], key=str
    )
    assert {(one.file_name, one.by) for one in rows} == {("people.csv", "administrator")}


def test_no_other_consent_than_those_of_an_undone_import_may_go(administrator: Worker) -> None:
    imported(administrator, NEW)
    a_consent(administrator, an_adult(administrator))
    table = Consent.__table__
    assert isinstance(table, Table)
    with pytest.raises(IntegrityError), administrator.database.writing() as session:
        session.execute(delete(table))
    with administrator.database.writing() as session:
        session.execute(update(ImportBatch).values(undone_at=NOW))
    with pytest.raises(IntegrityError), administrator.database.writing() as session:
        session.execute(delete(table))
