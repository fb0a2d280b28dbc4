"""People and organisations for tests of any room."""

from datetime import date
from uuid import UUID

from builders import Worker
from fablab_desk.db.counters import take_numbers
from fablab_desk.keys import new_key
from fablab_desk.people.models import Organisation, Person
from fablab_desk.people.naming import full_name, name_key, search_words_of

CHILD_BORN = date(2012, 5, 4)
ADULT_BORN = date(1985, 2, 3)


def a_person(
    worker: Worker,
    first_name: str = "Ada",
    last_name: str = "Exemple",
    *,
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
    card: str | None = None,
    audience_id: UUID | None = None,
) -> UUID:
    with worker.database.writing() as session:
        (number,) = take_numbers(session, "party")
        name = full_name(first_name, last_name)
        person = Person(
            number=number,
            name=name,
            sort_name=name_key(first_name, last_name),
            search=search_words_of(
                number, name, email=email, phone=phone, card=card, outside_number=""
            ),
            email=email,
            phone=phone,
            card=card,
            audience_id=audience_id,
            created_on=worker.now.date(),
            first_name=first_name,
            last_name=last_name,
            birth_date=birth_date,
        )
        session.add(person)
        return person.id


def an_organisation(worker: Worker, name: str = "Atelier Exemple") -> UUID:
    key = new_key()
    with worker.database.writing() as session:
        (number,) = take_numbers(session, "party")
        session.add(
            Organisation(
                id=key,
                number=number,
                name=name,
                sort_name=name_key("", name),
                search=search_words_of(
                    number, name, email="", phone="", card=None, outside_number=""
                ),
                created_on=worker.now.date(),
            )
        )
    return key
