"""``ledsys check``: what is wrong, where, and what to do."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import AsText, On, Quiet, TextFormat, read_day
from ledsys.cli.session import Session, open_session, paths_inside
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg, plural
from ledsys.report.terminal import note, out, raw

if TYPE_CHECKING:
    from ledsys.model.finding import Finding, Verdict

BASELINE = "ledsys-baseline.json"


class FailOn(StrEnum):
    """From which severity on the exit code is 1."""

    ERROR = "error"
    WARNING = "warning"


Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help=_("Files or folders; without, the whole docs repo."))
]
WriteBaseline = Annotated[
    bool,
    typer.Option("--write-baseline", help=_("Write today's findings to the baseline, so that only new ones count.")),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="REF",
        help=_("Judge what is committed as a merge request into this branch (such as origin/main), and nothing else."),
    ),
]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help=_("From which severity on the exit code is 1."))]


def check(
    paths: Paths = None,
    output: AsText = TextFormat.TEXT,
    fail_on: FailOnOption = FailOn.ERROR,
    on: On = None,
    quiet: Quiet = False,
    write_baseline: WriteBaseline = False,
    base: Base = None,
) -> int:
    """Check documents, settings and records."""
    from ledsys.model.finding import Severity
    from ledsys.report.findings import as_json, text_lines
    from ledsys.rules.catalogue import RULES
    from ledsys.rules.judge import judge
    from ledsys.store.baseline import read_baseline
    from ledsys.store.front_page import with_front_page

    if base is not None:
        from ledsys.cli.proposal import check_proposal

        if write_baseline or paths or on:
            raise UsageError(
                msg("With --base the merge request is judged as it is, and as of now."),
                msg("Run the two apart: ledsys check, and ledsys check --base {base}", base=base),
            )
        return check_proposal(base, output, quiet=quiet)
    if write_baseline and paths:
        raise UsageError(
            msg("A baseline is always of the whole docs repo."),
            msg("Run it without paths: ledsys check --write-baseline"),
        )
    session = open_session(read_day(on))
    baseline = frozenset[str]() if write_baseline else read_baseline(session.files, BASELINE)
    corpus = with_front_page(session.corpus, session.files)
    verdict = _chosen(session, judge(corpus, RULES, baseline), paths or [])
    if write_baseline:
        return _write(session, verdict.shown)
    least = Severity.ERROR if fail_on is FailOn.ERROR else Severity.WARNING
    code = FINDINGS if verdict.worst is not None and verdict.worst >= least else OK
    if output is TextFormat.JSON:
        raw(as_json(verdict))
    elif code != OK or not quiet:
        for line in text_lines(verdict):
            out(line)
    return code


def _chosen(session: Session, verdict: Verdict, paths: list[Path]) -> Verdict:
    """Keep the findings in the files and folders named; rules have looked at the whole repo all the same."""
    from dataclasses import replace

    if not paths:
        return verdict
    wanted = paths_inside(session, paths)
    shown = tuple(
        finding
        for finding in verdict.shown
        if any(not name or finding.path == name or finding.path.startswith(f"{name}/") for name in wanted)
    )
    return replace(verdict, shown=shown)


def _write(session: Session, findings: tuple[Finding, ...]) -> int:
    from ledsys.rules.catalogue import BY_CODE
    from ledsys.rules.judge import fingerprint
    from ledsys.store.baseline import write_baseline

    kept = {fingerprint(finding) for finding in findings if not BY_CODE[finding.code].binding}
    write_baseline(session.repository, BASELINE, kept)
    note(plural("{n} finding is in {file} now.", "{n} findings are in {file} now.", len(kept), file=BASELINE))
    return OK
