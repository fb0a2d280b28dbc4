from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class LogoError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This logo cannot be read. Choose a PNG or JPEG picture."))


class UnreadablePdfError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This file is no PDF that can be read."))
