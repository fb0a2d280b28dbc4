"""Projects and their meetings, by the services."""

from typing import Any
from uuid import UUID

from builders import Worker
from fablab_desk.keys import new_key
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.kinds import ProjectStage
from fablab_desk.projects.service import keep_project, note_meeting


def a_project(worker: Worker, title: str = "Lampe en bois", **said: Any) -> UUID:
    key: UUID = new_key()
    worker.does(lambda act: keep_project(act, key, ProjectDraft(title=title, **said)))
    return key


def a_meeting(worker: Worker, project_id: UUID, minutes: int = 60, **said: Any) -> UUID:
    key: UUID = new_key()
    whole = {"day": None, "stage": ProjectStage.PROTOTYPE, **said}
    draft = MeetingDraft(minutes=minutes, **whole)
    worker.does(lambda act: note_meeting(act, key, project_id, draft))
    return key
