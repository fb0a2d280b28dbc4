"""What stands on the card of a record, and what is done there."""

from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_member, a_plan
from builders.money import a_cashing, a_charge
from builders.people import (
    a_child,
    a_guardian,
    a_household,
    a_person,
    a_photo,
    an_adult,
    an_organisation,
)
from fablab_desk.files import AttachmentsFolder
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.people.kinds import ConsentKind, LinkRole
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.consent import ConsentDialog
from fablab_desk.ui.people.photo import keep_photo
from fablab_desk.ui.people.pinned import AlertDialog, CardDialog, ContactDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.reason import ReasonDialog
from ui.at_desk import shown, undo
from ui.members import line_act, people_tab, record_of, stand_on, texts


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> PeopleTab:
    return people_tab(desk, qtbot)


def test_a_minor_s_guardian_is_shown_once_and_removed_with_an_undo(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_guardian(administrator, child, adult)
    a_household(administrator, adult, child)
    stand_on(qtbot, tab, child)
    assert "Parent · may fetch · pays for the household" in texts(tab.record)
    line_act(tab, "Remove this guardian")()
    qtbot.waitUntil(lambda: not record_of(tab.desk, child).relatives)
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: bool(record_of(tab.desk, child).related(LinkRole.GUARDIAN)))


def test_a_contact_is_added_to_an_organisation_and_removed(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key, person = an_organisation(administrator), a_person(administrator)
    stand_on(qtbot, tab, key)
    tab.forms.contact_action.trigger()
    dialog = shown(qtbot, tab, ContactDialog)
    dialog.person.set_value((person, "Ada Exemple"))
    dialog.role.set_value("Présidente")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(record_of(tab.desk, key).relatives))
    qtbot.waitUntil(lambda: "Contact · Présidente" in texts(tab.record))
    line_act(tab, "Remove this contact")()
    qtbot.waitUntil(lambda: not record_of(tab.desk, key).relatives)


def test_the_consent_of_a_minor_is_given_by_a_guardian(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_guardian(administrator, child, adult, sole_holder=True)
    stand_on(qtbot, tab, child)
    tab.forms.consent_action.trigger()
    dialog = shown(qtbot, tab, ConsentDialog)
    dialog.kind.set_value(ConsentKind.IMAGE)
    assert dialog.by.value() == adult
    dialog.accept()
    qtbot.waitUntil(lambda: record_of(tab.desk, child).allows(ConsentKind.IMAGE) is True)
    (answer,) = record_of(tab.desk, child).consents
    assert answer.wording.startswith("J’accepte")


def test_a_card_is_given_and_taken_back(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    stand_on(qtbot, tab, key)
    tab.forms.give_card_action.trigger()
    dialog = shown(qtbot, tab, CardDialog)
    dialog.accept()
    assert dialog.problems["card"].text() == "Scan the card, or type its number."
    dialog.take_scan("A1B2C3D4")
    qtbot.waitUntil(lambda: record_of(tab.desk, key).draft.card == "A1B2C3D4")
    qtbot.waitUntil(tab.forms.card_back_action.isVisible)
    given = tab.desk.next_undo()
    tab.forms.card_back_action.trigger()
    qtbot.waitUntil(lambda: record_of(tab.desk, key).draft.card == "")
    qtbot.waitUntil(lambda: tab.desk.next_undo() != given)  # the answer comes after the commit
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: record_of(tab.desk, key).draft.card == "A1B2C3D4")


def test_an_alert_is_pinned_above_everything_else(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    stand_on(qtbot, tab, a_person(administrator))
    tab.forms.alert_action.trigger()
    dialog = shown(qtbot, tab, AlertDialog)
    dialog.alert.set_value("Rapporter la clé")
    dialog.accept()
    qtbot.waitUntil(lambda: "Rapporter la clé" in texts(tab.record))
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: "Rapporter la clé" not in texts(tab.record))


def test_a_photo_is_kept_shown_and_taken_back(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    key = a_person(administrator)
    stand_on(qtbot, tab, key)
    file = tmp_path / "ada.png"
    file.write_bytes(a_photo())
    assert tab.card
    keep_photo(tab.desk, tab, tab.card.record, file)
    qtbot.waitUntil(lambda: bool(tab.card and tab.card.photo))
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: record_of(tab.desk, key).photo == "")


def test_a_lost_photo_is_told_on_the_card_and_initials_stand_in(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    key = a_person(administrator)
    stand_on(qtbot, tab, key)
    file = tmp_path / "ada.png"
    file.write_bytes(a_photo())
    assert tab.card
    keep_photo(tab.desk, tab, tab.card.record, file)
    qtbot.waitUntil(lambda: bool(tab.card and tab.card.photo))
    files = tab.desk.database.attachments
    assert isinstance(files, AttachmentsFolder)
    files.path(record_of(tab.desk, key).photo).unlink()
    tab.show_record(tab.chosen())
    qtbot.waitUntil(lambda: "no longer there" in texts(tab.record))


def test_a_charge_goes_on_the_slate_and_off_by_undo(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_charge(administrator, key)
    stand_on(qtbot, tab, key)
    line_act(tab, "Put on the slate")()
    qtbot.waitUntil(lambda: "On the slate" in texts(tab.record))
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: "On the slate" not in texts(tab.record))


def test_a_waived_charge_says_why_and_can_be_asked_for_again(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_charge(administrator, key)
    stand_on(qtbot, tab, key)
    line_act(tab, "Waive the charge")()
    question = shown(qtbot, tab, ReasonDialog)
    question.reason.set_value("Impression ratée")
    question.accept()
    qtbot.waitUntil(lambda: "not asked for" in texts(tab.record))
    line_act(tab, "Ask for it again")()
    qtbot.waitUntil(lambda: "TO PAY" in texts(tab.record))


def test_a_membership_is_cancelled_with_a_reason(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_member(administrator, key, a_plan(administrator))
    stand_on(qtbot, tab, key)
    line_act(tab, "Cancel this membership")()
    question = shown(qtbot, tab, ReasonDialog)
    question.reason.set_value("Saisie deux fois")
    question.accept()
    qtbot.waitUntil(lambda: "Cancelled: Saisie deux fois" in texts(tab.record))
    with tab.desk.database.reading() as session:
        (row,) = list_memberships(session, key)
    assert row.cancelled_at


def test_a_past_payment_leads_to_how_it_was_paid(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    cashing = a_cashing(administrator, key)
    stand_on(qtbot, tab, key)
    opened: list[tuple[str, UUID]] = []
    tab.desk.opening.connect(lambda where, record: opened.append((where, record)))
    tab.open_payment(tab.card.past[0].record_id)  # type: ignore[union-attr]
    assert opened == [("payments", cashing)]
