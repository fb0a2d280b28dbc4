"""Who may start what: twenty cases, with the sentences that the desk says, in French.

Monday 2 March 2026, 10:30 at the lab.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine, a_stop, needing
from builders.memberships import a_member
from builders.people import a_child, a_person
from builders.trainings import (
    a_certification,
    a_course,
    a_half_day,
    a_session,
    a_trainer,
    an_enrolment,
)
from builders.upkeep import a_fault, a_loan
from builders.uses import HOUR, recorded, started
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import AnswerDraft, UseDraft
from fablab_desk.logbook.errors import StartRefusedError
from fablab_desk.logbook.models import Use
from fablab_desk.logbook.service import start_use
from fablab_desk.machines.drafts import QuestionDraft
from fablab_desk.machines.kinds import NeedKind, Severity, StopKind
from fablab_desk.machines.service_questions import add_question
from fablab_desk.staff.rights import Role
from fablab_desk.trainings.drafts import HalfDayDraft
from fablab_desk.trainings.kinds import Level
from fablab_desk.trainings.service_certifications import suspend


def plain(_worker: Worker, _machine: UUID) -> UUID | None:
    return None


Case = tuple[str, dict[str, Any], Callable[[Worker, UUID], object], list[str]]


def out_of_order(worker: Worker, machine: UUID) -> None:
    a_fault(worker, machine, "Lentille fêlée.", stops=True, at=NOW - 2 * HOUR)


def dangerous(worker: Worker, machine: UUID) -> None:
    a_fault(
        worker,
        machine,
        "Capot sans sécurité",
        stops=True,
        severity=Severity.DANGEROUS,
        at=NOW - 2 * HOUR,
    )


def in_maintenance(worker: Worker, machine: UUID) -> None:
    a_stop(worker, machine, NOW - HOUR, kind=StopKind.UPKEEP)


def lent(worker: Worker, machine: UUID) -> None:
    a_loan(worker, machine_id=machine, borrower_id=a_person(worker, "Louise", "Modèle"))


def in_use(worker: Worker, machine: UUID) -> None:
    started(worker, machine, a_person(worker, "Éloïse", "Dupré"), starts_at=NOW - HOUR)


def lacks_extractor(worker: Worker, machine: UUID) -> None:
    extractor = a_machine(worker, "EXTR", "Extracteur")
    needing(worker, machine, extractor, NeedKind.FULL)
    a_stop(worker, extractor, NOW - HOUR)


def lacks_half(worker: Worker, machine: UUID) -> None:
    extractor = a_machine(worker, "EXTR", "Extracteur")
    needing(worker, machine, extractor, NeedKind.PARTIAL)
    a_stop(worker, extractor, NOW - HOUR)


def minor_fault(worker: Worker, machine: UUID) -> None:
    a_fault(worker, machine, "Grincement", severity=Severity.MINOR)


def both(worker: Worker, machine: UUID) -> None:
    out_of_order(worker, machine)
    lacks_extractor(worker, machine)


def past_stop(worker: Worker, machine: UUID) -> None:
    a_stop(worker, machine, NOW - 3 * HOUR, NOW - HOUR)


CASES: list[Case] = [
    ("1 nothing stands in the way", {}, plain, []),
    (
        "2 retired",
        {"retired_on": date(2026, 2, 1)},
        plain,
        ["Laser est retirée depuis le 1er février 2026."],
    ),
    (
        "3 not in service yet",
        {"commissioned_on": date(2026, 4, 1)},
        plain,
        ["Laser n’est en service qu’à partir du 1er avril 2026. Corriger ce jour dans sa fiche."],
    ),
    (
        "4 lent",
        {},
        lent,
        ["Laser est prêtée à Louise Modèle depuis le 2 mars 2026. Noter d’abord son retour."],
    ),
    (
        "5 out of order",
        {},
        out_of_order,
        [
            "Laser est en panne depuis le 2 mars 2026, 08:30 : Lentille fêlée."
            " Noter d’abord la réparation."
        ],
    ),
    (
        "6 dangerous",
        {},
        dangerous,
        [
            "Laser est en panne depuis le 2 mars 2026, 08:30 : Capot sans sécurité."
            " Noter d’abord la réparation."
        ],
    ),
    (
        "7 in maintenance",
        {},
        in_maintenance,
        ["Laser est en maintenance depuis le 2 mars 2026, 09:30. Terminer d’abord la maintenance."],
    ),
    (
        "8 in use",
        {},
        in_use,
        [
            "Éloïse Dupré utilise Laser depuis le 2 mars 2026, 09:30."
            " Arrêter d’abord cette utilisation."
        ],
    ),
    (
        "9 never a member",
        {"needs_membership": True},
        plain,
        [
            "Ada Exemple n’a pas d’adhésion en cours le 2 mars 2026 (Pas encore d’adhésion)."
            " L’inscrire, ou renouveler son adhésion."
        ],
    ),
    (
        "11 what it needs is stopped",
        {},
        lacks_extractor,
        ["Laser a besoin d’Extracteur, à l’arrêt. Remettre d’abord Extracteur en service."],
    ),
    ("12 what it needs partly is stopped", {}, lacks_half, []),
    ("13 a minor fault", {}, minor_fault, []),
    (
        "14 a fault and a missing extractor: the machine itself first",
        {},
        both,
        [
            "Laser est en panne depuis le 2 mars 2026, 08:30 : Lentille fêlée."
            " Noter d’abord la réparation."
        ],
    ),
    ("15 a stop that is over", {}, past_stop, []),
]


def said_of(refusal: Problems) -> list[str]:
    """Narrow blanks are told as plain ones."""
    told = [say(one, "fr") for _, one in refusal.found if isinstance(one, StartRefusedError)]
    return [one.replace("\u00a0", " ") for one in told]


@pytest.mark.parametrize(
    ("columns", "prepare", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_the_table(
    administrator: Worker,
    columns: dict[str, Any],
    prepare: Callable[[Worker, UUID], object],
    said: list[str],
) -> None:
    laser = a_machine(administrator, name="Laser", **columns)
    prepare(administrator, laser)
    ada = a_person(administrator)
    if not said:
        started(administrator, laser, ada)
        return
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, ada)
    assert said_of(refusal.value) == said


def test_10_a_child_is_too_young_and_16_alone(administrator: Worker) -> None:
    child = a_child(administrator, "Zoé")  # born in 2012
    laser = a_machine(administrator, name="Laser", min_age=16)
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, child)
    assert said_of(refusal.value) == [
        "Zoé Exemple a 13 ans : Laser s’utilise à partir de 16 ans."
        " Une personne plus âgée conduit la machine."
    ]
    sewing = a_machine(administrator, "SEW", "Couture")
    with pytest.raises(Problems) as refusal:
        started(administrator, sewing, child)
    assert said_of(refusal.value) == [
        "Zoé Exemple a 13 ans et est sans accompagnant. Dire quel animateur l’accompagne."
    ]
    started(administrator, sewing, child, animator_id=a_person(administrator, "Sacha"))


def test_17_of_an_unknown_age_where_one_is_asked(administrator: Worker) -> None:
    laser = a_machine(administrator, name="Laser", min_age=14)
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, a_person(administrator))
    assert said_of(refusal.value) == [
        "Ada Exemple doit avoir 14 ans, et n’a pas de date de naissance. L’écrire dans sa fiche."
    ]


def test_18_a_question_that_is_not_confirmed_is_final(administrator: Worker) -> None:
    laser, key = a_machine(administrator, name="Laser"), new_key()
    asked = QuestionDraft(text="Aspiration en marche ?", required=True, machine_id=laser)
    administrator.does(lambda act: add_question(act, key, asked))
    draft = UseDraft(
        machine_id=laser,
        user_id=a_person(administrator),
        answers=(AnswerDraft(question_id=key, answer="no"),),
        override_reason="pressé",
    )
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: start_use(act, new_key(), draft))
    assert said_of(refusal.value) == ["Non confirmé : Aspiration en marche ?"]


def test_19_a_past_use_is_judged_as_of_its_day(administrator: Worker) -> None:
    """A member since today only, and a machine that was in order then."""
    laser = a_machine(administrator, name="Laser", needs_membership=True)
    ada = a_person(administrator)
    a_member(administrator, ada)
    out_of_order(administrator, laser)
    with pytest.raises(Problems) as refusal:
        recorded(administrator, laser, ada, NOW - 26 * HOUR)
    (told,) = said_of(refusal.value)
    assert told.startswith("Ada Exemple n’a pas d’adhésion en cours le 1er mars 2026")


def test_20_what_may_be_allowed_is_with_a_reason_and_is_kept(administrator: Worker) -> None:
    laser = a_machine(administrator, name="Laser", needs_membership=True)
    ada, key = a_person(administrator), new_key()
    reception = Worker(administrator.database, (Role.RECEPTION,))
    draft = UseDraft(machine_id=laser, user_id=ada, override_reason="porte ouverte")
    reception.does(lambda act: start_use(act, key, draft))
    with administrator.database.reading() as session:
        use = session.scalars(select(Use)).one()
        assert use.override_reason == "porte ouverte"
        assert use.override_by == reception.seat.account_id
        assert [one["step"] for one in use.refusals] == ["membership"]
        assert "n’a pas d’adhésion" in use.refusals[0]["said"]


def test_what_is_final_is_overridden_by_nobody(administrator: Worker) -> None:
    laser = a_machine(administrator, name="Laser")
    dangerous(administrator, laser)
    ada = a_person(administrator)
    with pytest.raises(Problems):
        started(administrator, laser, ada, override_reason="pressé")


def test_all_that_is_missing_is_told_in_its_order(administrator: Worker) -> None:
    laser = a_machine(administrator, name="Laser", needs_membership=True, min_age=14)
    out_of_order(administrator, laser)
    lacks_extractor(administrator, laser)
    ada = a_person(administrator)
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, ada)
    steps = [one.step.value for _, one in refusal.value.found if isinstance(one, StartRefusedError)]
    assert steps == ["service", "membership", "age"]


def teaching(worker: Worker, machine: UUID) -> UUID:
    return a_course(worker, machine, title="Découpe laser")


def suspended(worker: Worker, person: UUID, machine: UUID) -> None:
    key, event = a_certification(worker, person, machine_id=machine), new_key()
    worker.does(lambda act: suspend(act, event, key, "Découpe sans surveillance."))


TAUGHT: dict[str, tuple[Callable[[Worker, UUID, UUID], object], list[str]]] = {
    "21 never trained": (
        lambda _worker, _person, _machine: None,
        [
            "Ada Exemple n’a pas suivi la formation pour Laser."
            " À suivre : « Découpe laser » ; aucune session n’est prévue."
        ],
    ),
    "22 autonomous": (
        lambda worker, person, machine: a_certification(worker, person, machine_id=machine),
        [],
    ),
    "23 to be renewed": (
        lambda worker, person, machine: a_certification(
            worker, person, machine_id=machine, fixed_until=date(2026, 2, 28)
        ),
        [
            "Ada Exemple doit renouveler la formation pour Laser depuis le 1er mars 2026."
            " À suivre : « Découpe laser » ; aucune session n’est prévue."
        ],
    ),
    "24 on its last day": (
        lambda worker, person, machine: a_certification(
            worker, person, machine_id=machine, fixed_until=date(2026, 3, 2)
        ),
        [],
    ),
    "25 not used for long": (
        lambda worker, person, machine: a_certification(
            worker, person, machine_id=machine, disuse_months=6
        ),
        [
            "Ada Exemple n’a pas utilisé Laser pendant 6 mois : à réapprendre depuis le"
            " 11 juillet 2025. À suivre : « Découpe laser » ; aucune session n’est prévue."
        ],
    ),
    "26 suspended": (
        suspended,
        [
            "L’habilitation d’Ada Exemple sur Laser est suspendue depuis le 2 mars 2026 :"
            " Découpe sans surveillance. Un formateur la rétablit depuis la fiche."
        ],
    ),
    "27 with an animator who is not said": (
        lambda worker, person, machine: a_certification(
            worker, person, machine_id=machine, level=Level.ACCOMPANIED
        ),
        ["Ada Exemple travaille sur Laser avec un animateur. Dire quel animateur l’accompagne."],
    ),
}


@pytest.mark.parametrize(("prepare", "said"), TAUGHT.values(), ids=TAUGHT)
def test_the_table_of_trainings(
    administrator: Worker,
    prepare: Callable[[Worker, UUID, UUID], object],
    said: list[str],
) -> None:
    laser, ada = a_machine(administrator, name="Laser"), a_person(administrator)
    teaching(administrator, laser)
    prepare(administrator, ada, laser)
    if not said:
        started(administrator, laser, ada)
        return
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, ada)
    assert said_of(refusal.value) == said


def test_28_with_the_animator_said_and_without_a_training_asked(administrator: Worker) -> None:
    laser, ada = a_machine(administrator, name="Laser"), a_person(administrator)
    teaching(administrator, laser)
    a_certification(administrator, ada, machine_id=laser, level=Level.ACCOMPANIED)
    started(administrator, laser, ada, animator_id=a_person(administrator, "Sacha"))
    tools = a_machine(administrator, "OUTIL", needs_training=False)
    teaching_of_tools = a_course(administrator, tools, code="OUTIL")
    assert teaching_of_tools
    started(administrator, tools, a_person(administrator, "Ida"))


def test_29_the_next_session_with_a_free_seat_is_proposed(administrator: Worker) -> None:
    laser, ada = a_machine(administrator, name="Laser"), a_person(administrator)
    course, trainer = teaching(administrator, laser), a_trainer(administrator, laser)
    full = a_session(administrator, course, trainer, seats=1, half_days=(in_days(3),))
    an_enrolment(administrator, full)
    a_session(administrator, course, trainer, half_days=(in_days(10),))
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, ada)
    (told,) = said_of(refusal.value)
    assert told.endswith("Prochaine session de « Découpe laser » : 12 mars 2026.")


def test_30_a_group_says_its_animator(administrator: Worker) -> None:
    laser = a_machine(administrator, name="Laser")
    teaching(administrator, laser)
    draft = UseDraft(machine_id=laser, label="classe de 4e", heads=12)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: start_use(act, new_key(), draft))
    assert said_of(refusal.value) == [
        "Personne n’est nommé qui puisse travailler sur Laser. Dire quel animateur l’accompagne."
    ]


def in_days(days: int) -> HalfDayDraft:
    return a_half_day(NOW + days * 24 * HOUR)
