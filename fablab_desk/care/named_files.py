"""The attached files that rows of any room name."""

from sqlalchemy.orm import Session

from fablab_desk.lab.premises_queries import list_contracts
from fablab_desk.people.queries import list_photos


def list_named_files(session: Session) -> list[str]:
    """Their digests: photos, archived records' included, and contracts of insurance."""
    return [*list_photos(session), *list_contracts(session)]
