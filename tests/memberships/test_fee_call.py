from datetime import date
from uuid import UUID

from sqlalchemy import update

from builders import Worker
from builders.lab import a_carrier, an_audience
from builders.memberships import a_plan, enrolled
from builders.people import a_child, a_household, a_person, an_organisation
from fablab_desk.documents.page import Code, Paragraph, Table
from fablab_desk.lab.models import Carrier, DocumentText
from fablab_desk.lab.texts import list_seed_texts
from fablab_desk.memberships.fee_call import (
    FeeCall,
    Wording,
    lay_out,
    list_fee_calls,
    load_wording,
    mail_text,
)
from fablab_desk.memberships.renewal import preview_renewals
from fablab_desk.people.models import Organisation, Party

TODAY = date(2026, 3, 2)
LATE = date(2025, 2, 10)
NO_WORDS = Wording("", "", "Le Vallon", "", "", "")


def lives(worker: Worker, party: UUID, **columns: str) -> None:
    with worker.database.writing() as session:
        session.execute(update(Party).where(Party.id == party).values(**columns))


def calls(worker: Worker, *parties: UUID) -> list[FeeCall]:
    with worker.database.reading() as session:
        lines = preview_renewals(session, parties, TODAY, TODAY)
        return list_fee_calls(session, lines, TODAY, "fr")


def late(worker: Worker, plan: UUID, *names: str) -> list[UUID]:
    people = [a_person(worker, name) for name in names]
    for one in people:
        enrolled(worker, one, plan, LATE)
    return people


def test_a_household_s_payer_gets_one_call_for_all_of_hers(treasurer: Worker) -> None:
    ada, bea, anne = late(treasurer, a_plan(treasurer), "Ada", "Bea", "Anne")
    a_household(treasurer, anne, ada, bea)
    (call,) = calls(treasurer, ada, bea, anne)
    assert (call.name, [line.name for line in call.lines]) == (
        "Anne Exemple",
        ["Ada Exemple", "Bea Exemple", "Anne Exemple"],
    )
    assert call.total == 60


def test_who_pays_fees_of_two_structures_gets_a_call_from_each(treasurer: Worker) -> None:
    university = a_carrier(treasurer)
    pro = an_audience(treasurer, "Pro", carrier_id=university)
    ada, bea, anne = late(treasurer, a_plan(treasurer), "Ada", "Bea", "Anne")
    a_household(treasurer, anne, ada, bea)
    with treasurer.database.writing() as session:
        session.execute(update(Party).where(Party.id == bea).values(audience_id=pro))
    first, second = calls(treasurer, ada, bea, anne)
    assert [line.name for line in first.lines] == ["Ada Exemple", "Anne Exemple"]
    assert [line.name for line in second.lines] == ["Bea Exemple"]
    assert (first.payer_id, second.payer_id, second.carrier_id) == (anne, anne, university)
    with treasurer.database.reading() as session:
        assert load_wording(session, TODAY, university).signed == "Université d’Essai"


def test_calls_go_out_in_address_order_and_those_without_one_last(treasurer: Worker) -> None:
    people = late(treasurer, a_plan(treasurer), "Sans", "Liège", "Rue9", "Brest", "Rue1")
    for one, columns in zip(
        people[1:],
        (
            {"postal_code": "4000", "city": "Liège", "country": "BE"},
            {"postal_code": "42000", "city": "Saint-Étienne", "address": "9 rue B"},
            {"postal_code": "29200", "city": "Brest"},
            {"postal_code": "42000", "city": "Saint-Étienne", "address": "1 rue A"},
        ),
        strict=True,
    ):
        lives(treasurer, one, **columns)
    found = [call.name.split()[0] for call in calls(treasurer, *people)]
    assert found == ["Brest", "Rue1", "Rue9", "Liège", "Sans"]


def test_who_owes_nothing_or_cannot_renew_gets_no_letter(treasurer: Worker) -> None:
    free = late(treasurer, a_plan(treasurer, fee="0"), "Ada")
    assert calls(treasurer, *free, a_person(treasurer, "Jamais")) == []


def test_a_minor_s_letter_is_for_the_guardians(treasurer: Worker) -> None:
    zoe = a_child(treasurer)
    enrolled(treasurer, zoe, a_plan(treasurer), LATE)
    lives(treasurer, zoe, address="2 rue C", postal_code="42000", city="Saint-Étienne")
    (call,) = calls(treasurer, zoe)
    assert call.recipient == (
        "Aux responsables légaux de",
        "Zoé Exemple",
        "2 rue C",
        "42000 SAINT-ÉTIENNE",
    )


def test_a_town_is_written_to_where_it_is_billed(treasurer: Worker) -> None:
    town = an_organisation(treasurer, "Commune d’Essai")
    enrolled(treasurer, town, a_plan(treasurer, for_organisations=True), LATE)
    lives(treasurer, town, postal_code="42000", city="Saint-Étienne", address="Mairie")
    with treasurer.database.writing() as session:
        billed = "Service financier\nBP 1\n42001 Saint-Étienne cedex"
        session.execute(
            update(Organisation).where(Organisation.id == town).values(billing_address=billed)
        )
    (call,) = calls(treasurer, town)
    assert call.organisation
    assert call.recipient[1:] == ("Service financier", "BP 1", "42001 SAINT-ÉTIENNE CEDEX")


def test_the_letter_says_since_when_and_never_that_it_expired(treasurer: Worker) -> None:
    (call,) = calls(treasurer, *late(treasurer, a_plan(treasurer), "Ada"))
    page = lay_out(call, NO_WORDS, TODAY, "fr")
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    assert table.rows == (
        (
            "Ada Exemple (M-00001)",
            "Adhésion annuelle",
            "Adhésion à renouveler depuis le 10 février 2026",
            "02/03/2026 – 01/03/2027",
            "20,00\u00a0€",
        ),
    )
    assert table.totals[0][-1] == "20,00\u00a0€"


def test_the_words_are_the_lab_s_own_of_that_day(treasurer: Worker) -> None:
    with treasurer.database.writing() as session:
        for since, text in ((date(2020, 1, 1), "Avant"), (TODAY, "Maintenant\nEncore")):
            row = DocumentText(key="fee_call_people", valid_from=since, text=text, source="")
            session.add(row)
    with treasurer.database.reading() as session:
        words = load_wording(session, TODAY)
    (call,) = calls(treasurer, *late(treasurer, a_plan(treasurer), "Ada"))
    said = [
        block.text
        for block in lay_out(call, words, TODAY, "fr").blocks[:2]
        if isinstance(block, Paragraph)
    ]
    assert said == ["Maintenant", "Encore"]
    said_by_mail = mail_text(call, words, TODAY, "fr")
    assert said_by_mail.startswith("Maintenant\nEncore\n\n- Ada Exemple")
    assert said_by_mail.endswith(f"\nBien cordialement,\n{words.signed}\n")


def test_the_first_words_are_courteous_and_never_say_that_it_expired() -> None:
    texts = {seed.key: seed.text for seed in list_seed_texts() if "fee_call" in seed.key}
    assert set(texts) == {"fee_call_people", "fee_call_organisations", "fee_call_closing"}
    assert not any("expir" in text for text in texts.values())


def test_the_letter_and_the_e_mail_give_the_account_of_whom_the_fee_is_owed_to(
    treasurer: Worker,
) -> None:
    university = a_carrier(treasurer)
    pro = an_audience(treasurer, "Pro", carrier_id=university)
    (ada,) = late(treasurer, a_plan(treasurer), "Ada")
    iban = "FR7630006000011234567890189"
    with treasurer.database.writing() as session:
        session.execute(update(Party).where(Party.id == ada).values(audience_id=pro))
        session.execute(update(Carrier).where(Carrier.id == university).values(iban=iban))
    (call,) = calls(treasurer, ada)
    with treasurer.database.reading() as session:
        theirs, ours = load_wording(session, TODAY, university), load_wording(session, TODAY)
    codes = [
        [block.text for block in lay_out(call, one, TODAY, "fr").blocks if isinstance(block, Code)]
        for one in (theirs, ours)
    ]
    assert codes[1] == []
    assert codes[0][0].splitlines()[5:8] == ["Université d’Essai", iban, "EUR20.00"]
    assert codes[0][0].endswith("COTISATION M-00001")
    assert "FR76 3000 6000 0112 3456 7890 189" in mail_text(call, theirs, TODAY, "fr")
