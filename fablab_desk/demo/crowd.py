"""Many people at once, by the import's own way in: to see how the desk bears a large lab."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from random import Random

from sqlalchemy import func, select

from fablab_desk.demo.invented import invent
from fablab_desk.keys import new_key
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.take_over import TakenOver, take_over
from fablab_desk.people.drafts import PersonDraft, stored_columns
from fablab_desk.people.exchange.preview import Preview, Proposal, Source, Verdict
from fablab_desk.people.models import Party
from fablab_desk.people.service_import import import_people
from fablab_desk.staff.act import Act

SHARE_OF_MEMBERS = 0.8
YEAR = timedelta(days=364)

Progress = Callable[[int, int], None]


def gather(act: Act, many: int, seed: int, progress: Progress) -> None:
    """So many people, most of whom are or were members for a year; one act."""
    random = Random(seed)
    proposals = tuple(
        Proposal(
            line=line,
            verdict=Verdict.NEW,
            party_id=new_key(),
            number=None,
            version=0,
            is_organisation=False,
            name=f"{one.first_name} {one.last_name}",
            columns=stored_columns(
                PersonDraft(
                    first_name=one.first_name,
                    last_name=one.last_name,
                    gender=one.gender,
                    birth_date=one.birth_date,
                    email=one.email and f"foule.{one.email}",
                    phone=one.phone,
                    address=one.address,
                    postal_code=one.postal_code,
                    city=one.city,
                    profession=one.profession,
                )
            ),
            changes=(),
            payer_id=None,
            payer_name="",
            membership=None,
            newsletter=None,
            notes=(),
        )
        for line, one in enumerate(islice(invent(random, act.day), many), 1)
    )
    preview = Preview(
        id=new_key(),
        source=Source("demo", ""),
        day=act.day,
        last_number=act.session.scalar(select(func.max(Party.number))) or 0,
        proposals=proposals,
        payers=(),
        refused=(),
    )
    import_people(act, preview, progress)
    plan_id = act.session.scalars(
        select(MembershipPlan.id).where(~MembershipPlan.for_organisations)
    ).first()
    assert plan_id
    rows = []
    for proposal in proposals:
        if random.random() < SHARE_OF_MEMBERS:
            start = act.day - timedelta(days=random.randint(0, 600))
            rows.append(
                TakenOver(
                    party_id=proposal.party_id,
                    plan_id=plan_id,
                    entered_on=start,
                    period=Period(start, start + YEAR),
                    import_id=preview.id,
                )
            )
    take_over(act, rows)
