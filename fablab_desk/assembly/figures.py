"""How many are there, and whether that is enough, in words."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.assembly.kinds import Presence
from fablab_desk.assembly.models import AssemblyVoter
from fablab_desk.i18n import format_count, mark, translate, translate_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A proxy counts while the one who carries it is there; `quorum` in per cent, or None."""

    voters: int
    present: int
    represented: int
    waiting: int  # proxies whose holder is not there
    quorum: int | None

    @property
    def votes(self) -> int:
        return self.present + self.represented

    @property
    def needed(self) -> int:
        """The share of the voters, rounded up: a quarter of 41 is 11."""
        return -(-self.voters * (self.quorum or 0) // 100)

    @property
    def is_reached(self) -> bool:
        return self.votes >= self.needed

    def said(self, language: str | None = None) -> str:
        """Counts, then the quorum; one or two sentences."""
        counts = translate(
            mark("Votes: {votes} of {voters} ({present} present, {represented} represented)."),
            language,
        ).format(
            votes=format_count(self.votes, language),
            voters=format_count(self.voters, language),
            present=format_count(self.present, language),
            represented=format_count(self.represented, language),
        )
        return f"{counts} {self.said_quorum(language)}"

    def said_quorum(self, language: str | None = None) -> str:
        if self.quorum is None:
            return translate(mark("No quorum is asked for."), language)
        needed, lacking = format_count(self.needed, language), self.needed - self.votes
        if self.is_reached:
            said = translate(
                mark("The quorum of {quorum} % (needed: {needed}) is reached."), language
            )
            return said.format(quorum=self.quorum, needed=needed)
        said = translate(
            mark("The quorum of {quorum} % (needed: {needed}) is not reached:"), language
        )
        missing = translate_many(
            mark("{n} vote is missing."), mark("{n} votes are missing."), lacking, language
        )
        return f"{said.format(quorum=self.quorum, needed=needed)} {missing}"


def count_attendance(session: Session, assembly_id: UUID, quorum: int | None) -> Figures:
    holder = aliased(AssemblyVoter)
    carried = and_(
        holder.assembly_id == AssemblyVoter.assembly_id,
        holder.party_id == AssemblyVoter.proxy_id,
    )
    wanted = (
        select(AssemblyVoter.presence, holder.presence, func.count())
        .outerjoin(holder, carried)
        .where(AssemblyVoter.assembly_id == assembly_id)
        .group_by(AssemblyVoter.presence, holder.presence)
    )
    found: dict[tuple[Presence, Presence | None], int] = {
        (own, other): count for own, other, count in session.execute(wanted)
    }
    proxies = sum(count for (own, _), count in found.items() if own is Presence.REPRESENTED)
    represented = found.get((Presence.REPRESENTED, Presence.PRESENT), 0)
    return Figures(
        voters=sum(found.values()),
        present=found.get((Presence.PRESENT, None), 0),
        represented=represented,
        waiting=proxies - represented,
        quorum=quorum,
    )
