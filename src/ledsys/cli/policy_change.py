"""``ledsys policy change``: the organisation's rules as they now stand, signed by those who must.

The first to run it begins a version; each of the others runs it too and adds a signature to the same version.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from ledsys.cli.asking import ask, at_terminal
from ledsys.cli.chosen import known_person
from ledsys.cli.codes import OK
from ledsys.cli.moving import Manner, session_to_write, tell, write
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason
from ledsys.cli.session import Session, acting_person
from ledsys.cli.signing import DeclinedError
from ledsys.errors import LedsysError, RepositoryError, UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledsys.authority.succession import Succession
    from ledsys.model.corpus import Corpus
    from ledsys.signature import PublicKey


def change(
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Sign the organisation's rules as they stand."""
    session = session_to_write()
    acting = known_person(session.corpus, acting_person(session, person))
    refuse_unreadable(session.corpus)
    if not session.corpus.chain:
        raise UsageError(
            msg("The docs repo is in open mode: nobody has signed its rules yet."),
            msg("Begin with: ledsys policy init --root PERSON --root PERSON --root PERSON"),
        )
    return sign_version(session, session.corpus, {}, reason, Manner(acting, no_commit, dry_run, quiet))


def refuse_unreadable(corpus: Corpus) -> None:
    """Raise `RepositoryError` where a first version was signed but can't be read: that is no open mode."""
    from ledsys.policyfile import path_of

    if not corpus.chain and path_of(1) in corpus.files:
        raise RepositoryError(
            msg("What policy version {n} says can't be read any more.", n=1),
            msg("Get .ledsys/policy back from git; nothing there is ever changed or removed."),
        )


def sign_version(
    session: Session, corpus: Corpus, replaced: Mapping[str, bytes], reason: str | None, manner: Manner
) -> int:
    """Begin the next version, or add a signature to the one that was begun; give the exit code.

    ``replaced`` gives protected files whose bytes are not yet on the disk; the corpus is as they make it.
    """
    from ledsys.authority.planning import difference, newest, next_version
    from ledsys.authority.signing import missing, ungovernable
    from ledsys.authority.writing import change_of
    from ledsys.digest import sha256
    from ledsys.policyfile import SIGNATURE_PATH
    from ledsys.report.policy import difference_lines, missing_lines
    from ledsys.store.policies import protected_files

    standing = {path: session.files.read(path) for path in protected_files(session.files)}
    contents = {**standing, **replaced}
    files = {path: sha256(data) for path, data in contents.items()}
    begun = newest(corpus)
    same = begun is not None and begun.version.files == files
    if begun is not None and same and missing(begun).nothing:
        out(
            told(
                msg("Version {n} of the policy is what stands here; there is nothing to sign.", n=begun.version.version)
            )
        )
        return OK
    stale: tuple[str, ...] = ()
    if begun is not None and same:
        made = begun
    else:
        why = ask(reason, _("Why the rules are changed:"))
        if not why:
            raise UsageError(msg("Say why, in a few words."), msg('ledsys policy change --reason "…"'))
        made = next_version(corpus, files, manner.person or "", why, session.now.replace(microsecond=0))
        number = made.version.version
        stale = tuple(
            path for path in session.files.paths() if (at := SIGNATURE_PATH.fullmatch(path)) and int(at[1]) == number
        )
    ill = next(ungovernable(made), None)
    if ill is not None:
        raise LedsysError(ill.message, ill.help)
    for line in difference_lines(made, difference(made)):
        note(line)
    signatures = {} if manner.dry_run else _signatures(made, manner.person or "")
    entry = corpus.policy.register.person_by_id[manner.person or ""]
    planned = change_of(made, signatures, contents, standing, stale, entry)
    write(session.repository, planned, manner)
    signed = replace(made, version=replace(made.version, signatures=(*made.version.signatures, *signatures.values())))
    for line in missing_lines(signed, missing(signed), corpus.policy.register):
        tell(line, manner)
    return OK


def _signatures(made: Succession, person: str) -> Mapping[PublicKey, str]:
    """Let the person sign with every key that counts for the version: one that counted before, and keys of its own."""
    from ledsys.authority.signing import missing
    from ledsys.language import say
    from ledsys.policyfile import statement
    from ledsys.signature import POLICY, read_key
    from ledsys.store.signing import find_signer, held, sign

    lacking = missing(made)
    entered = [read_key(key.text) for key in lacking.keys if key.owner == person]
    signers = list(held(person, entered))
    if any(person in group.persons for way in lacking.ways for group in way):
        signers.append(find_signer(made.judge.register, person, made.version.made_at.date()))
    if not signers:
        raise UsageError(
            msg("Your signature is not one that version {n} waits for.", n=made.version.version),
            msg("See who must sign with: ledsys policy status"),
        )
    if at_terminal() and not typer.confirm(say(msg("Sign it?")), err=True):
        raise DeclinedError
    stated = statement(made.version).encode()
    return {signer.key: sign(signer, stated, POLICY) for signer in dict.fromkeys(signers)}
