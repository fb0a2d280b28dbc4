"""What a public buyer asks for by Chorus Pro, and its services."""

import pytest

from builders import NOW, Worker
from fablab_desk.care.merge_fields import choices_between
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.people.chorus import (
    LongServiceCodeError,
    SameServiceError,
    Service,
    check_services,
    services_of,
)
from fablab_desk.people.drafts import OrganisationDraft
from fablab_desk.people.kinds import ChorusAsks
from fablab_desk.people.models import Organisation
from fablab_desk.people.record import load_record
from fablab_desk.people.service import admit_organisation, correct_organisation

TYPED = "  SERV-01   Service  des marchés \n\nD42_9\n"
KEPT = "SERV-01 Service des marchés\nD42_9"


def test_a_line_is_a_service_its_code_then_its_name() -> None:
    assert check_services(TYPED) == KEPT
    assert services_of(KEPT) == (Service("SERV-01", "Service des marchés"), Service("D42_9", ""))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("A Un\nB Deux\nA Trois", SameServiceError), ("x" * 101, LongServiceCodeError)],
)
def test_a_code_stands_once_and_is_no_longer_than_chorus_allows(
    text: str, refusal: type[DeskError]
) -> None:
    with pytest.raises(refusal):
        check_services(text)


@pytest.mark.parametrize("asks", ChorusAsks)
def test_what_a_buyer_asks_for_is_kept_corrected_and_taken_back(
    administrator: Worker, asks: ChorusAsks
) -> None:
    key = new_key()
    before = OrganisationDraft(name="Commune d’Essai")
    after = OrganisationDraft(name="Commune d’Essai", chorus_asks=asks, chorus_services=TYPED)
    administrator.does(lambda act: admit_organisation(act, key, before))
    administrator.does(lambda act: correct_organisation(act, key, after, 1))
    with administrator.database.reading() as session:
        kept = load_record(session, key, NOW.date()).draft
    assert isinstance(kept, OrganisationDraft)
    assert (kept.chorus_asks, kept.chorus_services) == (asks, KEPT)
    administrator.does(lambda act: correct_organisation(act, key, before, 2))
    with administrator.database.reading() as session:
        back = load_record(session, key, NOW.date()).draft
    assert isinstance(back, OrganisationDraft)
    assert (back.chorus_asks, back.chorus_services) == (ChorusAsks.NOT_SAID, "")


def test_a_wrong_list_of_services_is_told_beside_its_field(administrator: Worker) -> None:
    draft = OrganisationDraft(name="Commune d’Essai", chorus_services="A Un\nA Deux")
    with pytest.raises(Problems) as told:
        administrator.does(lambda act: admit_organisation(act, new_key(), draft))
    assert [name for name, _ in told.value.found] == ["chorus_services"]


def test_of_two_records_of_a_buyer_what_only_the_other_one_says_is_taken(
    administrator: Worker,
) -> None:
    kept, gone = new_key(), new_key()
    plain = OrganisationDraft(name="Commune d’Essai")
    full = OrganisationDraft(
        name="Commune Essai", chorus_asks=ChorusAsks.BOTH, chorus_services="FIN-1 Finances"
    )
    administrator.does(lambda act: admit_organisation(act, kept, plain))
    administrator.does(lambda act: admit_organisation(act, gone, full))
    with administrator.database.reading() as session:
        parties = session.get_one(Organisation, kept), session.get_one(Organisation, gone)
        found = {one.name: one for one in choices_between(session, *parties)}
    asks, services = found["chorus_asks"], found["chorus_services"]
    assert (asks.kept_text, asks.gone_text, asks.takes_gone, asks.is_open) == (
        *("Not a public buyer, or not known", "A service code and an engagement number"),
        *(True, False),
    )
    assert (services.gone_text, services.takes_gone) == ("FIN-1 Finances", True)
