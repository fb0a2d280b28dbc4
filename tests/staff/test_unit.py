import subprocess
import sys
from pathlib import Path

import pytest
from builders import Worker, a_person
from sqlalchemy import select

import fablab_desk
from fablab_desk.keys import new_key
from fablab_desk.errors import Problems
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.models import Person
from fablab_desk.people.queries import PEOPLE
from fablab_desk.people.service import admit_person, correct_person
from fablab_desk.staff.models import AuditEntry


def test_the_journal_tells_before_and_after(treasurer: Worker) -> None:
    key = a_person(treasurer, "Ada")
    treasurer.does(lambda act: correct_person(act, key, PersonDraft("Ada L."), seen=1))
    with treasurer.database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry
    assert entry.changes[f"people {key}"]["name"] == ["Ada", "Ada L."]
    assert "email" not in entry.changes[f"people {key}"]


def test_an_act_tells_the_classes_it_touched(treasurer: Worker) -> None:
    done = treasurer.does(lambda act: admit_person(act, new_key(), PersonDraft("Ada")))
    assert done.touched == {Person, AuditEntry}


def test_a_refused_act_leaves_nothing(treasurer: Worker) -> None:
    with pytest.raises(Problems):
        treasurer.does(lambda act: admit_person(act, new_key(), PersonDraft("")))
    with treasurer.database.reading() as session:
        assert PEOPLE.count(session) == 0


def test_the_unit_of_work_needs_no_window() -> None:
    lines = "import sys, fablab_desk.schema, fablab_desk.staff.unit, fablab_desk.invoicing.service"
    probe = f"{lines}; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    root = Path(fablab_desk.__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", probe], cwd=root, check=False).returncode == 0
