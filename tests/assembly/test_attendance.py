"""Who is there, by whom they are represented, and the quorum in words."""

from uuid import UUID

import pytest

from builders import Worker
from builders.assembly import an_assembly, convened, entered, represented, some_voters
from builders.people import a_person
from fablab_desk.assembly.errors import (
    CarrierError,
    HolderlessError,
    NoProxiesError,
    NotConvenedError,
    OwnProxyError,
    PassedOnError,
    TooManyProxiesError,
    UnknownVoterError,
    VotelessHolderError,
)
from fablab_desk.assembly.figures import Figures, count_attendance
from fablab_desk.assembly.kinds import Presence
from fablab_desk.assembly.service_attendance import enter_presence
from fablab_desk.errors import DeskError, Problems

FIVE = ("Ada", "Blaise", "Camille", "Denis", "Élise")


def an_assembly_of_five(worker: Worker, **said: object) -> tuple[UUID, list[UUID]]:
    keys = some_voters(worker, *FIVE)
    return convened(worker, an_assembly(worker, **said)), keys


def figures(worker: Worker, assembly_id: UUID, quorum: int | None = 25) -> Figures:
    with worker.database.reading() as session:
        return count_attendance(session, assembly_id, quorum)


def refusal(worker: Worker, assembly_id: UUID, party: UUID, holder: UUID | None) -> DeskError:
    with pytest.raises(Problems) as told:
        worker.does(
            lambda act: enter_presence(act, assembly_id, party, Presence.REPRESENTED, holder)
        )
    ((name, problem),) = told.value.found
    assert name == "proxy_id"
    return problem


def test_present_and_represented_are_counted(administrator: Worker) -> None:
    key, (ada, blaise, camille, *_) = an_assembly_of_five(administrator)
    entered(administrator, key, ada)
    represented(administrator, key, blaise, ada)
    represented(administrator, key, camille, ada)
    found = figures(administrator, key)
    assert (found.voters, found.present, found.represented, found.votes) == (5, 1, 2, 3)


def test_a_proxy_counts_once_its_holder_is_there(administrator: Worker) -> None:
    key, (ada, blaise, *_) = an_assembly_of_five(administrator)
    represented(administrator, key, blaise, ada)
    before = figures(administrator, key)
    entered(administrator, key, ada)
    assert (before.votes, before.waiting) == (0, 1)
    assert (figures(administrator, key).votes, figures(administrator, key).waiting) == (2, 0)


def test_who_comes_after_all_votes_in_person(administrator: Worker) -> None:
    key, (ada, blaise, *_) = an_assembly_of_five(administrator)
    entered(administrator, key, ada)
    represented(administrator, key, blaise, ada)
    entered(administrator, key, blaise)
    found = figures(administrator, key)
    assert (found.present, found.represented) == (2, 0)


def test_a_proxy_of_oneself_of_a_non_voter_or_of_nobody_is_refused(administrator: Worker) -> None:
    key, (ada, *_) = an_assembly_of_five(administrator)
    visitor = a_person(administrator, "Visitor")
    assert isinstance(refusal(administrator, key, ada, ada), OwnProxyError)
    assert isinstance(refusal(administrator, key, ada, visitor), VotelessHolderError)
    assert isinstance(refusal(administrator, key, ada, None), HolderlessError)


def test_a_proxy_is_not_passed_on_and_goes_round_in_no_loop(administrator: Worker) -> None:
    key, (ada, blaise, camille, *_) = an_assembly_of_five(administrator)
    represented(administrator, key, blaise, ada)
    assert isinstance(refusal(administrator, key, ada, blaise), PassedOnError)
    assert isinstance(refusal(administrator, key, camille, blaise), PassedOnError)
    assert isinstance(refusal(administrator, key, ada, camille), CarrierError)


def test_nobody_carries_more_proxies_than_allowed(administrator: Worker) -> None:
    key, (ada, blaise, camille, denis, _) = an_assembly_of_five(administrator)
    represented(administrator, key, blaise, ada)
    represented(administrator, key, camille, ada)
    represented(administrator, key, camille, ada)  # once more the same
    assert isinstance(refusal(administrator, key, denis, ada), TooManyProxiesError)


def test_an_assembly_may_allow_none(administrator: Worker) -> None:
    key, (ada, blaise, *_) = an_assembly_of_five(administrator, most_proxies=0)
    assert isinstance(refusal(administrator, key, ada, blaise), NoProxiesError)


def test_who_does_not_vote_is_not_entered_and_nobody_before_the_convocation(
    administrator: Worker,
) -> None:
    key, (ada, *_) = an_assembly_of_five(administrator)
    with pytest.raises(UnknownVoterError):
        entered(administrator, key, a_person(administrator, "Visitor"))
    with pytest.raises(NotConvenedError):
        entered(administrator, an_assembly(administrator), ada)


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (10, "The quorum of 25 % (needed: 11) is not reached: 1 vote is missing."),
        (8, "The quorum of 25 % (needed: 11) is not reached: 3 votes are missing."),
        (11, "The quorum of 25 % (needed: 11) is reached."),
    ],
)
def test_a_quarter_of_41_is_11(votes: int, said: str) -> None:
    found = Figures(voters=41, present=votes, represented=0, waiting=0, quorum=25)
    assert found.said() == f"Votes: {votes} of 41 ({votes} present, 0 represented). {said}"


def test_without_a_quorum_any_number_is_enough() -> None:
    found = Figures(voters=41, present=0, represented=0, waiting=0, quorum=None)
    assert found.is_reached
    assert found.said_quorum() == "No quorum is asked for."
