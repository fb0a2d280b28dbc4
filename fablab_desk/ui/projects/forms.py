"""The forms of a project, of who takes part in it and of a meeting."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.projects import (
    MeetingRow,
    ProjectDetail,
    ProjectRow,
    list_projects,
    load_meeting,
)
from fablab_desk.people.kinds import PartyKind
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.kinds import ROLE_TEXTS, STAGE_TEXTS, ProjectRole, ProjectStage
from fablab_desk.projects.service import (
    archive_project,
    correct_meeting,
    correct_project,
    forget_person,
    keep_project,
    name_person,
    note_meeting,
    withdraw_meeting,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    CheckField,
    ChoiceField,
    DayField,
    DurationField,
    LineField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo


class NobodyNamedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say who."))


def _stages() -> ChoiceField[ProjectStage]:
    return ChoiceField([(one, translate(text)) for one, text in STAGE_TEXTS.items()])


class ProjectDialog(FormDialog):
    WIDTH = 560

    def __init__(self, desk: Desk, parent: QWidget | None, known: ProjectRow | None = None) -> None:
        title = mark("Change a project") if known else mark("New project")
        super().__init__(desk, parent, title)
        self._known = known
        self.title = self.add_field("title", mark("Title"), LineField(), required=True)
        self.text = self.add_field("text", mark("What it is"), TextField(4))
        self.stage = self.add_field("stage", mark("Stage"), _stages())
        organisation = PartyKind.ORGANISATION
        self.organisation = self.add_field(
            "organisation_id", mark("Organisation"), PartyField(desk, kind=organisation)
        )
        self.accompanied = CheckField(mark("The lab accompanies it: meetings are noted"))
        self.add_field("accompanied", mark("Accompanied"), self.accompanied)
        self.link = self.add_field("link", mark("Link"), LineField(mark("https://…")))
        self.licence = self.add_field("licence", mark("Licence"), LineField(mark("CC BY-SA 4.0")))
        self.begun = self.add_field("begun_on", mark("Begun on"), DayField(desk.today))
        if known:
            self.fill(known)
        else:
            self.begun.set_value(desk.today())

    def reread(self) -> Query[ProjectRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: next(
            (row for row in list_projects(session) if row.id == key and not row.archived_on), None
        )

    def fill(self, known: ProjectRow) -> None:
        self._known, draft = known, known.draft
        self.title.set_value(draft.title)
        self.text.set_value(draft.text)
        self.stage.set_value(draft.stage)
        key = draft.organisation_id
        self.organisation.set_value((key, known.organisation) if key else None)
        self.accompanied.set_value(draft.accompanied)
        self.link.set_value(draft.link)
        self.licence.set_value(draft.licence)
        self.begun.set_value(draft.begun_on)

    def draft(self) -> ProjectDraft:
        return ProjectDraft(
            title=self.title.value(),
            text=self.text.value(),
            link=self.link.value(),
            licence=self.licence.value(),
            stage=self.stage.value(),
            organisation_id=read_or(self.organisation, None),
            accompanied=self.accompanied.value(),
            begun_on=read_or(self.begun, None),
        )

    def check(self) -> None:
        refuse(self.draft().checked(self._desk.today())[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_project(act, known.id, draft, known.version)
        return lambda act: keep_project(act, key, draft)

    def undo(self, result: object) -> Undo:
        known, draft = self._known, self.draft()
        if known:
            said = translate(mark("“{title}” is changed.")).format(title=draft.title)
            back = partial(correct_project, project_id=known.id, draft=known.draft, seen=draft)
            return Undo(said, back)
        said = translate(mark("“{title}” is a project of the lab.")).format(title=draft.title)
        return Undo(said, partial(archive_project, project_id=self.key))


class MemberDialog(FormDialog):
    WIDTH = 480

    def __init__(self, desk: Desk, parent: QWidget | None, project: ProjectDetail) -> None:
        super().__init__(desk, parent, mark("Somebody of a project"), mark("Name them"))
        self._project = project
        self._before = {one.id: one.role for one in project.members}
        self.add_note(project.row.draft.title)
        self.person = self.add_field(
            "person_id", mark("Who"), PartyField(desk, kind=PartyKind.PERSON), required=True
        )
        roles = [(one, translate(text)) for one, text in ROLE_TEXTS.items()]
        self.role: ChoiceField[ProjectRole] = self.add_field(
            "role", mark("Role"), ChoiceField(roles)
        )
        if any(one.role is ProjectRole.LEADS for one in project.members):
            self.role.set_value(ProjectRole.TAKES_PART)

    def check(self) -> None:
        if not self.person.text().strip():
            raise Problems([("person_id", NobodyNamedError())])

    def act(self) -> Callable[[Act], object]:
        project, person, role = self._project.row.id, self._person(), self.role.value()
        return lambda act: name_person(act, project, person, role)

    def undo(self, result: object) -> Undo:
        project, person = self._project.row.id, self._person()
        said = translate(mark("{name} is named.")).format(name=self.person.text().strip())
        if before := self._before.get(person):
            return Undo(said, lambda act: name_person(act, project, person, before))
        return Undo(said, lambda act: forget_person(act, project, person))

    def _person(self) -> UUID:
        person = self.person.value()
        assert person
        return person


class MeetingDialog(FormDialog):
    WIDTH = 540

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        project: ProjectRow,
        known: MeetingRow | None = None,
    ) -> None:
        title = mark("Correct a meeting") if known else mark("Note a meeting")
        super().__init__(desk, parent, title, mark("Correct") if known else mark("Note it"))
        self._project, self._known = project, known
        self.add_note(project.draft.title)
        self.day, self.minutes = DayField(desk.today), DurationField()
        self.add_row(
            mark("Day, duration"),
            [("day", mark("Day"), self.day), ("minutes", mark("Duration"), self.minutes)],
            required=True,
        )
        self.person = self.add_field(
            "person_id", mark("With whom of the lab"), PartyField(desk, kind=PartyKind.PERSON)
        )
        self.stage = self.add_field("stage", mark("Stage after it"), _stages())
        self.text = self.add_field("text", mark("What was said"), TextField(4))
        self.stage.set_value(project.draft.stage)
        self.day.set_value(desk.today())
        if known:
            self.fill(known)

    def reread(self) -> Query[MeetingRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_meeting(session, key)

    def fill(self, known: MeetingRow) -> None:
        self._known, draft = known, known.draft
        self.day.set_value(draft.day)
        self.minutes.set_value(draft.minutes)
        key = draft.person_id
        self.person.set_value((key, known.person) if key else None)
        self.stage.set_value(draft.stage)
        self.text.set_value(draft.text)

    def draft(self) -> MeetingDraft:
        return MeetingDraft(
            day=read_or(self.day, None),
            minutes=read_or(self.minutes, None),
            stage=self.stage.value(),
            person_id=read_or(self.person, None),
            text=self.text.value(),
        )

    def check(self) -> None:
        refuse(self.draft().checked(self._desk.today())[1])

    def act(self) -> Callable[[Act], object]:
        key, project, draft, known = self.key, self._project.id, self.draft(), self._known
        if known:
            return lambda act: correct_meeting(act, known.id, draft, known.version)
        return lambda act: note_meeting(act, key, project, draft)

    def undo(self, result: object) -> Undo:
        known, draft = self._known, self.draft()
        if known:
            back = partial(correct_meeting, meeting_id=known.id, draft=known.draft, seen=draft)
            return Undo(translate(mark("The meeting is corrected.")), back)
        said = translate(mark("The meeting is noted."))
        stage = result if isinstance(result, ProjectStage) else None
        return Undo(said, partial(withdraw_meeting, meeting_id=self.key, stage=stage))
