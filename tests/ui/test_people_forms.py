"""What the forms of the people tab keep is taken back by the act that undoes it."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.lab import an_audience
from builders.people import (
    a_child,
    a_guardian,
    a_household,
    a_person,
    a_piece_kind,
    a_wording,
    admitted,
    an_adult,
    an_organisation,
)
from fablab_desk.keys import new_key
from fablab_desk.lab.service import archive_audience
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import ConsentKind, LinkRole, Medium, PartyKind
from fablab_desk.people.piece_drafts import WordingDraft
from fablab_desk.people.piece_queries import load_image_paper
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_card import give_card
from fablab_desk.people.service_household import name_payer
from fablab_desk.people.service_piece_kinds import set_wording
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.people.consent import ConsentDialog
from fablab_desk.ui.people.family import GuardianDialog, HouseholdDialog
from fablab_desk.ui.people.organisation import OrganisationDialog
from fablab_desk.ui.people.party_field import NobodyChosenError, PartyField
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.pinned import AlertDialog, CardDialog
from fablab_desk.ui.people.town import TownField
from ui.at_desk import notices, press_enter, type_text, undo, wait_gone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def record_of(desk: Desk, key: UUID) -> PersonRecord:
    with desk.database.reading() as session:
        return load_record(session, key, desk.today())


@pytest.mark.parametrize(
    ("make", "kind", "field"),
    [(a_person, PersonDialog, "first_name"), (an_organisation, OrganisationDialog, "name")],
)
def test_a_correction_is_taken_back(
    make: Callable[[Worker], UUID],
    kind: type[PersonDialog | OrganisationDialog],
    field: str,
    desk: Desk,
    administrator: Worker,
    window: QWidget,
    qtbot: QtBot,
) -> None:
    key = make(administrator)
    before = record_of(desk, key)
    dialog = kind(desk, window, before)
    dialog.open()
    dialog.fields[field].set_value("Fautif")
    dialog.accept()
    qtbot.waitUntil(lambda: "Fautif" in record_of(desk, key).name)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record_of(desk, key).draft == before.draft)


@pytest.mark.parametrize("kind", [PersonDialog, HouseholdDialog, AlertDialog])
def test_nothing_is_offered_to_take_back_where_nothing_changed(
    kind: type[PersonDialog | HouseholdDialog | AlertDialog],
    desk: Desk,
    administrator: Worker,
    window: QWidget,
    qtbot: QtBot,
) -> None:
    told = notices(desk)
    dialog = kind(desk, window, record_of(desk, a_person(administrator)))
    dialog.open()
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert (told, desk.next_undo()) == ([], "")


def test_the_audience_of_a_record_stays_when_it_is_no_longer_offered(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    audience, _other = (an_audience(administrator, label) for label in ("Lycéen", "Étudiant"))
    key = a_person(administrator, audience_id=audience)
    administrator.does(lambda act: archive_audience(act, audience))
    dialog = PersonDialog(desk, window, record_of(desk, key))
    dialog.open()
    dialog.fields["email"].set_value("ada@example.org")
    dialog.accept()
    qtbot.waitUntil(lambda: record_of(desk, key).draft.email == "ada@example.org")
    assert record_of(desk, key).draft.audience_id == audience


@pytest.mark.parametrize("chosen", ["Bea", "Cléo", ""])
def test_a_payer_that_was_named_gives_way_to_the_one_before(
    chosen: str, desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    ada, *others = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    keys = dict(zip(("Bea", "Cléo"), others, strict=True))
    before = keys["Bea"] if chosen != "Bea" else ada
    if before != ada:
        a_household(administrator, before, ada)
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    dialog.open()
    dialog.payer.set_value((keys[chosen], chosen) if chosen else None)
    dialog.accept()
    after = keys.get(chosen, ada)
    qtbot.waitUntil(lambda: record_of(desk, ada).payer_id == after)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record_of(desk, ada).payer_id == before)


def test_the_form_of_a_person_shows_how_a_birth_date_is_written_and_stars_the_name_alone(
    desk: Desk, window: QWidget
) -> None:
    dialog = PersonDialog(desk, window)
    born = dialog.fields["birth_date"]
    assert isinstance(born, QLineEdit)
    assert born.placeholderText() == "14/07/1994"
    said = [one.text() for one in dialog.findChildren(Label)]
    assert [text for text in said if text.endswith("*")] == ["First and last name\u00a0*"]


def test_a_payer_who_may_not_pay_is_refused_beside_the_field(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    a_household(administrator, bea, cleo)
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    dialog.open()
    dialog.payer.set_value((cleo, "Cléo"))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problems["payer_id"].text()))
    assert dialog.problem.text() == ""
    assert dialog.focusWidget() is dialog.payer


def test_a_payer_is_not_taken_back_over_the_one_another_desk_named(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    ada, bea, cleo = (a_person(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    window.show()
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    dialog.open()
    dialog.payer.set_value((bea, "Bea"))
    dialog.accept()
    qtbot.waitUntil(lambda: record_of(desk, ada).payer_id == bea)
    administrator.does(lambda act: name_payer(act, new_key(), ada, cleo))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert "was changed meanwhile" in window.findChildren(QMessageBox)[0].text()
    assert record_of(desk, ada).payer_id == cleo
    assert desk.next_undo()


@pytest.mark.parametrize("other", ["", "B2C3D4E5"])
def test_a_card_is_taken_back_unless_another_desk_gave_one_meanwhile(
    other: str, desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator, card="A1B2C3D4")
    window.show()
    dialog = CardDialog(desk, window, record_of(desk, key))
    dialog.open()
    dialog.take_scan(" 0000 1111")
    qtbot.waitUntil(lambda: record_of(desk, key).draft.card == "00001111")
    if other:
        administrator.does(lambda act: give_card(act, key, other))
    undo(qtbot, desk)
    if other:
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    qtbot.waitUntil(lambda: record_of(desk, key).draft.card == (other or "A1B2C3D4"))


def test_an_answer_that_was_kept_is_taken_back(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    dialog = ConsentDialog(desk, window, record_of(desk, key))
    dialog.open()
    dialog.given.set_value(False)
    dialog.accept()
    qtbot.waitUntil(lambda: record_of(desk, key).allows(ConsentKind.NEWSLETTER) is False)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record_of(desk, key).allows(ConsentKind.NEWSLETTER) is None)


def test_an_answer_of_a_day_to_come_is_refused_beside_the_day(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    dialog = ConsentDialog(desk, window, record_of(desk, key))
    dialog.open()
    dialog.day.set_value(desk.today() + timedelta(1))
    dialog.accept()
    qtbot.waitUntil(lambda: "still to come" in dialog.problems["given_on"].text())
    assert record_of(desk, key).consents == ()


def test_a_wording_that_was_typed_stays_when_the_question_changes(
    desk: Desk, administrator: Worker, window: QWidget
) -> None:
    dialog = ConsentDialog(desk, window, record_of(desk, a_person(administrator)))
    dialog.open()
    proposed = dialog.wording.value()
    dialog.kind.set_value(ConsentKind.IMAGE)
    assert dialog.wording.value() not in ("", proposed)
    dialog.wording.set_value("D’accord pour le site")
    dialog.kind.set_value(ConsentKind.NEWSLETTER)
    assert dialog.wording.value() == "D’accord pour le site"


def test_whoever_agrees_to_pictures_says_where_until_when_and_to_which_version(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    image = a_piece_kind(
        administrator,
        form=PieceForm.IMAGE,
        whom=PieceWhom.PEOPLE,
        validity=PieceValidity.MONTHS,
        months=36,
    )
    old = a_wording(administrator, image, date(2025, 1, 1))
    draft = WordingDraft(valid_from=date(2026, 1, 1), label="2", text="Photos\u00a0: j’accepte.")
    key, new = a_person(administrator), new_key()
    administrator.does(lambda act: set_wording(act, new, image, draft))
    with administrator.database.reading() as session:
        paper = load_image_paper(session, desk.today(), minor=False)
    dialog = ConsentDialog(desk, window, record_of(desk, key), paper)
    dialog.open()
    assert not dialog.media.isVisible()
    dialog.kind.set_value(ConsentKind.IMAGE)
    assert (dialog.terms.signed.value(), dialog.wording.value()) == (new, "Photos : j’accepte.")
    dialog.given.set_value(False)
    assert not dialog.media.isVisible()
    assert not dialog.terms.until.isVisible()
    dialog.given.set_value(True)
    dialog.day.set_value(date(2026, 2, 1))
    assert dialog.terms.until.value() == date(2029, 2, 1)
    dialog.terms.until.set_value(date(2027, 1, 1))
    dialog.day.set_value(date(2026, 2, 2))
    assert dialog.terms.until.value() == date(2027, 1, 1)  # that was typed
    dialog.wording.set_value("D’accord pour le site")
    assert dialog.terms.signed.value() is None
    dialog.terms.signed.set_value(old)
    assert dialog.wording.value() == "Je signe."
    dialog.media.boxes[Medium.SITE].click()
    dialog.accept()
    qtbot.waitUntil(lambda: bool(record_of(desk, key).consents))
    (answer,) = record_of(desk, key).consents
    assert (answer.version, answer.until) == ("du 2025-01-01", date(2027, 1, 1))
    assert Medium.SITE not in answer.media


def test_a_guardian_is_asked_for_and_removed_by_undo(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    dialog = GuardianDialog(desk, window, record_of(desk, child))
    dialog.open()
    dialog.accept()
    assert dialog.problems["guardian_id"].text() == "Choose who answers for this minor."
    dialog.guardian.set_value((adult, "Ada Exemple"))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(record_of(desk, child).related(LinkRole.GUARDIAN)))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: not record_of(desk, child).relatives)


def test_a_minor_s_consent_names_the_guardian_or_asks_for_one(
    desk: Desk, administrator: Worker, window: QWidget
) -> None:
    alone, guarded = a_child(administrator, "Zoé"), a_child(administrator, "Yann")
    a_guardian(administrator, guarded, an_adult(administrator))
    shown = [ConsentDialog(desk, window, record_of(desk, key)).by for key in (alone, guarded)]
    assert [field.currentText() for field in shown] == ["Zoé Exemple", "Ada Exemple"]


@pytest.mark.parametrize(("kind", "found"), [(PartyKind.PERSON, "1 found"), (None, "2 found")])
def test_a_field_offers_those_present_and_may_offer_persons_only(
    kind: PartyKind | None, found: str, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_organisation(administrator, "Ada et compagnie")
    a_person(administrator, "Ada")
    gone = a_person(administrator, "Ada", "Ancienne")
    administrator.does(lambda act: archive_party(act, gone))
    field = PartyField(desk, kind=kind)
    qtbot.addWidget(field)
    type_text(field, "ada")
    qtbot.waitUntil(lambda: field.accessibleDescription() == found)


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("zoé lefèvre", {"first_name": "Zoé", "last_name": "Lefèvre"}),
        ("Ian McDonald", {"first_name": "Ian", "last_name": "McDonald"}),
        ("06 12 34", {"phone": "06 12 34"}),
        ("zoe@example.org", {"email": "zoe@example.org"}),
        ("", {}),
    ],
)
def test_what_was_looked_for_begins_the_record_where_it_belongs(
    sought: str, expected: dict[str, str], desk: Desk, window: QWidget
) -> None:
    dialog = PersonDialog(desk, window, typed=sought)
    names = ("first_name", "last_name", "email", "phone")
    held = {name: dialog.fields[name].value() for name in names}
    assert {name: value for name, value in held.items() if value} == expected


def test_a_payer_is_told_for_whom_they_pay(
    desk: Desk, administrator: Worker, window: QWidget
) -> None:
    ada, bea = (a_person(administrator, name) for name in ("Ada", "Bea"))
    a_household(administrator, ada, ada, bea)
    dialog = HouseholdDialog(desk, window, record_of(desk, ada))
    assert "Ada Exemple pays for Bea Exemple." in [
        note.text() for note in dialog.findChildren(Label)
    ]


def test_a_name_without_an_end_makes_no_form_wider(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator, "W" * 150)
    dialog = HouseholdDialog(desk, window, record_of(desk, key))
    dialog.open()
    qtbot.waitExposed(dialog)
    (scroll,) = dialog.findChildren(QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0


def test_enter_chooses_nobody_of_an_earlier_search(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator, "Bea")
    field = PartyField(desk)
    qtbot.addWidget(field)
    type_text(field, "be")
    qtbot.waitUntil(lambda: bool(field.accessibleDescription()))
    field.selectAll()
    type_text(field, "z")
    press_enter(field)
    with pytest.raises(NobodyChosenError):
        field.value()


def test_no_blank_list_stays_where_letters_more_find_nobody(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_person(administrator, "Bea")
    field = PartyField(desk)
    field.setParent(window)
    window.show()
    field.show()

    def stands_in_front() -> bool:
        window.activateWindow()  # asked again: windows of tests before go at their own time
        field.setFocus()
        return field.hasFocus()

    qtbot.waitUntil(stands_in_front)
    type_text(field, "be")

    def lists() -> list[QWidget]:
        windows = QApplication.topLevelWidgets()
        return [one for one in windows if one.property("kind") == "offers" and one.isVisible()]

    qtbot.waitUntil(lambda: len(lists()) == 1)
    type_text(field, "zz")
    qtbot.waitUntil(lambda: field.accessibleDescription() == "0 found")
    assert lists() == []


def test_enter_before_the_answer_chooses_whoever_is_found_first(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    bea = a_person(administrator, "Bea")
    dialog = HouseholdDialog(desk, window, record_of(desk, a_person(administrator, "Ada")))
    dialog.open()
    type_text(dialog.payer, "be")
    press_enter(dialog.payer)
    qtbot.waitUntil(lambda: dialog.payer.text().startswith("Bea Exemple"))
    assert dialog.payer.value() == bea
    assert dialog.isVisible()
    assert dialog.problems["payer_id"].text() == ""


def test_a_postal_code_writes_its_commune_but_never_over_a_town_typed_by_hand(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = PersonDialog(desk, window)
    dialog.open()
    code, town = dialog.fields["postal_code"], dialog.fields["city"]
    assert isinstance(code, LineField)
    assert isinstance(town, TownField)
    type_text(code, "42000")
    assert town.value() == "Saint-Étienne"
    code.clear()
    type_text(code, "42300")
    assert (town.value(), town.placeholderText()) == ("", "3 communes: ↓")
    town.set_value("Ailleurs")
    code.clear()
    type_text(code, "42000")
    assert town.value() == "Ailleurs"


def test_one_of_several_communes_is_chosen_by_keyboard(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = an_organisation(administrator)
    dialog = OrganisationDialog(desk, window, record_of(desk, key))
    dialog.open()
    code, town = dialog.fields["postal_code"], dialog.fields["city"]
    assert isinstance(code, LineField)
    assert isinstance(town, TownField)
    type_text(code, "42300")
    type_text(town, "vil")
    popup = QApplication.activePopupWidget()
    assert popup
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (town.value(), dialog.isVisible()) == ("Villerest", True)
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert record_of(desk, key).intercommunality == "CA Roannais Agglomération"


def test_the_postal_code_of_somebody_abroad_offers_nothing(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = admitted(administrator, PersonDraft(last_name="Exemple", country="BE"))
    dialog = PersonDialog(desk, window, record_of(desk, key))
    dialog.open()
    code = dialog.fields["postal_code"]
    assert isinstance(code, LineField)
    type_text(code, "42000")
    assert dialog.fields["city"].value() == ""


def test_the_name_that_was_looked_for_gives_way_to_another_one(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = PersonDialog(desk, window, typed="jeanne")
    dialog.open()
    first = dialog.fields["first_name"]
    assert isinstance(first, LineField)
    qtbot.waitUntil(first.hasSelectedText)
    type_text(first, "Zora")
    assert first.value() == "Zora"
    dialog._leave()  # noqa: SLF001
