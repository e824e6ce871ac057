"""*Pulling*: what the others have landed comes here, fast-forward only. Nothing is ever merged or thrown away."""

from __future__ import annotations

from ledsys.errors import RepositoryError
from ledsys.message import Message, msg, plural
from ledsys.store.divergence import Divergence, changed, divergence, landed, unsaved
from ledsys.store.lock import locked
from ledsys.store.recovery import lock_path
from ledsys.store.remote import Remote, check_branch
from ledsys.store.repository import Repository
from ledsys.store.sending import PREFIX, settle_main


def pull(repository: Repository, remote: Remote) -> Message:
    """Get what the others have landed, and say how the work stands then.

    `RepositoryError` in plain words where it does not follow from what is here; then nothing was changed.
    """
    tip = remote.fetch()
    settle_main(repository, remote, divergence(repository, remote.git, tip))
    with locked(lock_path(repository)):
        now = divergence(repository, remote.git, tip)
        if now.branch == remote.main:
            return _on_main(remote, now)
        if now.branch.startswith(PREFIX) and landed(remote.git, now.head, tip):
            return _back_to_main(remote, now)
        return _on_branch(remote, now)


def visit(repository: Repository, remote: Remote, name: str) -> Message:
    """Go to a branch that somebody has sent, named in full or by its end, such as the id of a document.

    `RepositoryError` where there is no such branch, or several, or work here would be lost from sight; then nothing was
    changed.
    """
    tip = remote.fetch()
    git = remote.git
    with locked(lock_path(repository)):
        now = divergence(repository, git, tip)
        branch = _named(remote, name)
        there, own = git.commit(remote.ref(branch)), git.commit(f"refs/heads/{branch}")
        if there is None or (own is not None and not git.before(own, there)):
            raise RepositoryError(
                msg("The branch {branch} holds something here that the others lack.", branch=branch),
                msg("Go there with `git switch {branch}`, then: ledsys send. Nothing was changed.", branch=branch),
            )
        _check_unsaved(remote, now, there)
        git.run("switch", "--quiet", "--no-track", "--force-create", branch, there, hint=msg("Nothing was changed."))
        return msg(
            "You are on {branch} now, as the others have it. Back to main: git switch {main}",
            branch=branch,
            main=remote.main,
        )


def _named(remote: Remote, name: str) -> str:
    start = remote.ref("")
    branches = [ref.removeprefix(start) for ref in remote.git.run("for-each-ref", "--format=%(refname)", start).split()]
    fitting = [branch for branch in branches if branch == name or branch.endswith(f"/{name}")]
    if len(fitting) == 1 and fitting[0] not in {"HEAD", remote.main}:
        return check_branch(fitting[0])
    if len(fitting) > 1:
        raise RepositoryError(
            msg("{name} fits several branches: {branches}.", name=name, branches=tuple(fitting)),
            msg("Name one of them in full."),
        )
    raise RepositoryError(
        msg("Nobody has sent a branch called {name}.", name=name),
        msg("A branch is named in full, or by the id of the document that it is about."),
    )


def _on_main(remote: Remote, now: Divergence) -> Message:
    if now.behind and now.ahead:
        raise RepositoryError(
            plural(
                "main has moved on, and {n} commit of yours is not in it yet, so the two can't simply be joined.",
                "main has moved on, and {n} commits of yours are not in it yet, so the two can't simply be joined.",
                now.ahead,
            ),
            msg("Put yours on a branch of its own with: ledsys send. Nothing was changed."),
        )
    if now.behind:
        _forward(remote, now, now.tip)
        return _got(now.behind)
    if now.ahead:
        return plural(
            "There is nothing new. {n} commit here has not been sent: ledsys send",
            "There is nothing new. {n} commits here have not been sent: ledsys send",
            now.ahead,
        )
    return msg("There is nothing new.")


def _back_to_main(remote: Remote, now: Divergence) -> Message:
    git, main = remote.git, f"refs/heads/{remote.main}"
    own = git.commit(main)
    if own is None or git.before(own, now.tip):
        target, how = now.tip, ["--no-track", "--force-create", remote.main, now.tip]
    elif git.before(now.tip, own):
        target, how = own, ["--no-guess", remote.main]
    else:
        raise RepositoryError(
            msg("Your work on {branch} has landed, but main here has commits that the others lack.", branch=now.branch),
            msg("Go there with `git switch {main}`, then: ledsys send. Nothing was changed.", main=remote.main),
        )
    _check_unsaved(remote, now, target)
    git.run("switch", "--quiet", *how, hint=msg("Nothing was changed."))
    return msg(
        "Your work on {branch} has landed. You are back on {main}, which is up to date.",
        branch=now.branch,
        main=remote.main,
    )


def _on_branch(remote: Remote, now: Divergence) -> Message:
    there = remote.git.commit(remote.ref(now.branch))
    stays = msg("Your work on {branch} has not landed yet.", branch=now.branch)
    if there is not None and not remote.git.before(there, now.head):
        if not remote.git.before(now.head, there):
            raise RepositoryError(
                msg(
                    "The branch {branch} has moved on, here and with the others, in two directions.", branch=now.branch
                ),
                msg(
                    "Ask somebody who knows git to join them: git merge {ref}. Nothing was changed.",
                    ref=remote.ref(now.branch),
                ),
            )
        _forward(remote, now, there)
        return msg("{stays} What the others have added to it is here now.", stays=stays)
    if now.behind:
        moved = plural("{n} commit has come to main since.", "{n} commits have come to main since.", now.behind)
        return msg("{stays} {moved}", stays=stays, moved=moved)
    return msg("{stays} Nothing has come to main since.", stays=stays)


def _forward(remote: Remote, now: Divergence, target: str) -> None:
    _check_unsaved(remote, now, target)
    remote.git.run("merge", "--quiet", "--ff-only", "--no-autostash", target, hint=msg("Nothing was changed."))


def _check_unsaved(remote: Remote, now: Divergence, target: str) -> None:
    """Look out for files that somebody else has changed and that have been edited here too."""
    coming = changed(remote.git, now.head, target)
    both = tuple(path for path in unsaved(remote.git) if path in coming)
    if both:
        raise RepositoryError(
            msg("The others have changed files that you have changed too, and not saved: {paths}.", paths=both),
            msg("Save yours in a commit, or put them aside, and run the command again. Nothing was changed."),
        )


def _got(commits: int) -> Message:
    return plural("Got {n} commit from the others.", "Got {n} commits from the others.", commits)
