"""Who is at the assembly, in person or by whom they sent."""

from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.assembly.errors import (
    CarrierError,
    ClosedAssemblyError,
    HolderlessError,
    NoProxiesError,
    NotConvenedError,
    OwnProxyError,
    PassedOnError,
    TooManyProxiesError,
    UnknownVoterError,
    VotelessHolderError,
)
from fablab_desk.assembly.kinds import Presence
from fablab_desk.assembly.models import Assembly, AssemblyVoter
from fablab_desk.errors import DeskError, Problems
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

MOST_NAMED = 5


@needs(Right.TAKE_ATTENDANCE, inverse="assembly.enter_presence")
def enter_presence(
    act: Act,
    assembly_id: UUID,
    party_id: UUID,
    presence: Presence,
    proxy_id: UUID | None = None,
) -> None:
    """A proxy may be entered before its holder is there: it counts once they are."""
    assembly = act.session.get_one(Assembly, assembly_id, with_for_update=True)
    if assembly.closed_at:
        raise ClosedAssemblyError
    if not assembly.convened_on:
        raise NotConvenedError
    voter = act.session.get(AssemblyVoter, (assembly_id, party_id))
    if voter is None:
        raise UnknownVoterError
    if presence is not Presence.REPRESENTED:
        voter.presence, voter.proxy_id = presence, None
        return
    if refusal := _refused(act, assembly, voter, proxy_id):
        raise Problems([("proxy_id", refusal)])
    voter.presence, voter.proxy_id = presence, proxy_id


def _refused(
    act: Act, assembly: Assembly, voter: AssemblyVoter, proxy_id: UUID | None
) -> DeskError | None:
    if proxy_id is None:
        return HolderlessError()
    if not assembly.most_proxies:
        return NoProxiesError()
    if proxy_id == voter.party_id:
        return OwnProxyError(_name(act, proxy_id))
    holder = act.session.get(AssemblyVoter, (assembly.id, proxy_id))
    if holder is None:
        return VotelessHolderError(_name(act, proxy_id))
    if holder.proxy_id:
        return PassedOnError(_name(act, proxy_id), _name(act, holder.proxy_id))
    if others := _carried(act, assembly.id, voter.party_id):
        return CarrierError(_name(act, voter.party_id), ", ".join(others))
    carried = select(func.count()).where(
        AssemblyVoter.assembly_id == assembly.id,
        AssemblyVoter.proxy_id == proxy_id,
        AssemblyVoter.party_id != voter.party_id,
    )
    if (act.session.scalar(carried) or 0) >= assembly.most_proxies:
        return TooManyProxiesError(_name(act, proxy_id), assembly.most_proxies)
    return None


def _carried(act: Act, assembly_id: UUID, holder_id: UUID) -> list[str]:
    wanted = (
        select(Party.name)
        .join(AssemblyVoter, AssemblyVoter.party_id == Party.id)
        .where(AssemblyVoter.assembly_id == assembly_id, AssemblyVoter.proxy_id == holder_id)
        .order_by(Party.sort_name)
        .limit(MOST_NAMED)
    )
    return list(act.session.scalars(wanted))


def _name(act: Act, party_id: UUID) -> str:
    return act.session.scalars(select(Party.name).where(Party.id == party_id)).one()
