"""What forms say of projects and their meetings, and every problem by themselves."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.projects.errors import (
    ComingProjectError,
    LinkError,
    MeetingLengthError,
    TitlelessError,
)
from fablab_desk.projects.kinds import ProjectStage

A_DAY = 24 * 60  # minutes
Found: TypeAlias = list[tuple[str, DeskError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDraft:
    """`begun_on` None: today. `organisation_id`: for whom or with whom it is."""

    title: str
    text: str = ""
    link: str = ""
    licence: str = ""
    stage: ProjectStage = ProjectStage.IDEA
    organisation_id: UUID | None = None
    accompanied: bool = False
    begun_on: date | None = None

    def checked(self, today: date) -> tuple["ProjectDraft", Found]:
        tidy = replace(
            self,
            title=" ".join(self.title.split()),
            text=self.text.strip(),
            link=self.link.strip(),
            licence=" ".join(self.licence.split()),
            begun_on=self.begun_on or today,
        )
        found: Found = [] if tidy.title else [("title", TitlelessError())]
        if tidy.link and not tidy.link.lower().startswith(("https://", "http://")):
            found.append(("link", LinkError()))
        if tidy.begun_on and tidy.begun_on > today:
            found.append(("begun_on", ComingProjectError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """An hour of accompaniment: by whom of the lab, and where the project stood after it."""

    day: date | None
    minutes: int | None
    stage: ProjectStage
    person_id: UUID | None = None
    text: str = ""

    def checked(self, today: date) -> tuple["MeetingDraft", Found]:
        tidy = replace(self, day=self.day or today, text=self.text.strip())
        found: Found = []
        if tidy.day and tidy.day > today:
            found.append(("day", ComingProjectError()))
        if tidy.minutes is None or not 0 < tidy.minutes <= A_DAY:
            found.append(("minutes", MeetingLengthError()))
        return tidy, found
