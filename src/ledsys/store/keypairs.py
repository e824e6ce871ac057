"""*Key pairs* of the person at this computer: in the ssh-agent, in files, or newly made.

ssh-keygen and ssh-add do the work, in the person's own environment: the private half of a key is never read here, and a
passphrase or PIN is typed to them and not to ledsys.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from binascii import a2b_base64
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ledsys.errors import NOTHING, LedsysError
from ledsys.message import Message, msg
from ledsys.signature import PublicKey, SignatureFormError, read_key
from ledsys.signature.keys import Kind
from ledsys.signature.sshsig import PIN, TOUCHED
from ledsys.store.disk import reason

TIMEOUT = 120.0  # seconds that a program may take where nobody sits at a terminal to answer it
SHOWN = 300  # characters of a failure that a person is shown

_OPTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ED25519: ("-t", "ed25519"),
    Kind.SK_ED25519: ("-t", "ed25519-sk", "-O", "verify-required"),  # the PIN is asked for at each signing
}


class SigningError(LedsysError):
    """No signature can be made, or no key: the help says what the person can do."""


def key_folder() -> Path:
    """Give the folder where SSH keeps a person's keys."""
    return Path.home() / ".ssh"


def in_agent() -> tuple[PublicKey, ...]:
    """Give the keys that the person's ssh-agent holds and that may sign here; none where no agent runs."""
    if shutil.which("ssh-add") is None:
        return ()
    code, output, _ = run("ssh-add", "-L")
    return tuple(_readable(output.decode(errors="replace"))) if code == 0 else ()


def in_folder(folder: Path) -> Mapping[PublicKey, Path]:
    """Give the keys of a folder that may sign here with the paths of their private halves, which lie beside them."""
    found: dict[PublicKey, Path] = {}
    for public in sorted(folder.glob("*.pub")):
        private = public.with_suffix("")
        with suppress(OSError, UnicodeDecodeError):
            for key in _readable(public.read_text(encoding="utf-8") if private.is_file() else ""):
                found.setdefault(key, private)
    return found


def of_file(public: Path) -> PublicKey:
    """Read a public key from its file; SigningError or SignatureFormError says what is wrong with it."""
    try:
        text = public.read_bytes().decode(errors="replace")
    except OSError as error:
        raise failed(
            msg("{path} can't be read: {reason}.", path=str(public), reason=reason(error)),
            msg("Name the file of your key whose name ends in .pub."),
        ) from error
    return read_key(text)


def fingerprint_of(place: Path) -> str:
    """Give the fingerprint of the key in a file, private or public, without asking for its passphrase."""
    code, output, complaint = run("ssh-keygen", "-l", "-f", str(place))
    words = output.decode(errors="replace").split()
    if code or len(words) < 2:  # noqa: PLR2004  # bits and fingerprint come first
        raise failed(msg("No key can be read from {path}: {reason}", path=str(place), reason=gist(code, complaint)))
    return words[1]


def make(place: Path, kind: Kind, comment: str, passphrase: str | None) -> PublicKey:
    """Make a new key pair at the place (and ``.pub`` beside it), and give its public half; SigningError says why not.

    Without a passphrase given (an empty one means none), the person is asked for it. Nothing is ever overwritten.
    """
    public = place.with_name(f"{place.name}.pub")
    if os.path.lexists(place) or os.path.lexists(public):
        raise failed(msg("There is a file {path} already; it was left as it is.", path=str(place)))
    if passphrase is None and not (attended() or os.environ.get("SSH_ASKPASS")):
        raise SigningError(
            msg("A passphrase for the new key must be typed at a terminal, and nobody sits at one."),
            msg("Run the command at a terminal, or choose --no-passphrase."),
        )
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        folder = str(place.parent)
        raise failed(msg("{path} can't be made: {reason}.", path=folder, reason=reason(error))) from error
    given = () if passphrase is None else ("-N", passphrase)
    code, _, complaint = run("ssh-keygen", "-q", *_OPTIONS[kind], "-C", comment, "-f", str(place), *given)
    if code:
        raise failed(msg("ssh-keygen made no key: {reason}", reason=gist(code, complaint)))
    return of_file(public)


def is_open(private: Path) -> bool:
    """Tell whether the private key lies open: no passphrase guards it."""
    return run("ssh-keygen", "-y", "-P", "", "-f", str(private))[0] == 0


def asks_each_time(private: Path, key: PublicKey) -> bool:
    """Tell whether a security key was made to ask for its PIN and a touch at each signing.

    The file of such a key holds no secret, but the flags that it was made with (OpenSSH's PROTOCOL.key). Where a
    passphrase hides them the answer is yes: the signature itself will tell.
    """
    lines = private.read_text(encoding="ascii", errors="replace").split("\n")
    try:
        data = a2b_base64("".join(line for line in lines if not line.startswith("-")))
    except ValueError:
        data = b""
    public, _, flags = data.rpartition(key.blob)  # the file says twice which key it is, the second time with its flags
    known = key.blob in public and bool(flags)
    return not known or flags[0] & (TOUCHED | PIN) == TOUCHED | PIN


def attended() -> bool:
    """Tell whether a person sits at a terminal, who can type a passphrase and may take the time for it."""
    return os.isatty(0)


def run(name: str, *args: str, stdin: bytes | None = None) -> tuple[int, bytes, bytes]:
    """Run a program of OpenSSH and give its exit code, its answer and its complaint.

    It has the person's environment, so it finds agent, keys and what asks for a passphrase, and it may ask at the
    terminal. SigningError where it is missing, or takes longer than `TIMEOUT` and nobody is there.
    """
    person = attended()
    own = dict(os.environ)
    if person and "SSH_ASKPASS" not in own:
        # Its stdin is the message, so ssh-keygen would look for a window to ask in, which most computers lack.
        own.setdefault("SSH_ASKPASS_REQUIRE", "never")
    given = None if person and stdin is None else stdin or b""
    try:
        done = subprocess.run(
            [_program(name), *args],
            input=given,
            capture_output=True,
            check=False,
            env=own,
            timeout=None if person else TIMEOUT,
        )
    except subprocess.TimeoutExpired as error:
        raise SigningError(
            msg("{program} was stopped, since it did not answer for {n} seconds.", program=name, n=int(TIMEOUT)),
            msg("It may wait for a passphrase, a PIN or a touch. Run the command at a terminal."),
        ) from error
    except OSError as error:
        raise failed(msg("{program} could not be started: {reason}.", program=name, reason=reason(error))) from error
    return done.returncode, done.stdout, done.stderr


def failed(what: Message, help_: Message = NOTHING) -> SigningError:
    """Make the error for something that did not come about; nothing else was changed by then."""
    return SigningError(what, help_ if help_.template else msg("Nothing was changed in the docs repo."))


def gist(code: int, complaint: bytes) -> Message:
    """Give a program's own reason on one line, or its exit code where it gave none."""
    lines = complaint.decode("utf-8", "replace").split("\n")
    said = "; ".join(line.strip() for line in lines if line.strip())[-SHOWN:]
    return msg("{text}", text=said) if said else msg("exit code {code}", code=code)


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found or not Path(found).is_absolute():
        raise SigningError(
            msg("The program {program} was not found on this computer.", program=name),
            msg("It is a part of OpenSSH 8.2 or later. Install that, and try again."),
        )
    return found


def _readable(text: str) -> Iterator[PublicKey]:
    for line in text.splitlines():
        with suppress(SignatureFormError):
            yield read_key(line)
