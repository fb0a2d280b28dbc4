"""What cannot be is told in French beside its field, and what was typed stays there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from builders import Worker
from builders.agenda import an_arrival
from builders.memberships import a_plan
from builders.people import a_child, a_guardian, a_household, a_person, a_photo, an_adult
from builders.twins import Twins
from fablab_desk import i18n
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.people.models import Person
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_photo import set_photo
from fablab_desk.ui.agenda.group import GroupDialog
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.cards import Fact, Item, Label, Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.messages import tell
from fablab_desk.ui.people.enrol import EnrolDialog
from fablab_desk.ui.people.family import GuardianDialog, HouseholdDialog
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.photo import keep_photo
from fablab_desk.ui.people.pinned import CardDialog
from fablab_desk.ui.toasts import Notice, Toast
from people.test_photo import a_png_that_claims
from ui.at_desk import press_enter
from ui.members import people_tab, stand_on, texts
from ui.taking_in import a_file, counts, looked_at, people

TAGGED = "<b>Ada</b> <img src='x'>"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    i18n.use("fr")  # tests/conftest.py goes back to English
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def door(desk: Desk, window: QWidget, qtbot: QtBot) -> DoorTab:
    tab = DoorTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: tab.door is not None)
    return tab


Form = Callable[[Desk, QWidget, Worker], FormDialog]


def record_of(desk: Desk, key: UUID) -> PersonRecord:
    with desk.database.reading() as session:
        return load_record(session, key, desk.today())


def payer_paid_for(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
    """Ada pays for Béa: Béa cannot pay for Ada."""
    ada, bea = an_adult(worker, "Ada"), an_adult(worker, "Béa")
    a_household(worker, ada, bea)
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    dialog.payer.set_value((bea, "Béa Exemple"))
    return dialog


def paid_for_by_a_third(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
    """Ada pays for Béa: Cléo cannot pay for Ada."""
    ada, bea, cleo = (an_adult(worker, name) for name in ("Ada", "Béa", "Cléo"))
    a_household(worker, ada, bea)
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    dialog.payer.set_value((cleo, "Cléo Exemple"))
    return dialog


def payer_paid_by_another(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
    ada, cleo, dan = (an_adult(worker, name) for name in ("Ada", "Cléo", "Dan"))
    a_household(worker, cleo, dan)
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    dialog.payer.set_value((dan, "Dan Exemple"))
    return dialog


def guardian_of_their_age(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
    zoe, max_ = a_child(worker, "Zoé"), a_child(worker, "Max")
    dialog = GuardianDialog(desk, window, record_of(desk, zoe))
    dialog.guardian.set_value((max_, "Max Exemple"))
    return dialog


def guardian_made_younger(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
    zoe, ada = a_child(worker, "Zoé"), an_adult(worker, "Ada")
    a_guardian(worker, zoe, ada)
    dialog = PersonDialog(desk, window, record_of(desk, ada))
    line(dialog, "birth_date").setText("01/01/2019")
    return dialog


def card_of(archived: bool) -> Form:
    def make(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
        held, other = a_person(worker, "Ada", card="10000007"), a_person(worker, "Béa")
        if archived:
            worker.does(lambda act: archive_party(act, held))
        dialog = CardDialog(desk, window, record_of(desk, other))
        dialog.card.set_value("10000007")
        return dialog

    return make


def card_in_the_form(desk: Desk, window: QWidget, worker: Worker) -> FormDialog:
    a_person(worker, "Ada", card="10000007")
    return somebody(desk, window, card="10000007")


def typed(**values: str) -> Form:
    return lambda desk, window, _worker: somebody(desk, window, **values)


def somebody(desk: Desk, window: QWidget, **values: str) -> FormDialog:
    dialog = PersonDialog(desk, window)
    for name, text in ({"first_name": "Béa", "last_name": "Neuve"} | values).items():
        line(dialog, name).setText(text)
    return dialog


REFUSED: list[tuple[Form, str, str]] = [
    (payer_paid_for, "payer_id", "qui règle pour d’autres règle d’abord pour soi"),
    (paid_for_by_a_third, "payer_id", "Ada Exemple règle pour Béa Exemple, donc aussi pour soi"),
    (payer_paid_by_another, "payer_id", "Cléo Exemple règle pour Dan Exemple"),
    (guardian_of_their_age, "guardian_id", "Max Exemple a moins de 18 ans"),
    (guardian_made_younger, "birth_date", "ne peut pas être plus jeune"),
    (card_of(archived=False), "card", "est celle d’Ada Exemple (M-00001)"),
    (
        card_of(archived=True),
        "card",
        "est celle d’Ada Exemple (M-00001), aux archives depuis le 2 mars 2026. "
        "Rétablissez d’abord cette fiche, retirez-en la carte",
    ),
    (card_in_the_form, "card", "est celle d’Ada Exemple (M-00001)"),
    (typed(birth_date="29/02/2001"), "birth_date", "29/02/2001 n’existe pas"),
    (typed(birth_date="29/02/1900"), "birth_date", "29/02/1900 n’existe pas"),
    (typed(last_name="N" * 300), "last_name", "font 304 caractères ensemble"),
    (
        typed(first_name="<b>É</b>🦊שלום" * 30),
        "first_name",
        "est trop long : 300 caractères au plus",
    ),
]


@pytest.mark.parametrize(("form", "name", "sentence"), REFUSED)
def test_it_is_told_beside_its_field_and_nothing_typed_is_lost(
    desk: Desk,
    administrator: Worker,
    window: QWidget,
    qtbot: QtBot,
    form: Form,
    name: str,
    sentence: str,
) -> None:
    dialog = form(desk, window, administrator)
    dialog.open()
    before = line(dialog, name).text()
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problems[name].text()))
    assert sentence in plain(dialog.problems[name].text())
    assert dialog.isVisible()
    assert line(dialog, name).text() == before


@pytest.mark.parametrize("name", ["<b>Ada</b>", "שלום", "🦊 Zoé", "N" * 150])
def test_an_odd_name_is_kept_as_it_was_typed(
    desk: Desk, window: QWidget, qtbot: QtBot, name: str
) -> None:
    dialog = somebody(desk, window, last_name=name, birth_date="29/02/2004")
    dialog.open()
    dialog.accept()

    def kept() -> list[tuple[str, date | None]]:
        with desk.database.reading() as session:
            found = session.scalars(select(Person)).all()
            return [(person.last_name, person.birth_date) for person in found]

    qtbot.waitUntil(lambda: kept() == [(name, date(2004, 2, 29))])


def test_a_name_with_a_tag_is_no_markup_in_a_tip_a_notice_or_a_box(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    toast = Toast(Notice(f"{TAGGED} est aux archives."), window)
    assert toast.label.textFormat() is Qt.TextFormat.PlainText
    tell(window, DeskError("{name} is of age and needs no guardian.", name=TAGGED))
    (box,) = window.findChildren(QMessageBox)
    assert box.text().startswith(TAGGED)
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.close()
    fact, link = Fact(TAGGED), Link(Item(TAGGED))
    for made in (fact, link):
        qtbot.addWidget(made)
        tip = QTextDocument()
        tip.setHtml(made.toolTip())
        assert tip.toPlainText() == TAGGED


@pytest.mark.parametrize("name", [TAGGED, "שלום מריم", "🦊 Zoé", "N" * 290])
def test_an_odd_name_stands_in_the_list_and_on_the_record_as_it_was_typed(
    desk: Desk, administrator: Worker, qtbot: QtBot, name: str
) -> None:
    key = a_person(administrator, "Bob", name)
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    stand_on(qtbot, tab, key)
    assert tab.table.rows.index(0, 0).data().startswith(f"Bob {name}")
    labels = [one for one in tab.record.findChildren(Label) if one.accessibleName()]
    assert f"Bob {name}" in [one.accessibleName() for one in labels]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 2, 28), "17 ans"), (date(2026, 3, 1), "18 ans")]
)
def test_whoever_was_born_on_29_february_is_of_age_on_1_march(
    administrator: Worker, qtbot: QtBot, day: date, age: str
) -> None:
    i18n.use("fr")
    key = a_person(administrator, "Léo", birth_date=date(2008, 2, 29))
    noon = datetime.combine(day, time(12), UTC)
    desk = Desk(administrator.database, administrator.seat, lambda: noon)
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.open_record(key)
    qtbot.waitUntil(lambda: age in plain(texts(tab.record)))
    assert tab.forms.guardian_action.isVisible() is (age == "17 ans")
    desk.close()


def test_a_membership_entered_on_29_february_says_its_last_day(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_plan(administrator)
    dialog = EnrolDialog(desk, window, a_person(administrator))
    dialog.open_when_read()
    qtbot.waitUntil(lambda: bool(dialog.outcome.text()))
    dialog.day.set_value(date(2024, 2, 29))
    qtbot.waitUntil(lambda: "27 février 2025" in plain(dialog.outcome.text()))


@pytest.mark.parametrize(
    ("width", "height", "sentence"),
    [(9_000, 8_000, "9 000 × 8 000 pixels"), (4_000, 3_000, "choisissez un JPEG")],
)
def test_a_photo_that_lies_about_its_size_is_told_and_the_one_before_stays(
    desk: Desk,
    administrator: Worker,
    window: QWidget,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
    sentence: str,
) -> None:
    told: list[str] = []
    monkeypatch.setattr("fablab_desk.ui.desk.tell", lambda _owner, why: told.append(say(why)))
    key, files = a_person(administrator), desk.database.attachments
    administrator.does(lambda act: set_photo(act, files, key, a_photo()))
    before = record_of(desk, key)
    file = tmp_path / "photo.png"
    file.write_bytes(a_png_that_claims(width, height))
    keep_photo(desk, window, before, file)
    qtbot.waitUntil(lambda: bool(told))
    assert sentence in plain(told[0])
    assert record_of(desk, key).photo == before.photo != ""


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        ("+0", "Comptez au moins une personne."),
        ("-3", "Un comptage ne peut pas être négatif"),
        ("+9999", "Au plus 999 personnes par ligne."),
    ],
)
def test_a_count_that_cannot_be_is_told_below_the_field_of_the_door(
    door: DoorTab, count: str, sentence: str
) -> None:
    door.field.setText(count)
    press_enter(door.field)
    assert door.problem.text().startswith(sentence)
    assert door.field.text() == count


def test_whoever_comes_twice_a_day_is_told_at_the_door(
    door: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada", card="10000007")
    an_arrival(administrator, ada)
    door.take_scan("10000007")
    qtbot.waitUntil(lambda: "déjà" in door.hint.text())
    assert "Ada Exemple" in door.hint.text()
    door.group_action.trigger()
    assert "Ada Exemple" not in door.hint.text()
    (asked,) = door.findChildren(GroupDialog)
    asked.reject()


def test_the_card_of_somebody_archived_is_told_at_the_door(
    door: DoorTab, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada", card="10000007")
    administrator.does(lambda act: archive_party(act, ada))
    door.take_scan("10000007")
    qtbot.waitUntil(lambda: "Ada Exemple" in door.refusals.text())
    assert "est aux archives depuis le 2 mars 2026" in door.refusals.text()


def test_a_file_that_would_undo_a_merge_says_that_nothing_changes(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = a_person(administrator, "Léa", "Dupré", email="lea@exemple.fr")
    gone = a_person(administrator, "Léa", "Durand", email="lea@autre.fr")
    Twins(administrator, kept, gone).merge()
    before = record_of(desk, kept)
    lines = ("Durand;Léa;lea@autre.fr", "Dupré;Léa;lea@exemple.fr")
    dialog = looked_at(desk, qtbot, a_file(tmp_path, lines[0], header="Nom;Prénom;E-mail"))
    told = ["Nouvelles : 0", "Modifiées : 0", "Inchangées : 1", "Refusées : 0"]
    assert [plain(count) for count in counts(dialog)] == told
    dialog.reject()
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *lines, header="Nom;Prénom;E-mail"))
    assert plain(counts(dialog)[0]) == "Nouvelles : 0"
    assert (people(desk), record_of(desk, kept)) == (["Léa Dupré"], before)


def line(dialog: FormDialog, name: str) -> QLineEdit:
    field = dialog.fields[name]
    assert isinstance(field, QLineEdit)
    return field


def plain(text: str) -> str:
    return " ".join(text.split())
