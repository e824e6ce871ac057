"""The *recipe*: shell commands by which anybody checks a version without ledsys (proof §1.16).

They need awk, grep, sed, sha256sum and OpenSSH (8.9 or later), run in the top folder of the docs repo, and end with an
exit code other than 0 as soon as one byte of the text, its images or the act is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from ledsys import actfile
from ledsys.authority.signers import WITNESS, allowed_signers
from ledsys.authority.ways import PERSONS
from ledsys.lifecycle.claims import TEXT, edition_folder
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.document import CLAIMS
from ledsys.proof.certificate import Certificate, Link
from ledsys.signature import ACT

BEGIN = "work=$(mktemp -d)"
"""What the later commands need: a folder outside the docs repo, for the parts of the act."""


@dataclass(frozen=True)
class Step:
    """One of the checks: what it shows, and the commands."""

    shows: Message
    commands: str


def steps(found: Certificate) -> Iterator[Step]:
    """Yield the checks of the version's text and of the act that proves it best; an unsigned one has no signature."""
    link = found.proving
    yield Step(
        msg("The text is the one that was decided: its digest stands in the act, whose line is printed."),
        digest_commands(found, link.act),
    )
    yield Step(
        msg("The act is unchanged: the digest of what it states is the name of its file, which is printed."),
        act_commands(link.act),
    )
    if link.act.signature is not None:
        yield Step(
            msg(
                "The signature on the act is that person's: ssh-keygen says “Good signature”. The first command shows"
                " that the key stands in the register; the line with it is one of those that “ledsys policy export”"
                " writes."
            ),
            signature_commands(found, link),
        )


def digest_commands(found: Certificate, act: Act) -> str:
    """Give the commands that compute the content digest of the frozen text and look for it in the act."""
    folder = edition_folder(found.document, found.edition.version)
    text = quote(f"{folder}/{TEXT}")
    claims = "|".join(CLAIMS)
    images = " ".join(quote(name) for name in sorted(found.text.images)) if found.text is not None else ""
    lines = [
        f"""n=$(awk 'NR > 1 && $0 == "---" {{ print NR; exit }}' {text})""",
        "{",
        f"  printf 'ledsys-content 1\\nid %s\\n' {quote(found.document)}",
        f"  head -n $((n - 1)) {text} | tail -n +2 | LC_ALL=C grep -Ev '^({claims}): [^[:space:]]+$' |",
        """    sha256sum | awk '{ print "front " $1 }'""",
        f"""  tail -n +$((n + 1)) {text} | sha256sum | awk '{{ print "body  " $1 }}'""",
    ]
    if images:
        lines += [
            f"  (cd {quote(folder)} && sha256sum -- {images}) |",
            """    awk '{ print "file  " $1 " " substr($0, 67) }'""",
        ]
    lines += [
        f"}} | sha256sum | awk '{{ print \"content: sha256:\" $1 }}' | grep -xF -f - {quote(actfile.path_of(act))}",
    ]
    return "\n".join(lines)


def act_commands(act: Act) -> str:
    """Give the commands that divide the act into statement and signature, and compare it with its name."""
    path = quote(actfile.path_of(act))
    return "\n".join(
        (
            f"sed '/^-----BEGIN/,$d' {path} > \"$work/s\"",
            f"sed -n '/^-----BEGIN/,$p' {path} > \"$work/s.sig\"",
            f'sha256sum "$work/s" | cut -c1-{actfile.NAME_LENGTH} | grep -xF {act.id}',
        )
    )


def signature_commands(found: Certificate, link: Link) -> str:
    """Give the commands that check the signature with ssh-keygen, at the time of the act, by the register's key."""
    act = link.act
    policy = found.corpus.policy
    every = allowed_signers(policy.register, policy.settings.authority).splitlines()
    line = next((line for line in every if link.key is not None and line.endswith(f" {link.key.text}")), "")
    name = line.partition(" ")[0] or act.person
    place = "ledsys.yaml" if name.startswith(WITNESS) else PERSONS
    return "\n".join(
        (
            *((f"grep -F {quote(link.key.text)} {place}",) if link.key is not None else ()),
            f"printf '%s\\n' {quote(line)} > \"$work/allowed_signers\"",
            f'ssh-keygen -Y verify -n {ACT} -f "$work/allowed_signers" -I {quote(name)} \\',
            f'  -O verify-time={act.signed_at:%Y%m%d%H%M%S} -s "$work/s.sig" < "$work/s"',
        )
    )
