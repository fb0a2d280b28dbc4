"""People who use the lab."""

from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key
from fablab_desk.people.drafts import PersonDraft


class Person(Base, kw_only=True):
    __tablename__ = "people"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    name: Mapped[str] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    def says(self, draft: PersonDraft) -> bool:
        return (self.name, self.email) == (draft.name, draft.email)

    def correct(self, draft: PersonDraft) -> None:
        self.name, self.email = draft.name, draft.email
