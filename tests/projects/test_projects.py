"""Projects, who takes part in them, and their meetings."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person, an_organisation
from builders.projects import a_meeting, a_project
from builders.uses import HOUR, recorded
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.overview.projects import ProjectDetail, list_projects, load_project
from fablab_desk.people.service import archive_party
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.errors import (
    ComingProjectError,
    EarlyMeetingError,
    LinkError,
    MeetingLengthError,
    PutAwayProjectError,
    TitlelessError,
)
from fablab_desk.projects.kinds import ProjectRole, ProjectStage
from fablab_desk.projects.models import ProjectMeeting
from fablab_desk.projects.service import (
    archive_project,
    correct_meeting,
    correct_project,
    forget_person,
    keep_project,
    name_person,
    note_meeting,
    restore_meeting,
    withdraw_meeting,
)

TODAY, DAY = NOW.date(), timedelta(days=1)


def detail(worker: Worker, key: object) -> ProjectDetail:
    with worker.database.reading() as session:
        found = load_project(session, key)  # type: ignore[arg-type]
    assert found
    return found


def test_all_that_is_wrong_with_a_project_is_told_at_once(administrator: Worker) -> None:
    draft = ProjectDraft(title="  ", link="javascript:alert(1)", begun_on=TODAY + DAY)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: keep_project(act, new_key(), draft))
    assert [(name, type(one)) for name, one in refusal.value.found] == [
        ("title", TitlelessError),
        ("link", LinkError),
        ("begun_on", ComingProjectError),
    ]


def test_a_project_tells_its_people_hours_and_machine_time(administrator: Worker) -> None:
    ada, grace = a_person(administrator), a_person(administrator, "Grace", "Hopper")
    town = an_organisation(administrator)
    key = a_project(
        administrator, organisation_id=town, accompanied=True, begun_on=TODAY - 30 * DAY
    )
    administrator.does(lambda act: name_person(act, key, grace, ProjectRole.ACCOMPANIES))
    administrator.does(lambda act: name_person(act, key, ada, ProjectRole.LEADS))
    a_meeting(administrator, key, 90, day=TODAY - 9 * DAY)
    a_meeting(administrator, key, 45, day=TODAY, stage=ProjectStage.TRIAL, person_id=grace)
    laser = a_machine(administrator)
    recorded(administrator, laser, ada, NOW - 5 * HOUR, 2 * HOUR, project_id=key)
    recorded(administrator, laser, ada, NOW - 30 * HOUR, HOUR, project_id=key)
    recorded(administrator, laser, ada, NOW - 50 * HOUR, HOUR)
    row = detail(administrator, key).row
    assert (row.people, row.minutes, row.meetings) == (("Ada Exemple", "Grace Hopper"), 135, 2)
    assert (row.seconds, row.uses) == (3 * 3600, 2)
    assert (row.draft.stage, row.draft.accompanied) == (ProjectStage.TRIAL, True)


def test_the_only_meeting_that_is_taken_back_leaves_the_project_as_far_as_it_was(
    administrator: Worker,
) -> None:
    key, meeting = a_project(administrator, begun_on=TODAY - 30 * DAY), new_key()
    before = detail(administrator, key).row.draft.stage
    draft = MeetingDraft(day=TODAY, minutes=10, stage=ProjectStage.DONE)
    was = administrator.does(lambda act: note_meeting(act, meeting, key, draft)).result
    assert was is before
    administrator.does(lambda act: withdraw_meeting(act, meeting, was))
    assert detail(administrator, key).row.draft.stage is before


def test_the_last_meeting_says_how_far_it_is_and_withdrawn_the_one_before(
    administrator: Worker,
) -> None:
    key = a_project(administrator, begun_on=TODAY - 30 * DAY)
    a_meeting(administrator, key, day=TODAY - 9 * DAY, stage=ProjectStage.PROTOTYPE)
    last = a_meeting(administrator, key, day=TODAY, stage=ProjectStage.DONE)
    a_meeting(administrator, key, day=TODAY - 4 * DAY, stage=ProjectStage.TRIAL)  # typed later
    assert detail(administrator, key).row.draft.stage is ProjectStage.DONE
    administrator.does(lambda act: withdraw_meeting(act, last))
    assert detail(administrator, key).row.draft.stage is ProjectStage.TRIAL
    administrator.does(lambda act: restore_meeting(act, last))
    assert detail(administrator, key).row.draft.stage is ProjectStage.DONE
    draft = MeetingDraft(day=TODAY, minutes=10, stage=ProjectStage.GIVEN_UP)
    with administrator.database.reading() as session:
        seen = session.get_one(ProjectMeeting, last).version
    administrator.does(lambda act: correct_meeting(act, last, draft, seen))
    assert detail(administrator, key).row.draft.stage is ProjectStage.GIVEN_UP
    assert detail(administrator, key).row.minutes == 130


def test_a_meeting_is_neither_before_its_project_nor_to_come_nor_endless(
    administrator: Worker,
) -> None:
    key = a_project(administrator, begun_on=TODAY - 2 * DAY)
    for draft, wrong in (
        (MeetingDraft(day=TODAY - 3 * DAY, minutes=5, stage=ProjectStage.IDEA), EarlyMeetingError),
        (MeetingDraft(day=TODAY + DAY, minutes=5, stage=ProjectStage.IDEA), ComingProjectError),
        (MeetingDraft(day=TODAY, minutes=0, stage=ProjectStage.IDEA), MeetingLengthError),
        (MeetingDraft(day=TODAY, minutes=1441, stage=ProjectStage.IDEA), MeetingLengthError),
        (MeetingDraft(day=TODAY, minutes=None, stage=ProjectStage.IDEA), MeetingLengthError),
    ):
        with pytest.raises(Problems) as refusal:
            administrator.does(
                lambda act, draft=draft: note_meeting(  # type: ignore[misc]
                    act, new_key(), key, draft
                )
            )
        assert [type(one) for _, one in refusal.value.found] == [wrong]
    with administrator.database.reading() as session:
        assert session.scalars(select(ProjectMeeting)).all() == []


def test_an_archived_project_takes_nothing_more(administrator: Worker) -> None:
    key, ada = a_project(administrator), a_person(administrator)
    administrator.does(lambda act: archive_project(act, key))
    with pytest.raises(PutAwayProjectError):
        administrator.does(lambda act: name_person(act, key, ada))
    with pytest.raises(PutAwayProjectError):
        a_meeting(administrator, key)
    with administrator.database.reading() as session:
        (row,) = list_projects(session)
    assert [row.is_in(chosen) for chosen in ("", "accompanied", "over", "archived")] == [
        *(False, False, False),
        True,
    ]


def test_who_is_archived_joins_no_project_and_stays_in_theirs(administrator: Worker) -> None:
    key, other, ada = a_project(administrator), a_project(administrator), a_person(administrator)
    administrator.does(lambda act: name_person(act, key, ada))
    administrator.does(lambda act: archive_party(act, ada))
    with pytest.raises(DeskError):
        administrator.does(lambda act: name_person(act, other, ada))
    assert detail(administrator, key).row.people == ("Ada Exemple",)
    administrator.does(lambda act: forget_person(act, key, ada))
    assert detail(administrator, key).row.people == ()


def test_a_correction_over_a_version_nobody_has_any_more_is_refused(
    administrator: Worker,
) -> None:
    key = a_project(administrator)
    administrator.does(lambda act: correct_project(act, key, ProjectDraft(title="Lampe 2"), 1))
    with pytest.raises(DeskError):
        administrator.does(lambda act: correct_project(act, key, ProjectDraft(title="Lampe 3"), 1))
    assert detail(administrator, key).row.draft.title == "Lampe 2"
