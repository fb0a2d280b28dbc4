"""Whom not to photograph: members, and whoever is here without being one."""

from datetime import date

from builders import Worker
from builders.agenda import an_arrival
from builders.people import a_child
from fablab_desk.overview.no_photo import list_no_photo_of

TODAY = date(2026, 3, 2)


def test_a_child_who_is_no_member_stands_on_no_photo_once_it_has_come(
    administrator: Worker,
) -> None:
    here, _elsewhere = a_child(administrator, "Noa"), a_child(administrator, "Zoé")

    def read(day: date) -> list[str]:
        with administrator.database.reading() as session:
            return [row.name for row in list_no_photo_of(session, day)]

    assert read(TODAY) == []
    an_arrival(administrator, here)
    assert read(TODAY) == ["Noa Exemple"]
    assert read(date(2026, 3, 3)) == []
