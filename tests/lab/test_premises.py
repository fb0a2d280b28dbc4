from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from builders import Worker
from builders.people import an_attachments_folder
from builders.premises import (
    A_CONTRACT,
    a_closure,
    a_space,
    a_week,
    an_entry,
    an_insurance,
    insurance,
)
from fablab_desk.care.named_files import list_named_files
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.errors import UnknownCarrierError
from fablab_desk.lab.hours import (
    BackwardsRangeError,
    OverlapError,
    Range,
    UnreadHoursError,
    read_hours,
    say_hours,
    write_hours,
)
from fablab_desk.lab.insurance import Insured, Liability
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_drafts import ClosureDraft, EntryDraft, HoursDraft, SpaceDraft
from fablab_desk.lab.premises_errors import (
    BackwardsDaysError,
    ContractKindError,
    ContractSizeError,
    LongClosureError,
    NamelessEntryError,
    NamelessInsurerError,
    NoDayError,
    NoHoursError,
    OverlappingClosureError,
    TakenEntryError,
    TakenHoursError,
)
from fablab_desk.lab.premises_queries import (
    closed_on,
    hours_on,
    list_entries,
    list_hours,
    list_insurances,
    list_liabilities,
    list_spaces,
)
from fablab_desk.lab.queries import load_carrier
from fablab_desk.lab.service_hours import add_closure, add_hours, remove_hours
from fablab_desk.lab.service_insurance import (
    attach_contract,
    bring_insurance_back,
    put_contract_back,
    remove_insurance,
)
from fablab_desk.lab.service_lists import add_entry, add_usual_lists, archive_entry, reorder_entries
from fablab_desk.lab.service_spaces import add_space, archive_space, correct_space, reorder_spaces
from fablab_desk.staff.errors import StaleError

AFTERNOON = Range(time(14), time(18))
MORNING = Range(time(10), time(12, 30))
LATE = Range(time(20), time(0))


def found_in(problems: Problems) -> list[tuple[str, type[DeskError]]]:
    return [(name, type(problem)) for name, problem in problems.found]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        ("14h-18h", (AFTERNOON,)),
        ("14-18", (AFTERNOON,)),
        ("14 h – 18 h", (AFTERNOON,)),
        ("10:00-12:30 14:00-18:00", (MORNING, AFTERNOON)),
        ("14h à 18h, 10h à 12h30", (MORNING, AFTERNOON)),
        ("10h-12h30 et 14h-18h", (MORNING, AFTERNOON)),
        ("20h-minuit", (LATE,)),
        ("20:00-24:00", (LATE,)),
        ("20h-0h", (LATE,)),
        ("10h-12h30 14-18", (MORNING, AFTERNOON)),
        ("10 h à 12 h 30 puis 14 h à 18 h", (MORNING, AFTERNOON)),
        ("10h-12h30; 12h30-13h", (MORNING, Range(time(12, 30), time(13)))),
    ],
)
def test_hours_are_read_as_they_are_typed(typed: str, read: tuple[Range, ...]) -> None:
    assert read_hours(typed) == read
    assert read_hours(write_hours(read)) == read


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("le matin", UnreadHoursError),
        ("10h", UnreadHoursError),
        ("10-12-14", UnreadHoursError),
        ("25h-26h", UnreadHoursError),
        ("24h-3h", UnreadHoursError),
        ("10:75-12:00", UnreadHoursError),
        ("18h-14h", BackwardsRangeError),
        ("14h-14h", BackwardsRangeError),
        ("22h-2h", BackwardsRangeError),
        ("10h-13h 12h-14h", OverlapError),
        ("20h-minuit 23h-23h30", OverlapError),
    ],
)
def test_hours_that_make_no_sense_are_refused(typed: str, refusal: type[DeskError]) -> None:
    with pytest.raises(refusal):
        read_hours(typed)


def test_hours_are_said_in_the_words_of_the_reader() -> None:
    said = say_hours((MORNING, AFTERNOON, LATE), "en")
    assert said == "from 10:00 to 12:30, from 14:00 to 18:00 and from 20:00 to midnight"
    assert say_hours((), "en") == ""
    assert "12\u00a0h\u00a030" in say_hours((MORNING,), "fr")


def test_a_week_tells_all_that_is_wrong_with_it_at_once(administrator: Worker) -> None:
    draft = HoursDraft(valid_from=None, monday="18h-14h", sunday="tôt")
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_hours(act, new_key(), draft))
    assert found_in(refused.value) == [
        ("valid_from", NoDayError),
        ("monday", BackwardsRangeError),
        ("sunday", UnreadHoursError),
    ]
    empty = HoursDraft(valid_from=date(2026, 1, 1))
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_hours(act, new_key(), empty))
    assert found_in(refused.value) == [("monday", NoHoursError)]


def test_the_hours_of_a_day_are_those_of_the_week_that_holds_then(administrator: Worker) -> None:
    a_week(administrator)
    later = a_week(
        administrator, HoursDraft(valid_from=date(2026, 3, 2), wednesday="10h-12h30 14h-18h")
    )
    with administrator.database.reading() as session:
        assert hours_on(session, date(2025, 8, 27)) == ()
        assert hours_on(session, date(2026, 2, 25)) == (AFTERNOON,)
        assert hours_on(session, date(2026, 2, 26)) == ()
        assert hours_on(session, date(2026, 3, 4)) == (MORNING, AFTERNOON)
        newest, oldest = list_hours(session)
    assert (newest.until, oldest.until) == (None, date(2026, 3, 1))
    removed = administrator.does(lambda act: remove_hours(act, later)).result
    assert removed is not None
    administrator.does(lambda act: add_hours(act, later, removed))
    with administrator.database.reading() as session:
        assert hours_on(session, date(2026, 3, 4)) == (MORNING, AFTERNOON)


def test_two_weeks_never_hold_from_one_day(administrator: Worker) -> None:
    a_week(administrator)
    with pytest.raises(Problems) as refused:
        a_week(administrator)
    assert found_in(refused.value) == [("valid_from", TakenHoursError)]


@pytest.mark.parametrize(
    ("draft", "problems"),
    [
        (
            ClosureDraft(label=" ", starts_on=None, ends_on=date(1999, 1, 1)),
            ["label", "starts_on", "ends_on"],
        ),
        (
            ClosureDraft(label="Pont", starts_on=date(2026, 5, 3), ends_on=date(2026, 5, 2)),
            [BackwardsDaysError],
        ),
        (
            ClosureDraft(label="Travaux", starts_on=date(2026, 5, 3), ends_on=date(2062, 5, 2)),
            [LongClosureError],
        ),
        (
            ClosureDraft(label="Pont", starts_on=date(2027, 1, 3), ends_on=date(2027, 1, 5)),
            [OverlappingClosureError],
        ),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(
    draft: ClosureDraft, problems: list[str | type[DeskError]], administrator: Worker
) -> None:
    a_closure(administrator)
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_closure(act, new_key(), draft))
    found = found_in(refused.value)
    assert len(found) == len(problems)
    assert all(wanted in pair for wanted, pair in zip(problems, found, strict=True))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 20), None),
        (date(2026, 12, 21), "Fêtes de fin d’année"),
        (date(2027, 1, 3), "Fêtes de fin d’année"),
        (date(2027, 1, 4), None),
        (date(2026, 7, 14), "Fête nationale"),
        (date(2028, 2, 29), None),
    ],
)
def test_the_lab_is_closed_by_its_own_days_and_by_public_holidays(
    day: date, why: str | None, administrator: Worker
) -> None:
    a_closure(administrator)
    with administrator.database.reading() as session:
        assert closed_on(session, day, "fr") == why


@pytest.mark.parametrize(
    ("postal_code", "is_holiday"),
    [("42000", False), ("67000", True), ("57000", True), ("68100", True), ("", False)],
)
def test_saint_stephen_s_day_is_a_holiday_in_alsace_and_moselle(
    postal_code: str, is_holiday: bool, administrator: Worker
) -> None:
    with administrator.database.writing() as session:
        load_carrier(session).postal_code = postal_code
    with administrator.database.reading() as session:
        assert bool(closed_on(session, date(2026, 12, 26), "fr")) is is_holiday


def test_a_space_has_a_name_of_its_own_and_a_structure_that_exists(administrator: Worker) -> None:
    key = a_space(administrator)
    unknown = SpaceDraft(label="ATELIER  numérique", carrier_id=new_key())
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_space(act, new_key(), unknown))
    assert found_in(refused.value) == [
        ("label", TakenEntryError),
        ("carrier_id", UnknownCarrierError),
    ]
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: correct_space(act, key, SpaceDraft(label=" "), 1))
    assert found_in(refused.value) == [("label", NamelessEntryError)]


def test_spaces_stand_in_the_order_of_the_lab(administrator: Worker) -> None:
    first, second, third = (a_space(administrator, label) for label in ("Bois", "Hall", "Labo"))
    administrator.does(lambda act: reorder_spaces(act, [third, first, second]))
    administrator.does(lambda act: archive_space(act, first))
    with administrator.database.reading() as session:
        assert [row.label for row in list_spaces(session)] == ["Labo", "Hall"]
        assert len(list_spaces(session, archived=True)) == 3


def test_one_word_may_stand_in_two_lists_but_once_in_each(administrator: Worker) -> None:
    an_entry(administrator)
    an_entry(administrator, kind=ListKind.TASK)
    again = EntryDraft(kind=ListKind.THEME, label="réparation")
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_entry(act, new_key(), again))
    assert found_in(refused.value) == [("label", TakenEntryError)]


def test_each_list_has_its_own_order_and_its_own_archive(administrator: Worker) -> None:
    task = an_entry(administrator, "Accueil", ListKind.TASK)
    one, two = (an_entry(administrator, label) for label in ("Réparation", "Art"))
    administrator.does(lambda act: reorder_entries(act, [two, one]))
    administrator.does(lambda act: archive_entry(act, task))
    with administrator.database.reading() as session:
        assert [row.id for row in list_entries(session, ListKind.THEME)] == [two, one]
        assert list_entries(session, ListKind.TASK) == []
        assert len(list_entries(session, ListKind.TASK, archived=True)) == 1


def test_the_usual_lists_are_added_once_and_never_over_the_lab_s_own(administrator: Worker) -> None:
    administrator.does(lambda act: add_usual_lists(act, "fr"))
    with administrator.database.reading() as session:
        themes = [row.label for row in list_entries(session, ListKind.THEME)]
    assert themes[0] == "Filles et sciences"


def insured_on(worker: Worker, day: date) -> Liability:
    with worker.database.reading() as session:
        (found,) = list_liabilities(session, day)
    return found


@pytest.mark.parametrize(
    ("day", "state", "until"),
    [
        (date(2025, 12, 31), Insured.UNKNOWN, None),
        (date(2026, 1, 1), Insured.COVERED, date(2026, 12, 31)),
        (date(2026, 10, 31), Insured.COVERED, date(2026, 12, 31)),
        (date(2026, 11, 1), Insured.ENDING, date(2026, 12, 31)),
        (date(2026, 12, 31), Insured.ENDING, date(2026, 12, 31)),
        (date(2027, 1, 1), Insured.LAPSED, date(2026, 12, 31)),
    ],
)
def test_an_insurance_presses_before_it_ends_and_once_it_has(
    day: date, state: Insured, until: date | None, administrator: Worker
) -> None:
    assert insured_on(administrator, day).state is Insured.UNKNOWN
    an_insurance(administrator)
    found = insured_on(administrator, day)
    assert (found.state, found.until) == (state, until)
    assert found.presses is (state in (Insured.ENDING, Insured.LAPSED))


@pytest.mark.parametrize(
    ("goes_on", "state"),
    [(date(2027, 1, 1), Insured.COVERED), (date(2027, 1, 2), Insured.ENDING)],
)
def test_a_policy_that_follows_without_a_gap_is_the_same_insurance(
    goes_on: date, state: Insured, administrator: Worker
) -> None:
    an_insurance(administrator)
    an_insurance(administrator, insurance(goes_on, date(2027, 12, 31)))
    assert insured_on(administrator, date(2026, 12, 1)).state is state


def test_a_structure_is_insured_by_its_own_policy_or_by_that_of_the_lab(
    administrator: Worker,
) -> None:
    other = Carrier(code="UNIV", name="Université")
    with administrator.database.writing() as session:
        main = load_carrier(session).id
        session.add(other)
    an_insurance(administrator, replace(insurance(), carrier_id=main))
    day = date(2026, 6, 1)
    with administrator.database.reading() as session:
        states = [found.state for found in list_liabilities(session, day)]
    assert states == [Insured.COVERED, Insured.UNKNOWN]
    an_insurance(administrator)
    with administrator.database.reading() as session:
        states = [found.state for found in list_liabilities(session, day)]
    assert states == [Insured.COVERED, Insured.COVERED]


def test_an_insurance_tells_all_that_is_wrong_with_it_at_once(administrator: Worker) -> None:
    wrong = replace(insurance(), insurer=" ", ends_on=None, carrier_id=new_key(), warn_days=-1)
    with pytest.raises(Problems) as refused:
        an_insurance(administrator, wrong)
    assert found_in(refused.value)[:2] == [
        ("insurer", NamelessInsurerError),
        ("ends_on", NoDayError),
    ]
    assert [name for name, _ in found_in(refused.value)[2:]] == ["warn_days", "carrier_id"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"PK\x03\x04 a docx", ContractKindError),
        (b"", ContractKindError),
        (b"%PDF-" + bytes(10_000_000), ContractSizeError),
    ],
)
def test_a_contract_is_a_pdf_or_a_picture_and_not_too_large(
    content: bytes, refusal: type[DeskError], administrator: Worker
) -> None:
    key, files = an_insurance(administrator), an_attachments_folder(administrator)
    with pytest.raises(refusal):
        administrator.does(lambda act: attach_contract(act, files, key, "x", content))


def attached(worker: Worker, key: UUID) -> str:
    with worker.database.reading() as session:
        (row,) = (row for row in list_insurances(session) if row.id == key)
    return row.contract_name


def test_a_contract_is_kept_with_the_files_and_comes_back(administrator: Worker) -> None:
    key, files = an_insurance(administrator), an_attachments_folder(administrator)
    kept = administrator.does(
        lambda act: attach_contract(act, files, key, "RC 2026.pdf", A_CONTRACT)
    ).result
    assert files.read(kept[0]) == A_CONTRACT
    with administrator.database.reading() as session:
        assert list_named_files(session) == [kept[0]]
    administrator.does(lambda act: put_contract_back(act, files, key, ("", ""), kept))
    assert attached(administrator, key) == ""
    administrator.does(lambda act: put_contract_back(act, files, key, kept, ("", "")))
    assert attached(administrator, key) == "RC 2026.pdf"
    with pytest.raises(StaleError):
        administrator.does(lambda act: put_contract_back(act, files, key, ("", ""), ("a", "b")))
    removed = administrator.does(lambda act: remove_insurance(act, files, key)).result
    assert removed is not None
    administrator.does(lambda act: bring_insurance_back(act, files, key, *removed))
    assert attached(administrator, key) == "RC 2026.pdf"
    assert insured_on(administrator, date(2026, 1, 1) + timedelta(days=30)).state is Insured.COVERED
