"""A form whose record another desk changed goes on from what is new, with what was typed."""

import inspect
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from fablab_desk import ui
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import locked_through
from fablab_desk.lab.queries import list_audiences
from fablab_desk.lab.service import remove_audience
from fablab_desk.lab.service_locks import lock_period
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField, Refillable
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.meanwhile import MeanwhileHead
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.pinned import CardDialog
from fablab_desk.ui.settings.closing_dialogs import OpenDialog
from ui.accessible import assert_accessible
from ui.at_desk import press_enter, undo, wait_gone
from ui.two_desks import FORMS, HOUSEHOLD, Make, about, people_and_settings, read, record

ADA = about(PersonDialog, "Ada")


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    people_and_settings(administrator)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def refused(
    qtbot: QtBot, desk: Desk, window: QWidget, make: Make, theirs: dict[str, Any], **mine: Any
) -> FormDialog:
    """What is typed in a form while another desk saves the same one, once it is refused."""
    form, other = make(desk, window), make(desk, window)
    for one, said in ((form, mine), (other, theirs)):
        one.open()
        for name, value in said.items():
            one.fields[name].set_value(value)
    other.accept()
    wait_gone(qtbot, other)
    form.accept()
    qtbot.waitUntil(lambda: form.head is not None)
    return form


def head(form: FormDialog) -> MeanwhileHead:
    assert form.head
    return form.head


def gone_on(qtbot: QtBot, form: FormDialog) -> FormDialog:
    head(form).go_on.click()
    qtbot.waitUntil(form.verb.isEnabled)
    return form


@pytest.mark.parametrize(
    ("make", "field", "theirs", "mine"), FORMS, ids=[str(place) for place in range(len(FORMS))]
)
def test_every_form_goes_on_with_what_was_typed_beside_what_is_new(
    make: Make, field: str, theirs: Any, mine: Any, desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    form = gone_on(qtbot, refused(qtbot, desk, window, make, {field: theirs}, **{field: mine}))
    assert form.fields[field].value() == mine
    there: Refillable = cast("Refillable", make(desk, window).fields[field])
    assert form.meanwhile.theirs[field].text().endswith(f"Meanwhile: {there.written()}")
    form.accept()
    wait_gone(qtbot, form)
    assert make(desk, window).fields[field].value() == mine


def test_fields_take_what_is_new_unless_they_were_touched(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    theirs = {"city": "Lyon", "phone": "06 12 34 56 78", "email": "ada@exemple.fr"}
    mine = {"city": "Brest", "profession": "Luthière", "email": "ada@exemple.fr"}
    form = refused(qtbot, desk, window, ADA, theirs, **mine)
    assert head(form).text() == (
        "administrator changed “Ada Exemple” meanwhile (E-mail, Phone, Town): nothing is saved "
        "yet, what you typed is kept."
    )
    gone_on(qtbot, form)
    assert head(form).text() == (
        "What is new is shown here: Phone; the rest stands beside what you typed. Look, then save."
    )
    said = {name: form.fields[name].value() for name in {*theirs, *mine}}
    assert said == {**theirs, **mine}
    assert list(form.meanwhile.theirs) == ["city"]
    assert form.meanwhile.theirs["city"].text() == "Town · Meanwhile: Lyon"
    assert form.focusWidget() is cast("LineField", form.fields["city"])
    form.accept()
    wait_gone(qtbot, form)
    saved = record(desk, "Ada").draft
    assert (saved.city, saved.phone, saved.email) == ("Brest", "+33612345678", "ada@exemple.fr")
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record(desk, "Ada").draft.city == "Lyon")
    assert record(desk, "Ada").draft.phone == "+33612345678"


def test_what_the_other_desk_wrote_is_taken_and_given_back_by_a_press(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    form = refused(qtbot, desk, window, ADA, {"birth_date": None, "city": "Lyon"}, city="Brest")
    gone_on(qtbot, form)
    theirs = form.meanwhile.theirs["city"]
    theirs.take.click()
    assert form.fields["city"].value() == "Lyon"
    assert theirs.text() == "Town · You had typed: Brest"
    theirs.take.click()
    assert (form.fields["city"].value(), theirs.text()) == ("Brest", "Town · Meanwhile: Lyon")


def test_what_cannot_be_read_is_kept_as_typed(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    form = refused(qtbot, desk, window, ADA, {"city": "Lyon"}, profession="Luthière")
    born = form.fields["birth_date"]
    assert isinstance(born, LineField)
    born.setText("30/02")
    gone_on(qtbot, form)
    assert born.text() == "30/02"
    form.accept()
    assert "30/02" in form.problems["birth_date"].text()


def test_enter_goes_on_and_enter_again_saves(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    form = refused(qtbot, desk, window, ADA, {"city": "Lyon"}, city="Brest")
    assert not form.verb.isEnabled()
    assert form.focusWidget() is head(form).go_on
    press_enter(head(form).go_on)
    qtbot.waitUntil(form.verb.isEnabled)
    press_enter(form.focusWidget())
    wait_gone(qtbot, form)
    assert record(desk, "Ada").draft.city == "Brest"


def test_a_form_forestalled_again_goes_on_again(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    theirs = {"city": "Lyon", "phone": "06 12 34 56 78"}
    form = gone_on(qtbot, refused(qtbot, desk, window, ADA, theirs, city="Brest"))
    third = ADA(desk, window)
    third.open()
    third.fields["city"].set_value("Nice")
    third.fields["phone"].set_value("06 98 76 54 32")
    third.accept()
    wait_gone(qtbot, third)
    form.accept()
    qtbot.waitUntil(lambda: "nothing is saved yet" in head(form).text())
    gone_on(qtbot, form)
    assert form.meanwhile.theirs["city"].text() == "Town · Meanwhile: Nice"
    assert list(form.meanwhile.theirs) == ["city"]
    assert form.fields["phone"].value() == "06 98 76 54 32"
    form.accept()
    wait_gone(qtbot, form)
    assert record(desk, "Ada").draft.city == "Brest"


def test_one_may_leave_without_being_asked_again(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    form = refused(qtbot, desk, window, ADA, {"city": "Lyon"}, city="Brest")
    head(form).leave.click()
    wait_gone(qtbot, form)
    assert record(desk, "Ada").draft.city == "Lyon"


def test_two_desks_that_say_the_same_need_not_choose(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    theirs, mine = {"city": "Lyon"}, {"city": "Lyon", "profession": "Luthière"}
    form = gone_on(qtbot, refused(qtbot, desk, window, ADA, theirs, **mine))
    assert form.meanwhile.theirs == {}
    assert head(form).text() == "This form is up to date again. Look, then save."


def test_another_payer_named_meanwhile_is_said_beside_who_was_chosen(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    bea, cleo = (record(desk, name) for name in ("Bea", "Cléo"))
    form = refused(
        qtbot,
        desk,
        window,
        HOUSEHOLD,
        {"payer_id": (bea.id, bea.name)},
        payer_id=(cleo.id, cleo.name),
    )
    gone_on(qtbot, form)
    assert form.meanwhile.theirs["payer_id"].text() == "Meanwhile: Bea Exemple"
    form.accept()
    wait_gone(qtbot, form)
    assert record(desk, "Ada").payer_id == cleo.id


def test_a_card_given_meanwhile_is_told_before_it_is_replaced(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    form = refused(qtbot, desk, window, about(CardDialog, "Ada"), {"card": "04A2"}, card="04A3")
    gone_on(qtbot, form)
    assert any(one.text() == "Replaces the card 04A2." for one in form.findChildren(Label))
    form.accept()
    wait_gone(qtbot, form)
    assert record(desk, "Ada").draft.card == "04A3"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record(desk, "Ada").draft.card == "04A2")


def test_a_period_that_is_closed_further_meanwhile_is_shown_as_it_is(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    first, last = date(2025, 6, 30), date(2025, 12, 31)
    kind = LockKind.CHARGES
    earlier = replace(administrator, now=NOW - timedelta(minutes=1))
    earlier.does(lambda act: lock_period(act, new_key(), kind, first))
    form = OpenDialog(desk, window, kind, first)
    form.open()
    earlier.does(lambda act: lock_period(act, new_key(), kind, last))
    form.reason.set_value("Oubli")
    form.accept()
    qtbot.waitUntil(lambda: form.head is not None)
    gone_on(qtbot, form)
    assert any("31 December 2025" in one.text() for one in form.findChildren(Label))
    form.accept()
    wait_gone(qtbot, form)
    assert read(desk, lambda session: locked_through(session, kind)) is None


def test_what_was_removed_while_it_was_refused_is_told(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    make, *_ = FORMS[3]
    form = refused(qtbot, desk, window, make, {"label": "Tous"}, label="Public")
    key = next(row.id for row in read(desk, list_audiences) if row.label == "Tous")
    administrator.does(lambda act: remove_audience(act, key))
    head(form).go_on.click()
    qtbot.waitUntil(lambda: "was removed meanwhile" in head(form).text())
    assert head(form).go_on.isHidden()
    assert (form.fields["label"].value(), form.verb.isEnabled()) == ("Public", False)


def test_everybody_can_go_on(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    form = refused(qtbot, desk, window, ADA, {"city": "Lyon"}, city="Brest")
    assert_accessible(form)
    assert_accessible(gone_on(qtbot, form))


def test_no_form_that_says_what_it_had_read_leaves_one_at_a_loss() -> None:
    folder = Path(ui.__file__).parent
    for file in folder.rglob("*.py"):
        if "__" not in file.name:
            import_module(
                ".".join(("fablab_desk.ui", *file.relative_to(folder).with_suffix("").parts))
            )
    kinds = list(FormDialog.__subclasses__())
    lost = []
    for kind in kinds:
        kinds += kind.__subclasses__()
        sends = re.search(r"\.version\b|\b_?seen\b|\bshown\b", inspect.getsource(kind.act))
        if sends and kind.reread is FormDialog.reread:
            lost.append(kind.__name__)
    assert lost == []
