"""*Handbook* (LS9): what somebody wrote for the handbook itself, and that gives readers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from ledsys.message import Message, msg
from ledsys.model.facts import WHOLE_FILE, Link
from ledsys.model.finding import Severity
from ledsys.model.settings import address_of_errors
from ledsys.rules import links
from ledsys.rules.references import look_alike
from ledsys.rules.rule import Case, Hit, Rule, repository_rule

SETTINGS = "ledsys.yaml"
FOLDER = "handbok"
FRONT_PAGE = f"{FOLDER}/startsida.md"
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


@repository_rule("LS903", "front-page-link", Severity.ERROR)
def front_page_link(case: Case) -> Iterator[Hit]:
    """A link of the front page's own text leads nowhere: to no document, to none in the handbook, or to something else.

    The pages of the handbook have no addresses that a text may name, so only documents, places in the text itself and
    what lies outside can be linked to.
    """
    front_page = case.corpus.front_page
    anchors = {heading.slug for heading in front_page.headings} if front_page is not None else set()
    for link in front_page.links if front_page is not None else ():
        for wrong, help_ in _dead(case, link, anchors):
            yield Hit(links.place(link), wrong, help_, FRONT_PAGE)


def _dead(case: Case, link: Link, anchors: set[str]) -> Iterator[tuple[Message, Message]]:
    """Yield what is wrong with a link, and what to do; nothing where it leads somewhere."""
    by_id = msg("Link to a document by its id, as in [text](EXP-482103), or remove the link.")
    match links.kind(link.target):
        case links.Kind.OUTSIDE:
            return
        case links.Kind.ANCHOR if unquote(link.target[1:]) in anchors:
            return
        case links.Kind.DOCUMENT:
            yield from _unknown(case, links.before_anchor(link.target))
        case links.Kind.PATH:
            yield msg("The front page links to {target}, which leads outside the handbook.", target=link.target), by_id
        case _:
            target = link.target if link.target.strip() else msg("empty address")
            yield msg("A link of the front page leads nowhere ({target}).", target=target), by_id


def _unknown(case: Case, document_id: str) -> Iterator[tuple[Message, Message]]:
    life = case.lives.get(document_id)
    if document_id not in case.corpus.by_id and (life is None or not life.editions):
        yield (
            msg("The front page links to {id}, but there is no such document.", id=document_id),
            look_alike(case, document_id),
        )
    elif life is None or not life.editions:
        wrong = msg(
            "The front page links to {id}, which has not been published and is not in the handbook.", id=document_id
        )
        yield wrong, msg("Publish the document, or remove the link until it is in the handbook.")


def _hit(case: Case, key: str, wrong: Message, help_: Message) -> Hit:
    return Hit(case.corpus.policy.places.get(key, WHOLE_FILE), wrong, help_, SETTINGS)


RULES: tuple[Rule, ...] = (error_address_unusable, logo_unusable, front_page_link)
