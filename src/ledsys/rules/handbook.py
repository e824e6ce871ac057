"""*Handbook* (LS9): settings of the handbook that give readers nothing, though somebody wrote them to."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.message import Message, msg
from ledsys.model.facts import WHOLE_FILE
from ledsys.model.finding import Severity
from ledsys.model.settings import address_of_errors
from ledsys.rules.rule import Case, Hit, Rule, repository_rule

SETTINGS = "ledsys.yaml"
FOLDER = "handbok"
ERRORS_TO, LOGO = "webbplats.felanmälan", "webbplats.logotyp"


@repository_rule("LS901", "error-address-unusable", Severity.WARNING)
def error_address_unusable(case: Case) -> Iterator[Hit]:
    """What readers would tell of errors at is no address of mail or of a web page."""
    written = case.corpus.policy.settings.site.errors_to
    if written is not None and not address_of_errors(written):
        wrong = msg("Readers can't tell of errors: {address} is no address of mail or of a web page.", address=written)
        help_ = msg("Write an e-mail address, or the address of a web page from https:// on.")
        yield _hit(case, ERRORS_TO, wrong, help_)


@repository_rule("LS902", "logo-unusable", Severity.WARNING)
def logo_unusable(case: Case) -> Iterator[Hit]:
    """The logo is not there, or is no image that pages can show."""
    name = case.corpus.policy.settings.site.logo
    if name is None or case.corpus.policy.logo is not None:
        return
    if f"{FOLDER}/{name}" not in case.corpus.files:
        wrong = msg("No page shows the logo: there is no {name} in the folder handbok.", name=name)
        yield _hit(case, LOGO, wrong, msg("Put the file there, or mend the name."))
    else:
        wrong = msg("No page shows the logo: {name} is no image whose size can be told.", name=name)
        yield _hit(case, LOGO, wrong, msg("Save it as PNG or JPEG, or as SVG with a viewBox."))


def _hit(case: Case, key: str, wrong: Message, help_: Message) -> Hit:
    return Hit(case.corpus.policy.places.get(key, WHOLE_FILE), wrong, help_, SETTINGS)


RULES: tuple[Rule, ...] = (error_address_unusable, logo_unusable)
