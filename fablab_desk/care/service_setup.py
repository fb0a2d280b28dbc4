"""Setting a new base up: the lab, its publics, its plans and who opens the desk, in one act."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.care.service_register import add_usual_processings
from fablab_desk.care.setup import Administrator, PlanAnswer, SetUp, tidy
from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.service import add_article, set_price
from fablab_desk.catalogue.vat import usual_vat
from fablab_desk.errors import Problems
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.lab.drafts import Found
from fablab_desk.lab.errors import LabAlreadySetUpError
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.models import FIRST_CODE, Audience, Carrier, CarrierVat, DocumentText, Lab
from fablab_desk.lab.premises_queries import list_entries
from fablab_desk.lab.service_lists import add_usual_lists
from fablab_desk.lab.texts import list_seed_texts
from fablab_desk.memberships.drafts import KindDraft, PlanDraft
from fablab_desk.memberships.service_plans import add_kind, add_plan
from fablab_desk.payments.service_methods import add_usual_methods
from fablab_desk.people.service_piece_kinds import add_usual_pieces
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right, Role
from fablab_desk.staff.service import AccountDraft, add_account

DATA_LANGUAGE = LANGUAGES[0]  # what the lab edits later is filled in once, in its own language
FEE_ACCOUNTS = {False: "7561", True: "7562"}  # without, with something in return


@needs(Right.EDIT_LAB)
def set_up(act: Act, draft: SetUp) -> None:
    """Everything can be changed later in the settings, one by one."""
    known = act.session.scalars(select(Lab)).one_or_none()
    if known is not None:
        if known.id != draft.lab_id:
            raise LabAlreadySetUpError(known.name)
        return
    found = draft.problems()
    if draft.administrator:
        found += _add_administrator(act, draft.administrator)
    if found:
        raise Problems(found)
    _write_lab(act, draft)
    add_usual_processings(act)
    audiences = _write_audiences(act, draft)
    kind_id = new_key()
    membership = translate(mark("Membership"), DATA_LANGUAGE)
    add_kind(act, kind_id, KindDraft(label=membership, statutory=True))
    add_usual_lists(act, DATA_LANGUAGE)
    act.session.flush()
    for position, plan in enumerate(draft.plans):
        _write_plan(act, draft, plan, position, kind_id, audiences)
    act.session.flush()
    add_usual_methods(act, DATA_LANGUAGE)
    add_usual_pieces(act)


def _add_administrator(act: Act, who: Administrator) -> Found:
    account = AccountDraft(
        login=who.login,
        name=who.name,
        roles=[Role.ADMINISTRATOR],
        password=who.password,
        repeated=who.repeated,
    )
    try:
        add_account(act, new_key(), account)
    except Problems as refused:
        return [(f"administrator.{name}", problem) for name, problem in refused.found]
    return []


def _write_lab(act: Act, draft: SetUp) -> None:
    identity, _ = draft.identity.checked()
    name = tidy(draft.name)
    carrier = Carrier(
        code=FIRST_CODE,
        name=identity.name or name,
        legal_form=identity.legal_form,
        address=identity.address,
        postal_code=identity.postal_code,
        city=identity.city,
        email=identity.email,
        phone=identity.phone,
        website=identity.website,
        siret=identity.siret,
        rna=identity.rna,
        training_body=identity.training_body,
        vat_number=identity.vat_number,
        iban=identity.iban,
        bic=identity.bic,
        account_holder=identity.account_holder,
        logo=identity.logo,
        is_main=True,
    )
    act.session.add(
        Lab(
            id=draft.lab_id,
            name=name,
            fiscal_month=draft.fiscal_month,
            asks_login=draft.administrator is not None,
        )
    )
    act.session.add(carrier)
    act.session.flush()
    if draft.vat.regime:
        act.session.add(
            CarrierVat(carrier_id=carrier.id, valid_from=_begin(act), regime=draft.vat.regime)
        )
    act.session.add_all(
        DocumentText(key=seed.key, valid_from=seed.valid_from, text=seed.text, source=seed.source)
        for seed in list_seed_texts()
    )


def _write_audiences(act: Act, draft: SetUp) -> dict[str, UUID]:
    audiences = [
        Audience(label=tidy(label), position=position)
        for position, label in enumerate(draft.audiences)
    ]
    act.session.add_all(audiences)
    act.session.flush()
    return {label: each.id for label, each in zip(draft.audiences, audiences, strict=True)}


def _write_plan(
    act: Act,
    draft: SetUp,
    plan: PlanAnswer,
    position: int,
    kind_id: UUID,
    audiences: dict[str, UUID],
) -> None:
    article_id = new_key()
    fee = ArticleDraft(
        code=f"ADH{position + 1}",
        label=plan.label,
        nature=ArticleNature.MEMBERSHIP_FEE,
        vat_nature=usual_vat(draft.vat, ArticleNature.MEMBERSHIP_FEE),
        account=FEE_ACCOUNTS[draft.vat.fee_gives_access],
    )
    add_article(act, article_id, fee)
    act.session.flush()
    prices: dict[UUID | None, Decimal] = {None: plan.fee}
    prices |= {audiences[label]: amount for label, amount in plan.fees.items()}
    for audience_id, amount in prices.items():
        price = PriceDraft(amount=amount, valid_from=_begin(act), audience_id=audience_id)
        set_price(act, new_key(), article_id, price)
    add_plan(
        act,
        new_key(),
        PlanDraft(
            label=plan.label,
            kind_id=kind_id,
            article_id=article_id,
            rule=draft.rule,
            months=draft.months,
            season_month=draft.season_month,
            season_day=draft.season_day,
            offered_months=draft.offered_months,
            for_organisations=plan.for_organisations,
            category_id=_usual_category(act, organisations=plan.for_organisations),
            position=position,
        ),
    )


def _usual_category(act: Act, *, organisations: bool) -> UUID | None:
    """Active members, or legal entities: the first and the last of the usual list."""
    known = list_entries(act.session, ListKind.CATEGORY)
    return known[-1 if organisations else 0].id if known else None


def _begin(act: Act) -> date:
    """Entries of the year before can still be made up for."""
    return date(act.day.year - 1, 1, 1)
