import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from builders import Worker
from builders.memberships import a_kind, a_plan, enrolled
from builders.money import a_cashing, a_charge
from builders.people import a_child, a_consent, a_guardian, a_person, an_organisation
from builders.twins import twins
from fablab_desk.care import erasure_errors as errors
from fablab_desk.care.blanking import ERASED, hollowed, shown_as
from fablab_desk.care.erasure import preview_erasure
from fablab_desk.care.merge_preview import preview_merge
from fablab_desk.care.personal_tables import PERSONAL, Fate
from fablab_desk.care.repointing import party_references
from fablab_desk.care.service_personal import erase_person
from fablab_desk.db.database import Database
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.check import check_papers
from fablab_desk.papers.queries import load_paper
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.errors import ErasedRecordError
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Consent, Guardian, Party, PartyMerge, Person
from fablab_desk.people.queries import list_people
from fablab_desk.people.service import archive_party, correct_person, return_party
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.models import AuditDetail
from fablab_desk.staff.queries import check_journal, history
from fablab_desk.staff.rights import RIGHTS, Right, Role

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def somebody(worker: Worker) -> UUID:
    return a_person(
        worker, "Éloïse", "Duprévert", birth_date=date(1990, 5, 4), email="eloise@example.org"
    )


def erased(worker: Worker, person_id: UUID, typed: str = "") -> None:
    with worker.database.reading() as session:
        seen = preview_erasure(session, person_id, TODAY)
    worker.does(lambda act: erase_person(act, person_id, typed or seen.number, seen.version))


def hindered(worker: Worker, person_id: UUID) -> list[type]:
    with pytest.raises(Problems) as refused:
        erased(worker, person_id)
    return [type(problem) for _, problem in refused.value.found]


def everything(worker: Worker) -> str:
    """All that the base says, but papers and what a legal term keeps."""
    with worker.database.reading() as session:
        rows = [
            str(row)
            for table in Party.metadata.sorted_tables
            if table.name not in ("papers", "charges")
            for row in session.execute(select(table))
        ]
    return "\n".join(rows)


def test_every_table_that_names_a_person_says_what_erasing_does_to_it() -> None:
    assert {table.name for table, _ in party_references()} == set(PERSONAL)


def test_whoever_is_erased_is_named_nowhere_and_the_journal_still_holds(
    administrator: Worker,
) -> None:
    person = somebody(administrator)
    a_consent(administrator, person)
    draft = PersonDraft(
        first_name="Éloïse", last_name="Duprévert", note="Timide", phone="0299123456"
    )
    administrator.does(lambda act: correct_person(act, person, draft, 1))
    erased(administrator, person)
    said = everything(administrator).casefold()
    for word in ("duprévert", "duprevert", "eloise", "éloïse", "timide", "0299123456"):
        assert word not in said
    with administrator.database.reading() as session:
        assert check_journal(session, None) == []
        assert list_people(PeopleFilter.ALL, TODAY, "dupre").count(session) == 0


def test_what_was_counted_stays_without_the_name(administrator: Worker) -> None:
    person = somebody(administrator)
    erased(administrator, person)
    with administrator.database.reading() as session:
        left = session.get_one(Person, person)
        assert (left.name, left.birth_date) == (shown_as(ERASED), date(1990, 1, 1))
        assert left.archived_on == TODAY


def test_papers_stay_as_they_were_issued(administrator: Worker) -> None:
    person = somebody(administrator)
    plan = a_plan(administrator, kind_id=a_kind(administrator), fee="0.00")
    membership = enrolled(administrator, person, plan, TODAY - timedelta(days=700)).membership_id
    paper = new_key()
    administrator.does(lambda act: attest_membership(act, paper, membership))
    erased(administrator, person)
    with administrator.database.reading() as session:
        assert check_papers(session) == []
        assert "Éloïse" in load_paper(session, paper).about


def test_all_that_hinders_is_told_at_once(administrator: Worker) -> None:
    person, child = somebody(administrator), a_child(administrator)
    enrolled(administrator, person, a_plan(administrator, kind_id=a_kind(administrator)), TODAY)
    a_guardian(administrator, child, person)
    assert hindered(administrator, person) == [
        errors.RunningMembershipError,
        errors.OpenDebtsError,
        errors.GuardsMinorError,
    ]


def test_a_debt_hinders(administrator: Worker) -> None:
    person = somebody(administrator)
    a_charge(administrator, person)
    assert hindered(administrator, person) == [errors.OpenDebtsError]


def test_the_number_or_the_name_is_typed_to_confirm(administrator: Worker) -> None:
    person = somebody(administrator)
    with pytest.raises(Problems) as refused:
        erased(administrator, person, "Ada")
    assert isinstance(refused.value.found[0][1], errors.NotConfirmedError)
    erased(administrator, person, "éloïse duprévert")


def test_only_a_person_is_erased(administrator: Worker) -> None:
    with pytest.raises(errors.NoPersonToEraseError):
        erased(administrator, an_organisation(administrator))


def test_an_erased_record_never_comes_back(administrator: Worker) -> None:
    person = somebody(administrator)
    erased(administrator, person)
    with pytest.raises(ErasedRecordError):
        administrator.does(lambda act: return_party(act, person))


def test_an_erased_record_is_merged_into_none(administrator: Worker) -> None:
    person, other = somebody(administrator), a_person(administrator)
    erased(administrator, person)
    with administrator.database.reading() as session, pytest.raises(ErasedRecordError):
        preview_merge(session, other, person)


def test_what_was_paid_is_kept_ten_years_from_the_end_of_its_year(administrator: Worker) -> None:
    person = somebody(administrator)
    a_cashing(administrator, person)
    with administrator.database.reading() as session:
        preview = preview_erasure(session, person, TODAY)
    assert preview.kept_until == date(2036, 12, 31)
    assert ("cashings", 1) in preview.told(Fate.KEPT)


def test_a_guardian_who_is_erased_leaves_no_tie(administrator: Worker) -> None:
    person, child = somebody(administrator), a_child(administrator)
    a_guardian(administrator, child, person)
    administrator.does(lambda act: archive_party(act, child))
    erased(administrator, person)
    with administrator.database.reading() as session:
        assert not session.scalars(select(Guardian)).all()


def test_of_a_record_merged_into_theirs_nothing_is_left(administrator: Worker) -> None:
    pair = twins(administrator)
    pair.merge()
    erased(administrator, pair.kept)
    said = everything(administrator).casefold()
    assert "dupre" not in said
    assert "dupré" not in said
    with administrator.database.reading() as session:
        assert session.scalars(select(PartyMerge.was)).one() == {}
        assert check_journal(session, None) == []


def test_an_answer_is_still_never_edited_while_its_person_is_there(administrator: Worker) -> None:
    a_consent(administrator, somebody(administrator))
    with pytest.raises(IntegrityError), administrator.database.writing() as session:
        session.execute(update(Consent).values(wording=""))


def test_the_history_of_others_in_the_same_act_stays() -> None:
    own, other = "0" * 36, "1" * 36
    changes: dict[str, Any] = {
        f"parties {own}": {"name": ["Ada", "Eve"]},
        f"parties {other}": {"name": ["Bob", "Ada"]},
        "note": {"said": ["Ada Exemple", 3]},
    }
    assert hollowed(changes, {own}, {"ada exemple"}) == {
        f"parties {own}": {"name": [None, None]},
        f"parties {other}": {"name": ["Bob", "Ada"]},
        "note": {"said": [None, None]},
    }


def test_the_history_tells_that_something_changed_and_no_longer_what(administrator: Worker) -> None:
    person = somebody(administrator)
    erased(administrator, person)
    with administrator.database.reading() as session:
        *_, admitted = history(session, person)
        assert set(admitted.columns.values()) == {(None, None)}
        marks = session.scalars(select(AuditDetail.erased_at)).all()
    assert any(marks)


def test_a_preview_that_is_old_erases_nothing(administrator: Worker) -> None:
    person = somebody(administrator)
    with pytest.raises(StaleError):
        administrator.does(lambda act: erase_person(act, person, "Éloïse Duprévert", 7))


def test_only_an_administrator_erases() -> None:
    may = {role for role in Role if Right.ANSWER_REQUESTS in RIGHTS[role]}
    assert may == {Role.ADMINISTRATOR}


def test_the_file_itself_no_longer_holds_the_name(administrator: Worker) -> None:
    database = administrator.database
    if database.engine.dialect.name != "sqlite":
        pytest.skip("a server's files are its own")
    person = somebody(administrator)
    erased(administrator, person)
    with sqlite3.connect(database.place) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = Path(database.place).read_bytes().lower()
    for word in ("duprévert", "duprevert", "eloise@example"):
        assert word.encode() not in content
