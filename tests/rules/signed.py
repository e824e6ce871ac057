"""*Signed* policy versions for the pages: what the folder ``.ledsys/policy`` gets when persons sign with soft keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from tests.signature.keys import SoftKey

from ledsys.authority.planning import next_version
from ledsys.model.corpus import Corpus
from ledsys.policyfile import history_path, path_of, signature_path, statement
from ledsys.signature import POLICY, read_key
from ledsys.store.evidence import load_acts
from ledsys.store.files import Files
from ledsys.store.policies import load_chain, protected_files
from ledsys.store.policy import load_policy


def signed(files: Files, signers: Iterable[str], day: date) -> Mapping[str, bytes]:
    """Give the files of the next policy version, which takes the protected files as they are, signed by the persons."""
    chain, evidence = load_chain(files), load_acts(files)
    corpus = Corpus(
        load_policy(files),
        day,
        acts=evidence.acts,
        delegations=evidence.delegations,
        chain=chain.versions,
        policies=chain.policies,
    )
    when = datetime.combine(day, time(8), UTC) + timedelta(minutes=len(chain.versions))
    version = next_version(corpus, protected_files(files), "ebbst1", "Exempel.", when).version
    message = statement(version).encode()
    found = {path_of(version.version): message}
    for signer in signers:
        key = SoftKey(signer)
        found[signature_path(version.version, read_key(key.public_text))] = key.sign(message, POLICY).encode()
    return {**found, **{history_path(digest): files.read(path) for path, digest in version.files.items()}}
