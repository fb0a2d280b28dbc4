"""Why a paper of a training is not issued."""

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class OpenSessionError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Close the session first: its results stand then."))


class NeverThereError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} was present in no half-day of it."), name=name)


class WithdrawnPaperError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This certification was entered by mistake: it attests nothing."))


class NoTrainingBodyError(DeskError):
    def __init__(self, carrier: str) -> None:
        super().__init__(
            mark(
                "{carrier} is no declared training body: its number is said in the settings,"
                " with its identity."
            ),
            carrier=carrier,
        )


class NobodyToAttestError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nobody was present: there is nothing to attest."))


class FallenPaperError(DeskError):
    def __init__(self, name: str, target: str) -> None:
        super().__init__(
            mark(
                "{name}: the certification for {target} does not hold today, and is not attested."
            ),
            name=name,
            target=target,
        )
