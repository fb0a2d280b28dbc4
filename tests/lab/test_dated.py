from datetime import date, timedelta
from uuid import UUID

import pytest

from builders import Worker
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.errors import AncientSettingError, UnknownTextError
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.lab.queries import load_carrier, regime_on, text_of
from fablab_desk.lab.service_dated import set_text, set_vat_regime
from fablab_desk.lab.texts import list_seed_texts, text_keys
from fablab_desk.overview.settings import list_texts
from fablab_desk.staff.errors import StaleError

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
NOTE = "receipt_note"
A_DAY = timedelta(days=1)


def write(worker: Worker, since: date, text: str, shown: tuple[str, str] | None = None) -> None:
    worker.does(lambda act: set_text(act, new_key(), NOTE, since, text, "Usage", shown))


def stand(
    worker: Worker, carrier: UUID, since: date, regime: VatRegime, shown: VatRegime | None = None
) -> None:
    worker.does(lambda act: set_vat_regime(act, new_key(), carrier, since, regime, shown))


@pytest.fixture
def carrier(administrator: Worker) -> UUID:
    with administrator.database.reading() as session:
        return load_carrier(session).id


def test_a_text_holds_from_its_day_on(administrator: Worker) -> None:
    write(administrator, date(2020, 1, 1), "")
    write(administrator, SPRING, "Ancien")
    write(administrator, SUMMER, "Nouveau")
    write(administrator, SUMMER, "Nouveau, corrigé")
    with administrator.database.reading() as session:
        days = (SPRING - A_DAY, SUMMER - A_DAY, SUMMER)
        said = [text_of(session, NOTE, day) for day in days]
    assert said == ["", "Ancien", "Nouveau, corrigé"]


@pytest.mark.parametrize("key", sorted(text_keys()))
def test_a_lab_set_up_before_a_text_was_known_has_it_all_the_same_and_corrects_it(
    administrator: Worker, key: str
) -> None:
    seed = next(seed for seed in list_seed_texts() if seed.key == key)
    with administrator.database.reading() as session:
        assert text_of(session, key, SPRING) == seed.text
        (row,) = (row for row in list_texts(session, SPRING) if row.key == key)
        assert (row.text, row.valid_from, row.in_force) == (seed.text, seed.valid_from, True)
    shown = (row.text, row.source)
    administrator.does(
        lambda act: set_text(act, new_key(), key, row.valid_from, "Le nôtre", "AG", shown)
    )
    with administrator.database.reading() as session:
        assert text_of(session, key, SPRING) == "Le nôtre"
        assert [row.text for row in list_texts(session, SPRING) if row.key == key] == ["Le nôtre"]


def test_a_text_set_from_a_day_on_leaves_the_usual_one_before_it(administrator: Worker) -> None:
    write(administrator, SUMMER, "")
    usual = next(seed.text for seed in list_seed_texts() if seed.key == NOTE)
    with administrator.database.reading() as session:
        said = [text_of(session, NOTE, day) for day in (SPRING, SUMMER)]
        told = [row.text for row in list_texts(session, SUMMER) if row.key == NOTE]
    assert said == [usual, ""]
    assert told == ["", usual]


def test_a_text_that_no_paper_knows_and_an_old_day_are_refused(administrator: Worker) -> None:
    with pytest.raises(Problems) as found:
        administrator.does(lambda act: set_text(act, new_key(), "x", date(1900, 1, 1), "Merci"))
    assert [type(problem) for _, problem in found.value.found] == [
        UnknownTextError,
        AncientSettingError,
    ]


def test_the_vat_regime_holds_from_its_day_on(administrator: Worker, carrier: UUID) -> None:
    stand(administrator, carrier, SPRING, VatRegime.NON_PROFIT)
    stand(administrator, carrier, SUMMER, VatRegime.TAXED)
    with administrator.database.reading() as session:
        days = (SPRING - A_DAY, SUMMER - A_DAY, SUMMER)
        found = [regime_on(session, carrier, day) for day in days]
    assert found == [None, VatRegime.NON_PROFIT, VatRegime.TAXED]


def test_a_text_that_another_desk_set_meanwhile_is_not_replaced_unseen(
    administrator: Worker,
) -> None:
    write(administrator, SPRING, "Merci")
    for since in (SPRING, SUMMER):
        with pytest.raises(StaleError):
            write(administrator, since, "Merci à vous", ("", ""))
    write(administrator, SPRING, "Merci", ("", ""))  # the same again
    write(administrator, SUMMER, "Merci à vous", ("Merci", "Usage"))
    with administrator.database.reading() as session:
        said = [text_of(session, NOTE, day) for day in (SPRING, SUMMER)]
    assert said == ["Merci", "Merci à vous"]


def test_a_regime_that_another_desk_set_meanwhile_is_not_replaced_unseen(
    administrator: Worker, carrier: UUID
) -> None:
    stand(administrator, carrier, SPRING, VatRegime.FRANCHISE)
    with pytest.raises(StaleError):
        stand(administrator, carrier, SPRING, VatRegime.TAXED, VatRegime.NON_PROFIT)
    stand(administrator, carrier, SPRING, VatRegime.FRANCHISE, VatRegime.NON_PROFIT)
    stand(administrator, carrier, SUMMER, VatRegime.TAXED, VatRegime.FRANCHISE)
    with administrator.database.reading() as session:
        found = [regime_on(session, carrier, day) for day in (SPRING, SUMMER)]
    assert found == [VatRegime.FRANCHISE, VatRegime.TAXED]
