"""Whoever was called to an assembly under two records votes there once."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from fablab_desk.assembly.kinds import Presence
from fablab_desk.assembly.models import AssemblyVoter
from fablab_desk.staff.act import Act


def join_votes(act: Act, kept_id: UUID, gone_id: UUID) -> None:
    """Represented by herself, she was there; absent under one record only, she was not absent."""
    pair = (kept_id, gone_id)
    wanted = select(AssemblyVoter).where(AssemblyVoter.party_id.in_(pair))
    called: dict[UUID, dict[UUID, AssemblyVoter]] = defaultdict(dict)
    for voter in act.session.scalars(wanted):
        called[voter.assembly_id][voter.party_id] = voter
        if voter.proxy_id in pair:
            voter.presence, voter.proxy_id = Presence.PRESENT, None
    for voters in called.values():
        kept, gone = voters.get(kept_id), voters.get(gone_id)
        if kept and gone and _came_less(kept, gone):
            kept.presence, kept.proxy_id = gone.presence, gone.proxy_id
    act.session.flush()


def _came_less(kept: AssemblyVoter, gone: AssemblyVoter) -> bool:
    order = (Presence.ABSENT, Presence.REPRESENTED, Presence.PRESENT)
    return order.index(kept.presence) < order.index(gone.presence)
