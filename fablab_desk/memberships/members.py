"""Whose statutory membership holds on a day: one that waits for the board does not."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from fablab_desk.memberships.models import Membership, MembershipKind


def members_on(day: date) -> Select[UUID]:
    return (
        select(Membership.party_id)
        .join(MembershipKind, MembershipKind.id == Membership.kind_id)
        .where(
            MembershipKind.statutory,
            Membership.cancelled_at.is_(None),
            Membership.holds_from <= day,
            Membership.ends_on >= day,
        )
    )
