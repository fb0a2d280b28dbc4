import pytest
from builders import Worker, a_person

from fablab_desk.keys import new_key
from fablab_desk.errors import Problems
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.errors import StalePersonError
from fablab_desk.people.queries import PEOPLE
from fablab_desk.people.service import admit_person, correct_person


def test_every_problem_is_told_at_once(treasurer: Worker) -> None:
    with pytest.raises(Problems) as refusal:
        treasurer.does(lambda act: admit_person(act, new_key(), PersonDraft(" ", "nowhere")))
    assert [field for field, _ in refusal.value.found] == ["name", "email"]


def test_a_correction_from_an_old_form_is_refused(treasurer: Worker) -> None:
    key = a_person(treasurer)
    treasurer.does(lambda act: correct_person(act, key, PersonDraft("Ada L."), seen=1))
    with pytest.raises(StalePersonError):
        treasurer.does(lambda act: correct_person(act, key, PersonDraft("Ida"), seen=1))


def test_the_list_knows_where_a_person_stands(treasurer: Worker) -> None:
    keys = {name: a_person(treasurer, name) for name in ("Cléo", "Ada", "Bea")}
    with treasurer.database.reading() as session:
        start = PEOPLE.start(session, keys["Cléo"], size=2)
        assert PEOPLE.place(session, new_key()) is None
    assert (start.count, start.place, start.page) == (3, 2, 1)
    assert [row.name for row in start.rows] == ["Cléo"]
