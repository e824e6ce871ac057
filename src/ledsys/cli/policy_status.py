"""``ledsys policy status``: who may change the organisation's rules, and how their chain of signed versions stands."""

from __future__ import annotations

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.session import open_session
from ledsys.message import msg
from ledsys.report.terminal import out, told
from ledsys.report.words import OPEN_MODE


def status() -> int:
    """Show how the chain of signed policies stands; 1 if something is wrong with it or missing."""
    from ledsys.authority.planning import newest
    from ledsys.authority.signing import missing
    from ledsys.report.policy import status_lines
    from ledsys.rules.catalogue import RULES
    from ledsys.rules.judge import judge

    corpus = open_session().corpus
    made = newest(corpus)
    codes = ("LS808", "LS809", "LS810", "LS811")
    found = judge(corpus, tuple(rule for rule in RULES if rule.code in codes)).shown
    waits = made is not None and not missing(made).nothing
    if made is not None:
        for line in status_lines(made, missing(made), corpus.chain[0].hash):
            out(told(line))
    elif not found:
        out(told(OPEN_MODE))
        out(told(msg("End it with: ledsys policy init --root PERSON --root PERSON --root PERSON")))
    for finding in found:
        out(told(msg("{path}: {code} {message}", path=finding.path, code=finding.code, message=finding.message)))
    return FINDINGS if found or waits else OK
