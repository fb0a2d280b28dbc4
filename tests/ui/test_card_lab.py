"""Machines and projects on the record of a person, through the real tab."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.projects import a_project
from builders.trainings import a_certification, a_course
from fablab_desk.keys import new_key
from fablab_desk.projects.kinds import ProjectRole
from fablab_desk.projects.service import name_person
from fablab_desk.trainings.kinds import Level
from fablab_desk.trainings.service_certifications import revoke
from fablab_desk.ui.cards import ItemLine, Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.card_lab import LabLifeLines
from fablab_desk.ui.people.record_forms import RecordForms
from fablab_desk.ui.people.tab import PeopleTab

UNTIL = NOW.date() + timedelta(days=90)


def told_by(lines: LabLifeLines) -> list[str]:
    """Each line in words; one that leads on has them as the name of its button."""
    names = []
    for line in lines.findChildren(ItemLine):
        texts = [one.text() for one in line.findChildren(QLabel)]
        names.append(" ".join([*(one.accessibleName() for one in line.findChildren(Link)), *texts]))
    return names


def lines_of(tab: PeopleTab) -> LabLifeLines:
    return next(one for one in tab.record.findChildren(LabLifeLines) if not one.isHidden())


def test_the_record_tells_what_they_may_work_on_and_leads_there(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    laser, cnc = a_machine(administrator), a_machine(administrator, "CNC")
    a_machine(administrator, "VINYLE")
    for machine in (laser, cnc):
        a_course(administrator, machine, code=f"C{machine.int % 9999}")
    ada = a_person(administrator)
    held = a_certification(administrator, ada, machine_id=laser, fixed_until=UNTIL)
    a_certification(administrator, ada, machine_id=cnc, level=Level.ACCOMPANIED)
    project = a_project(administrator, title="Lampe")
    administrator.does(lambda act: name_person(act, project, ada, ProjectRole.LEADS))
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    asked: list[object] = []
    tab.forms.rights_asked.connect(lambda key, name: asked.append((key, name)))
    tab.open_record(ada)

    def told() -> list[str]:
        shown = [one for one in tab.record.findChildren(LabLifeLines) if not one.isHidden()]
        return told_by(shown[0]) if shown else []

    qtbot.waitUntil(lambda: len(told()) == 3)
    cutter, beam, lamp = told()
    assert "with an animator" in cutter.lower()
    assert "until" in beam
    assert "Lampe" in lamp
    QTest.keyClick(lines_of(tab).findChildren(Link)[0], Qt.Key.Key_Space)
    assert asked == [(ada, "Ada Exemple")]
    event = new_key()
    desk.do(lambda act: revoke(act, event, held, "Casse"), lambda _done: None, tab)
    qtbot.waitUntil(lambda: told() != [] and "until" not in told()[1])


def test_who_does_nothing_in_the_lab_has_no_such_lines(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator)
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.open_record(ada)
    qtbot.waitUntil(lambda: tab.record.findChildren(LabLifeLines) != [])
    qtbot.waitUntil(lambda: not desk.is_waiting())
    assert all(one.isHidden() for one in tab.record.findChildren(LabLifeLines))
    assert isinstance(tab.forms, RecordForms)
