"""The usual park comes whole, and never twice."""

from sqlalchemy import func, select

from builders import Worker
from fablab_desk.i18n import translate
from fablab_desk.identifiers import is_tag
from fablab_desk.machines.due import list_due
from fablab_desk.machines.models import Machine, MachineNeed, Question
from fablab_desk.machines.service_park import add_usual_park
from fablab_desk.machines.tags import find_by_tag, tag_of
from fablab_desk.machines.usual_park import PARK


def count(worker: Worker, model: type) -> int:
    with worker.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_usual_park_has_its_plans_questions_and_needs(administrator: Worker) -> None:
    administrator.does(lambda act: add_usual_park(act, "fr"))
    assert count(administrator, Machine) == len(PARK)
    assert count(administrator, Question) == sum(len(one.questions) for one in PARK)
    assert count(administrator, MachineNeed) == 1
    with administrator.database.reading() as session:
        due = list_due(session, administrator.now.date())
        assert len(due) == sum(len(one.plans) for one in PARK)
        assert not any(one.is_due for one in due)
        laser = session.scalars(select(Machine).where(Machine.code == "LASER1")).one()
        assert laser.name == "Découpeuse laser"


def test_what_stands_already_is_left_as_it_is(administrator: Worker) -> None:
    administrator.does(lambda act: add_usual_park(act, "fr", ["LASER1"]))
    administrator.does(lambda act: add_usual_park(act, "fr"))
    assert count(administrator, Machine) == len(PARK)


def test_a_tag_leads_to_its_machine_and_no_card_is_taken_for_one(administrator: Worker) -> None:
    administrator.does(lambda act: add_usual_park(act, "en", ["SEW1"]))
    with administrator.database.reading() as session:
        key = session.scalars(select(Machine.id)).one()
        assert find_by_tag(session, tag_of(key)) == key
        assert find_by_tag(session, "1234567890") is None
    assert is_tag(tag_of(key))


def test_every_text_of_the_park_is_said_in_french() -> None:
    texts = [one.name for one in PARK]
    texts += [line for one in PARK for plan in one.plans for line in (plan.label, *plan.checks)]
    same = {text for text in texts if translate(text, "fr") == text}
    assert same == set()
