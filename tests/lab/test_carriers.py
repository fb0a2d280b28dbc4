from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.lab import a_carrier, an_audience
from builders.papers import a_paper
from fablab_desk.db.references import is_used
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.carriers import are_several, carrier_of
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.errors import (
    ArchivedCarrierError,
    CarrierCodeError,
    MainCarrierError,
    NamelessLabError,
    TakenCarrierError,
    TakenCodeError,
    UnknownCarrierError,
    UsedCarrierError,
)
from fablab_desk.lab.kinds import FIRST_DAY, VatRegime
from fablab_desk.lab.models import Carrier, CarrierVat
from fablab_desk.lab.queries import load_carrier
from fablab_desk.lab.service_carriers import (
    add_carrier,
    archive_carrier,
    make_main,
    remove_carrier,
    restore_carrier,
)
from fablab_desk.lab.service_dated import set_vat_regime

ARTICLE, AUDIENCE = UUID(int=1), UUID(int=2)


def main_of(worker: Worker) -> UUID:
    with worker.database.reading() as session:
        return load_carrier(session).id


@pytest.mark.parametrize(
    ("article", "audience", "carrier"),
    [
        (ARTICLE, AUDIENCE, ARTICLE),
        (ARTICLE, None, ARTICLE),
        (None, AUDIENCE, AUDIENCE),
        (None, None, None),
    ],
)
def test_a_sale_is_of_its_article_s_structure_else_of_its_audience_s(
    article: UUID | None, audience: UUID | None, carrier: UUID | None
) -> None:
    assert carrier_of(article, audience) == carrier


def test_a_structure_is_added_beside_the_main_one(administrator: Worker) -> None:
    main, key = main_of(administrator), new_key()
    administrator.does(lambda act: add_carrier(act, key, " univ ", CarrierDraft(name=" L’École ")))
    with administrator.database.reading() as session:
        added = session.get_one(Carrier, key)
        assert (added.code, added.name, added.prefix) == ("UNIV", "L’École", "UNIV-")
        assert (load_carrier(session).id, load_carrier(session).prefix) == (main, "")
        assert are_several(session)


@pytest.mark.parametrize(
    ("code", "name", "refusal"),
    [
        ("U", "École", CarrierCodeError),
        ("UNIV3", "École", CarrierCodeError),
        ("ÉCO", "École", CarrierCodeError),
        ("A-B", "École", CarrierCodeError),
        ("MAIN", "École", TakenCodeError),
        ("UNIV", "École", TakenCodeError),
        ("ECO", "Université d’Essai", TakenCarrierError),
        ("ECO", " ", NamelessLabError),
    ],
)
def test_a_structure_without_a_code_or_a_name_of_its_own_is_refused(
    code: str, name: str, refusal: type[DeskError], administrator: Worker
) -> None:
    a_carrier(administrator)
    with pytest.raises(Problems) as caught:
        administrator.does(lambda act: add_carrier(act, new_key(), code, CarrierDraft(name=name)))
    assert [type(problem) for _, problem in caught.value.found] == [refusal]


def test_another_structure_is_made_the_main_one_and_back(administrator: Worker) -> None:
    main, other = main_of(administrator), a_carrier(administrator)
    before = administrator.does(lambda act: make_main(act, other)).result
    assert (before, main_of(administrator)) == (main, other)
    administrator.does(lambda act: make_main(act, other))
    assert main_of(administrator) == other
    administrator.does(lambda act: make_main(act, main))
    assert main_of(administrator) == main


def test_the_main_structure_is_neither_archived_nor_removed(administrator: Worker) -> None:
    main = main_of(administrator)
    for service in (archive_carrier, remove_carrier):
        with pytest.raises(MainCarrierError):
            administrator.does(partial(service, carrier_id=main))


def test_an_archived_structure_is_made_the_main_one_only_once_it_is_back(
    administrator: Worker,
) -> None:
    key = a_carrier(administrator)
    administrator.does(lambda act: archive_carrier(act, key))
    with administrator.database.reading() as session:
        assert not are_several(session)
    with pytest.raises(ArchivedCarrierError):
        administrator.does(lambda act: make_main(act, key))
    administrator.does(lambda act: restore_carrier(act, key))
    administrator.does(lambda act: make_main(act, key))
    assert main_of(administrator) == key


def test_one_added_by_mistake_is_removed_with_its_vat_regimes(administrator: Worker) -> None:
    key = a_carrier(administrator)
    administrator.does(
        lambda act: set_vat_regime(act, new_key(), key, FIRST_DAY, VatRegime.FRANCHISE)
    )
    administrator.does(lambda act: remove_carrier(act, key))
    with administrator.database.reading() as session:
        assert session.get(Carrier, key) is None
        assert not is_used(session, Carrier, key)
    administrator.does(lambda act: remove_carrier(act, key))


def test_one_that_something_belongs_to_or_that_issued_a_paper_stays(administrator: Worker) -> None:
    with_audience = a_carrier(administrator)
    an_audience(administrator, carrier_id=with_audience)
    with_paper = a_carrier(administrator, "École", "ECO")
    a_paper(administrator, carrier_id=with_paper)
    for key in (with_audience, with_paper):
        with pytest.raises(UsedCarrierError):
            administrator.does(partial(remove_carrier, carrier_id=key))


def test_a_structure_that_is_gone_is_told(administrator: Worker) -> None:
    for service in (archive_carrier, restore_carrier, make_main):
        with pytest.raises(UnknownCarrierError):
            administrator.does(partial(service, carrier_id=new_key()))


def test_each_structure_keeps_its_vat_regimes_apart(administrator: Worker) -> None:
    key = a_carrier(administrator)
    administrator.does(
        lambda act: set_vat_regime(act, new_key(), key, FIRST_DAY, VatRegime.FRANCHISE)
    )
    with administrator.database.reading() as session:
        assert session.scalars(select(CarrierVat.carrier_id)).all() == [key]
