"""Makes a docs repo with a long history of signed acts, and measures how fast ledsys proves it.

Usage: python benchmarks/history.py [COMMITS ACTS DOCUMENTS [FOLDER]]      (default 150000 80000 3000)

The same numbers make the same commits. The repo is kept in FOLDER (default ledsys-benchmark in the folder for temporary
files) and made only once. Every document goes through versions: drafts, submit, review, approve, publish, revise; each
move is one landing with a signed act, and the policy changes now and then. The goal: the whole history within 60 s and
512 MiB on two processors, the check of one touched document within 2 s.
"""

from __future__ import annotations

import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.digest import content_digest, sha256
from ledsys.frontmatter import claims
from ledsys.lifecycle.claims import TEXT, edition_folder
from ledsys.model.act import Act, ActKind
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import acts_digest, history_path, path_of, sealed, signature_path, statement
from ledsys.signature import ACT, POLICY, read_key

LEDSYS = (sys.executable, "-m", "ledsys")
REPO = "region-exempel/historik"
BEGIN = datetime(2020, 1, 7, 8, tzinfo=UTC)
YEARS = timedelta(days=6 * 365)
BUSY = 150
"""Documents that are worked on at the same time; one that is published makes room for another."""
POLICY_EVERY = 5000
"""Landings between two changes of the policy."""
APART = 20
"""How many times as long as a look at the memory takes is waited before the next."""
PEOPLE = ("root-a", "root-b", "root-c", "author", "owner", "reviewer", "approver", "publisher")
UNITS = tuple(f"unit-{number}" for number in range(60))
PROSE = (
    "patienten ska vårdas enligt gällande rutin och den som ansvarar för enheten följer upp arbetet varje år med stöd "
    "av avvikelser mätningar samtal och närstående innan behandling påbörjas kontrolleras identitet läkemedel allergi "
    "samt provtagning dokumentera journalen remissen svaret skickas till mottagande klinik inom angiven tid"
)
WORDS = PROSE.split()


def policy_texts(number: int) -> dict[str, str]:
    """Give the protected files as the policy version has them; each version has one more person."""
    people = (*PEOPLE, *(f"person-{extra}" for extra in range(number - 1)))
    persons = "".join(
        f"  - id: {person}\n    namn: {person.title()}\n    titel: Titel\n"
        f"    nycklar:\n      - {{nyckel: {key(person).public_text}}}\n"
        for person in people
    )
    units = "".join(f"  - {{id: {unit}, namn: {unit.title()}, överordnad: region}}\n" for unit in UNITS)
    return {
        "ledsys.yaml": (
            f"ledsys: 1\nnamn: Region\nrepo-id: {REPO}\nid-prefix: EXP\nwebbplats: {{titel: Handbok}}\n"
            "behörighet:\n  rotpersoner: [root-a, root-b, root-c]\n  tröskel: 2\n"
        ),
        "organisation/enheter.yaml": f"enheter:\n  - {{id: region, namn: Region}}\n{units}",
        "organisation/personer.yaml": f"personer:\n{persons}",
        "organisation/mandat.yaml": (
            "roller:\n  - {id: chief, namn: Chef}\n  - {id: administrator, namn: Adm, uppgifter: [administrera]}\n"
            "  - {id: publisher, namn: Publ, uppgifter: [publicera]}\ninnehav:\n"
            "  - {person: approver, roll: chief, enhet: region}\n"
            "  - {person: owner, roll: administrator, enhet: region}\n"
            "  - {person: publisher, roll: publisher, enhet: region}\nmandat:\n"
            "  - {id: M-1, roll: chief, handlingstyper: [rutin], enheter: [egen-enhet],"
            " beslut: Styrelsen 2019-12-02 § 1, beslutsform: verkställighetsbeslut}\n"
        ),
        "handlingstyper/rutin.yaml": (
            "handlingstyp: rutin\nbenämning: Rutin\nbeskrivning: –\nlängsta-giltighet-år: 3\nantal-granskare: 1\n"
            "styrkenivå: nyckel\n"
        ),
        "mallar/rutin.md": "## Syfte\n\nSkriv.\n",
        ".gitattributes": "*.md text eol=lf\n",
    }


KEYS: dict[str, SoftKey] = {}


def key(person: str) -> SoftKey:
    """Give the key of a person, which follows from the name."""
    return KEYS.setdefault(person, SoftKey(person))


@dataclass
class Written:
    """A document as it is being worked on; ``step`` counts what has been done with its present version."""

    id: str
    path: str
    unit: str
    title: str
    paragraphs: list[str]
    version: int = 1
    status: str = "utkast"
    days: tuple[date, date] | None = None
    edits: int = 0
    acts: dict[ActKind, Act] = field(default_factory=dict)

    def text(self) -> str:
        """Give the file as it stands."""
        return f"---\n{self.front()}---\n{self.body()}"

    def front(self, *, claimed: bool = True) -> str:
        """Give the front matter, with or without the claim lines."""
        days = f"giltig-från: {self.days[0]}\ngiltig-till: {self.days[1]}\n" if self.days else ""
        lines = f"status: {self.status}\nversion: {self.version}\n{days}innehållsansvarig: owner\n" if claimed else ""
        return (
            f"dokument-id: {self.id}\ntitel: {self.title}\nhandlingstyp: rutin\n{lines}"
            f"granskare: [reviewer]\nförfattare: [author]\ngäller-för: [{self.unit}]\nnyckelord: [rutin, vård]\n"
        )

    def body(self) -> str:
        """Give what follows the front matter."""
        sections = (f"## Avsnitt {number}\n\n{text}\n" for number, text in enumerate(self.paragraphs, 1))
        return "\n" + "\n".join(sections)

    def digest(self) -> str:
        """Give the content digest."""
        front = claims.digest(self.front())
        return content_digest(self.id, front, sha256(self.body().encode()), {})


class Story:
    """Tells the history, landing by landing, as the files that each writes."""

    def __init__(
        self, commits: int, acts: int, documents: int, span: timedelta = YEARS, every: int = POLICY_EVERY
    ) -> None:
        self.span, self.every = span, every
        self.random = random.Random(commits)  # noqa: S311 - the same numbers make the same history
        self.commits, self.acts, self.documents = commits, acts, documents
        self.made = 0
        self.count = 0
        self.fresh = 0
        self.busy: list[Written] = []
        self.resting: list[Written] = []
        self.policy: PolicyVersion | None = None
        versions = max(1, (acts + documents) / 5)  # five acts each, but the first has nothing to revise
        self.share = documents / versions * 1.1
        self.edits = max(1, round((commits - acts - documents) / versions))

    def landings(self) -> Iterator[tuple[datetime, Mapping[str, bytes]]]:
        """Give the time of each landing and the files that it writes."""
        gap = self.span / self.commits
        for number in range(self.commits):
            now = (BEGIN + gap * number).replace(microsecond=0)
            due = number % self.every == 0
            yield now, self.change_policy(now) if due else self.work(now)

    def change_policy(self, now: datetime) -> Mapping[str, bytes]:
        """Make a policy version, signed by two root persons and whoever is new."""
        number = self.policy.version + 1 if self.policy else 1
        files = {path: text.encode() for path, text in policy_texts(number).items()}
        before = self.policy
        made = sealed(
            PolicyVersion(
                repo=REPO,
                version=number,
                before=before.hash if before else None,
                acts=None if before else acts_digest(()),
                person="root-a",
                reason="Vi anställer.",
                made_at=now,
                files={path: sha256(data) for path, data in files.items()},
            )
        )
        said = statement(made).encode()
        signers = ("root-a", "root-b", *([f"person-{number - 2}"] if before else []))
        self.policy = made
        return {
            **files,
            path_of(number): said,
            **self.signed(made, signers),
            **{history_path(sha256(data)): data for data in files.values()},
        }

    def signed(self, made: PolicyVersion, signers: tuple[str, ...]) -> Mapping[str, bytes]:
        """Give the signatures on a policy version."""
        said = statement(made).encode()
        keys = {read_key(key(one).public_text): key(one) for one in signers}
        return {signature_path(made.version, public): one.sign(said, POLICY).encode() for public, one in keys.items()}

    def work(self, now: datetime) -> Mapping[str, bytes]:
        """Take one document one step on, or take up another."""
        if len(self.busy) < min(BUSY, self.documents):
            return self.take_up(now)
        document = self.random.choice(self.busy)
        if document.status == "utkast" and (document.edits < self.edits or self.made >= self.acts):
            document.edits += 1
            place = self.random.randrange(len(document.paragraphs))
            document.paragraphs[place] = self.paragraph()
            return {document.path: document.text().encode()}
        return self.move(document, now)

    def take_up(self, now: datetime) -> Mapping[str, bytes]:
        """Begin a new document, or revise one that has rested."""
        if self.fresh < self.documents and (not self.resting or self.random.random() < self.share):
            return self.begin()
        document = self.resting.pop(self.random.randrange(len(self.resting)))
        self.busy.append(document)
        return self.move(document, now)

    def begin(self) -> Mapping[str, bytes]:
        """Begin a new document."""
        number = self.fresh
        self.fresh += 1
        unit = UNITS[number % len(UNITS)]
        title = f"Rutin {number} för vård"
        paragraphs = [self.paragraph() for _ in range(self.random.randint(7, 14))]
        document = Written(f"EXP-{100000 + number}", f"dokument/{unit}/rutin-{number}.md", unit, title, paragraphs)
        self.busy.append(document)
        return {document.path: document.text().encode()}

    def move(self, document: Written, now: datetime) -> Mapping[str, bytes]:
        """Make the next move of the document's life."""
        kinds = {"utkast": ActKind.SUBMIT, "godkänd": ActKind.PUBLISH, "publicerad": ActKind.REVISE}
        reviewed = document.acts.get(ActKind.REVIEW)
        kind = kinds.get(document.status, ActKind.APPROVE if reviewed else ActKind.REVIEW)
        return getattr(self, f"_{kind.value}")(document, now)  # type: ignore[no-any-return]

    def _submit(self, document: Written, now: datetime) -> Mapping[str, bytes]:
        last = document.acts.get(ActKind.PUBLISH)
        document.acts = {ActKind.PUBLISH: last} if last else {}
        document.status = "granskning"
        return self.acted(
            document, ActKind.SUBMIT, "author", now, role="author", of=last.id if last else None, owner="owner"
        )

    def _review(self, document: Written, now: datetime) -> Mapping[str, bytes]:
        return self.acted(
            document, ActKind.REVIEW, "reviewer", now, role="reviewer", of=document.acts[ActKind.SUBMIT].id
        )

    def _approve(self, document: Written, now: datetime) -> Mapping[str, bytes]:
        begin = now.date() + timedelta(days=1)
        document.days = begin, begin + timedelta(days=700)
        document.status = "godkänd"
        votes, submit = (document.acts[ActKind.REVIEW].id,), document.acts[ActKind.SUBMIT].id
        fields = {"valid_from": document.days[0], "valid_until": document.days[1], "mandate": "M-1", "owner": "owner"}
        return self.acted(
            document, ActKind.APPROVE, "approver", now, role="approver", of=submit, relies_on=votes, **fields
        )

    def _publish(self, document: Written, now: datetime) -> Mapping[str, bytes]:
        days = document.days or (now.date(), now.date())
        document.status = "publicerad"
        fields = {"valid_from": days[0], "valid_until": days[1], "owner": "owner"}
        of = document.acts[ActKind.APPROVE].id
        written = self.acted(document, ActKind.PUBLISH, "publisher", now, role="publisher", of=of, **fields)
        self.busy.remove(document)
        self.resting.append(document)
        return {**written, f"{edition_folder(document.id, document.version)}/{TEXT}": document.text().encode()}

    def _revise(self, document: Written, now: datetime) -> Mapping[str, bytes]:
        document.version += 1
        document.status, document.days, document.edits = "utkast", None, 0
        of = document.acts[ActKind.PUBLISH].id
        return self.acted(document, ActKind.REVISE, "owner", now, role="administrator", of=of, reason="Ny utgåva.")

    def acted(
        self, document: Written, kind: ActKind, person: str, now: datetime, **fields: object
    ) -> Mapping[str, bytes]:
        """Give the files of an act and of the claim lines that follow from it."""
        self.made += 1
        assert self.policy is not None  # noqa: S101 - the first landing makes it
        given: dict[str, object] = {
            "kind": kind,
            "repo": REPO,
            "document": document.id,
            "version": document.version,
            "content": document.digest(),
            "person": person,
            "name": person.title(),
            "policy": self.policy.hash,
            "assurance": "key",
            "signed_at": now,
        }
        act = actfile.sealed(Act(**{**given, **fields}))  # type: ignore[arg-type]  # named by the callers
        act = replace(act, signature=key(person).sign(actfile.statement(act).encode(), ACT))
        document.acts[kind] = act
        return {actfile.path_of(act): actfile.written(act), document.path: document.text().encode()}

    def paragraph(self) -> str:
        """Give some sentences."""
        words = self.random.choices(WORDS, k=self.random.randint(50, 110))
        return " ".join(words).capitalize() + "."


def make(folder: Path, commits: int, acts: int, documents: int) -> None:
    """Make the repo by ``git fast-import``, and pack it as a forge does."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    story = Story(commits, acts, documents)
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE) as run:
        assert run.stdin is not None  # noqa: S101 - a pipe
        for number, (now, files) in enumerate(story.landings(), 1):
            run.stdin.write(_commit(number, now, files))
    if run.returncode:
        raise SystemExit(run.returncode)
    subprocess.run(
        ["git", "-c", "pack.threads=2", "repack", "-adfq", "--depth=30", "--window=12"], cwd=folder, check=True
    )
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)
    print(f"{commits} landings, {story.made} acts, {story.fresh} documents in {folder}")


def _commit(number: int, now: datetime, files: Mapping[str, bytes]) -> bytes:
    head = (
        f"commit refs/heads/main\nmark :{number}\ncommitter x <x@example.org> {int(now.timestamp())} +0000\ndata 1\nx\n"
    )
    parts = [head.encode()]
    for path, data in files.items():
        parts.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    return b"".join((*parts, b"\n"))


def measured(command: tuple[str, ...], folder: Path) -> tuple[float, float, int]:
    """Run a command; give its seconds, the seconds of processor time, and the most memory in MiB with its children."""
    most = 0
    start, before = perf_counter(), os.times()
    environment = {**os.environ, "LEDSYS_LANG": "en", "XDG_STATE_HOME": str(folder / ".git" / "state")}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as run:
        said: list[str] = []
        assert run.stdout is not None  # noqa: S101 - a pipe
        reader = threading.Thread(target=lambda: said.append(run.stdout.read()))  # type: ignore[union-attr]
        reader.start()
        while run.poll() is None:
            look = perf_counter()
            most = max(most, _memory(run.pid))
            sleep(APART * (perf_counter() - look))  # looking takes processor time that the run then lacks
        reader.join()
    after = os.times()
    if run.returncode:
        raise SystemExit("".join(said))
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return perf_counter() - start, spent, most


def _memory(process: int, parent: bytes = b"") -> int:
    """Give the memory of a process and of all that it started, in MiB; what they share is counted once (Linux).

    A process that has not begun its own program yet still has its parent's memory, which is not counted again.
    """
    total = 0
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        if command == parent:
            return 0
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) // 1024
        tasks = Path(f"/proc/{process}/task").iterdir()
        children = [child for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return total
    return total + sum(_memory(int(child), command) for child in children)


def main(commits: int, acts: int, documents: int, folder: Path) -> None:
    """Make what is not there yet, measure, and print one line for each figure."""
    place = folder / f"{commits}-{acts}-{documents}"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder))
        make(made, commits, acts, documents)
        made.rename(place)
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "switch", "--quiet", "--force-create", "touched", "main"], cwd=place, check=True)
    touched = next(path for path in (place / "dokument").rglob("*.md") if b"status: utkast" in path.read_bytes())
    touched.write_bytes(touched.read_bytes() + b"\n## Mer\n\nTillagt.\n")
    subprocess.run([*git, "commit", "--quiet", "--all", "-m", "x"], cwd=place, check=True)
    rows = (
        ("check --base main, one touched document", (*LEDSYS, "check", "--base", "main"), "touched"),
        ("verify --history", (*LEDSYS, "verify", "--history"), "main"),
    )
    for label, command, branch in rows:
        subprocess.run([*git, "switch", "--quiet", branch], cwd=place, check=True)
        seconds, spent, most = measured(command, place)
        print(f"{label:<44}{seconds:8.2f} s  ({spent:.2f} s of processor time, {most} MiB)")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:4]] or [150_000, 80_000, 3_000]
    chosen = Path(sys.argv[4]) if len(sys.argv) > 4 else Path(tempfile.gettempdir()) / "ledsys-benchmark"  # noqa: PLR2004
    main(numbers[0], numbers[1], numbers[2], chosen)
