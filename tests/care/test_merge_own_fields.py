from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.people import a_custom_field, admitted
from fablab_desk.care.merge_preview import preview_merge
from fablab_desk.care.merge_words import moves_told
from fablab_desk.care.service_merge import merge_parties
from fablab_desk.people.custom import Value, form_name
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.models import PartyMerge
from fablab_desk.people.record import load_record


def somebody(worker: Worker, custom: Mapping[UUID, Value]) -> UUID:
    return admitted(worker, PersonDraft(first_name="Ada", last_name="Exemple", custom=custom))


@pytest.mark.parametrize(("taking", "becomes"), [(False, "Vélo"), (True, "Tram")])
def test_of_two_values_one_is_chosen_and_what_only_the_other_said_is_kept(
    administrator: Worker, taking: bool, becomes: str
) -> None:
    trip, level = (a_custom_field(administrator, label) for label in ("Trajet", "Niveau"))
    kept = somebody(administrator, {trip: "Vélo"})
    gone = somebody(administrator, {trip: "Tram", level: "Expert"})
    with administrator.database.reading() as session:
        preview = preview_merge(session, kept, gone)
    choices = {one.label: (one.kept_text, one.gone_text, one.is_open) for one in preview.choices}
    assert choices == {"Trajet": ("Vélo", "Tram", True), "Niveau": ("", "Expert", False)}
    assert preview.told == ()
    assert len(moves_told(preview.moves)) == 1
    taken = frozenset([form_name(trip)]) if taking else frozenset[str]()
    administrator.does(lambda act: merge_parties(act, kept, gone, taken, preview.seen))
    with administrator.database.reading() as session:
        said = {one.field.id: one.value for one in load_record(session, kept, NOW.date()).custom}
        merge = session.scalars(select(PartyMerge)).one()
    assert said == {trip: becomes, level: "Expert"}
    assert merge.was[form_name(trip)] == "Tram"
    assert merge.replaced.get(form_name(trip)) == ("Vélo" if taking else None)
