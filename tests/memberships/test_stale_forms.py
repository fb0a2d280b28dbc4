from builders import Worker
from builders.memberships import a_plan, enrolled
from builders.people import a_person
from fablab_desk.people.models import Party


def test_enrolling_makes_no_open_form_of_the_person_stale(administrator: Worker) -> None:
    key, plan = a_person(administrator), a_plan(administrator)
    with administrator.database.reading() as session:
        before = session.get_one(Party, key).version
    enrolled(administrator, key, plan, administrator.now.date())
    with administrator.database.reading() as session:
        party = session.get_one(Party, key)
        assert party.member_from is not None
        assert party.version == before
