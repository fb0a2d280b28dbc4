from uuid import UUID

import pytest

from builders import Worker
from builders.money import a_cashing, a_method, a_till
from builders.people import a_person
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.payments.drafts import MethodDraft
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import MethodRow, list_methods
from fablab_desk.payments.service_methods import (
    add_method,
    add_till,
    add_usual_methods,
    archive_method,
    correct_method,
    order_methods,
    rename_till,
    restore_method,
)
from fablab_desk.payments.tills import list_tills
from fablab_desk.staff.errors import StaleError

VOUCHER = MethodDraft(label=" Pass  culture ", kind=MethodKind.VOUCHER)


def methods(worker: Worker, *, archived: bool = False) -> list[MethodRow]:
    with worker.database.reading() as session:
        return list_methods(session, archived=archived)


def add(worker: Worker, draft: MethodDraft = VOUCHER) -> UUID:
    key = new_key()
    worker.does(lambda act: add_method(act, key, draft))
    return key


def test_a_lab_begins_with_the_usual_methods_in_its_language(administrator: Worker) -> None:
    administrator.does(lambda act: add_usual_methods(act, "fr"))
    assert [method.label for method in methods(administrator)] == [
        "Espèces",
        "Chèque",
        "Carte bancaire",
        "Virement",
        "En ligne",
        "Chèque-vacances",
        "Offert",
    ]
    with administrator.database.reading() as session:
        assert [till.label for till in list_tills(session)] == ["Caisse"]


def test_a_method_is_added_at_the_end_and_moved(administrator: Worker) -> None:
    a_till(administrator)
    key = add(administrator)
    assert methods(administrator)[-1].label == "Pass culture"
    administrator.does(lambda act: order_methods(act, [key]))
    assert [method.label for method in methods(administrator)][:2] == ["Pass culture", "Cash"]


def test_an_archived_method_is_no_longer_offered(administrator: Worker) -> None:
    key = add(administrator)
    administrator.does(lambda act: archive_method(act, key))
    assert methods(administrator) == []
    assert [method.id for method in methods(administrator, archived=True)] == [key]
    administrator.does(lambda act: restore_method(act, key))
    assert [method.id for method in methods(administrator)] == [key]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [(" ", "Give it a name."), ("pass CULTURE", "The name “pass CULTURE” is taken.")],
)
def test_a_method_has_a_name_of_its_own(administrator: Worker, label: str, sentence: str) -> None:
    add(administrator)
    with pytest.raises(Problems) as told:
        add(administrator, MethodDraft(label=label, kind=MethodKind.CARD))
    assert say(told.value) == sentence


def test_the_kind_of_a_method_that_took_money_stays(administrator: Worker) -> None:
    a_cashing(administrator, a_person(administrator))
    card = a_method(administrator, MethodKind.CARD)
    draft = MethodDraft(label="Bank card", kind=MethodKind.CASH)
    with pytest.raises(Problems) as told:
        administrator.does(lambda act: correct_method(act, card, draft, 1))
    assert "add another method" in say(told.value)
    renamed = MethodDraft(label="Card reader", kind=MethodKind.CARD)
    administrator.does(lambda act: correct_method(act, card, renamed, 1))
    assert "Card reader" in [method.label for method in methods(administrator)]


def test_a_form_filled_from_an_old_version_is_refused(administrator: Worker) -> None:
    key, till = add(administrator), a_till_named(administrator)
    first, second = (MethodDraft(label=label, kind=MethodKind.VOUCHER) for label in ("A", "B"))
    administrator.does(lambda act: correct_method(act, key, first, 1))
    administrator.does(lambda act: rename_till(act, till, "A", 1))
    with pytest.raises(StaleError):
        administrator.does(lambda act: correct_method(act, key, second, 1))
    with pytest.raises(StaleError):
        administrator.does(lambda act: rename_till(act, till, "B", 1))


def a_till_named(worker: Worker, label: str = "Bar") -> UUID:
    key = new_key()
    worker.does(lambda act: add_till(act, key, label))
    return key


def test_money_taken_makes_no_form_of_its_till_stale(administrator: Worker) -> None:
    till = a_till(administrator)
    a_cashing(administrator, a_person(administrator))
    administrator.does(lambda act: rename_till(act, till, "Accueil", 1))
    with administrator.database.reading() as session:
        assert [row.label for row in list_tills(session)] == ["Accueil"]
