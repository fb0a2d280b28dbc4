"""What the form of one of the lab's own fields fills in, and every problem it may have."""

from dataclasses import dataclass, replace

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.people.custom import CustomKind, CustomWhom
from fablab_desk.people.custom_errors import (
    FewChoicesError,
    ManyChoicesError,
    NamelessFieldError,
    TwiceChoiceError,
)
from fablab_desk.people.drafts import Findings, tidy

MOST_CHOICES = 100
Found = list[tuple[str, DeskError]]


@dataclass(frozen=True, kw_only=True)
class CustomFieldDraft:
    label: str
    kind: CustomKind = CustomKind.TEXT
    whom: CustomWhom = CustomWhom.PEOPLE
    hint: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    def checked(self) -> "tuple[CustomFieldDraft, Found]":
        findings = Findings()
        label = findings.take("label", self.label.strip(), tidy)
        hint = findings.take("hint", self.hint.strip(), tidy)
        choices: list[str] = []
        if self.kind is CustomKind.CHOICE:
            written = (findings.take("choices", one.strip(), tidy) for one in self.choices)
            choices = [one for one in written if one]
            findings.found += _wrong_choices(choices)
        if not label:
            findings.found.append(("label", NamelessFieldError()))
        tidied = replace(self, label=label, hint=hint, choices=tuple(choices))
        return tidied, findings.found

    def renamed_since(self, before: "CustomFieldDraft") -> dict[str, str]:
        """The choices that are written otherwise on the same line, old → new.

        A line that another one already said, or still says, was not renamed but moved.
        """
        if len(self.choices) != len(before.choices):
            return {}
        pairs = zip(before.choices, self.choices, strict=True)
        return {
            old: new for old, new in pairs if old not in self.choices and new not in before.choices
        }


def _wrong_choices(choices: list[str]) -> Found:
    if len(choices) < 2:
        return [("choices", FewChoicesError())]
    if len(choices) > MOST_CHOICES:
        return [("choices", ManyChoicesError(MOST_CHOICES))]
    known: set[str] = set()
    for one in choices:
        if normalise(one) in known:
            return [("choices", TwiceChoiceError(one))]
        known.add(normalise(one))
    return []
