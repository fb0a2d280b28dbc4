"""The attestation of the chosen member, on the screen and ready to print."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.keys import new_key
from fablab_desk.memberships.queries import MembershipRow, list_memberships
from fablab_desk.memberships.service import attest_membership
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.messages import tell
from fablab_desk.ui.papers.show import show_paper


class NothingToAttestError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("There is no membership to attest: record one first."))


def show_attestation(desk: Desk, parent: QWidget, party_id: UUID) -> None:
    """Of the membership proper that ends last; the paper kept is shown again while it is true."""

    def chosen(rows: list[MembershipRow]) -> None:
        counted = [row for row in rows if row.cancelled_at is None and row.statutory]
        if not counted:
            tell(parent, NothingToAttestError())
            return
        key, membership = new_key(), max(counted, key=lambda row: row.ends_on)
        desk.do(lambda act: attest_membership(act, key, membership.id), issued, parent)

    def issued(paper_id: UUID) -> None:
        show_paper(desk, parent, paper_id)

    desk.ask(lambda session: list_memberships(session, party_id), chosen, parent, "attest")
