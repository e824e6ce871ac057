"""Documents for the tests of front matter: one ordinary text, and a strategy of odd but valid ones."""

from __future__ import annotations

from hypothesis import strategies as st

from ledsys.frontmatter.canonical import is_writable
from ledsys.model.document import CLAIMS

FRONT = """\
dokument-id: EXP-482103
titel: Handhygien i patientnära arbete
handlingstyp: rutin
status: utkast
version: 3
innehållsansvarig: verksamhetschef@smarta
granskare: [asliv1]
gäller-för: [expertenheter]
"""
BODY = "# Syfte\n\nText.\n"


def document(front: str = FRONT, body: str = BODY) -> bytes:
    """Put front matter and body together."""
    return f"---\n{front}---\n{body}".encode()


_OTHER_LINES = st.lists(
    st.sampled_from(
        [
            "# en kommentar: med kolon",
            "",
            "   # indragen kommentar",
            "titel: 'It''s: a #title'   # och en kommentar",
            'sammanfattning: "status: publicerad"',
            "nyckelord: [hygien, 'basala: rutiner', \"ä\"]  # lista",
            "granskare:\n- asliv1\n# mellan\n-   karbe2",
            "gäller-för:\n    - expertenheter\n    -  smarta   # indrag",
            "sändlista: |\n  status: avbruten\n\n  version: 9\n\n",
            "förkortningar: >-\n   a\n   b",
            "tidigare-titlar: [\n  en,\n  två\n]",
            "ersätter:",
            "diarienummer:   RS 2026-00412   ",
            "processer: []",
            "? utgår-från\n: [RHS-100017]",
            "emoji: '🧼 tvätta'",
            "kinesiska: 洗手",
            "djup: {a: {b: [c]}}",
        ]
    ),
    max_size=8,
    unique_by=lambda block: block.partition(":")[0].strip("? \n") if not block.lstrip().startswith("#") else object(),
)
_CLAIM_LINES = st.permutations(
    [
        "status: utkast",
        "version: 3",
        "giltig-från: 2026-12-01",
        "giltig-till: 2028-11-30",
        "innehållsansvarig: chef@smarta",
    ]
).flatmap(lambda lines: st.integers(0, len(lines)).map(lambda n: lines[:n]))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(is_writable)


@st.composite
def odd_documents(draw: st.DrawFn) -> bytes:
    """Draw a canonical document with comments, quotes, lists, blank lines and claim lines anywhere."""
    blocks = draw(_OTHER_LINES)
    for line in draw(_CLAIM_LINES):
        blocks.insert(draw(st.integers(0, len(blocks))), line)
    front = "".join(f"{block}\n" for block in ["dokument-id: EXP-482103", *blocks])
    body = draw(
        st.sampled_from(["", "\n", "Text utan slut", "# A\n\nstatus: publicerad\nversion: 7\n", "---\nx\n---\n"])
    )
    data = document(front, body + draw(TEXTS.filter(lambda text: "<<<<<<<" not in text and ">>>>>>>" not in text)))
    return data.removesuffix(b"\n") if data.endswith(b"---\n") and draw(st.booleans()) else data


CHANGES = st.dictionaries(
    st.sampled_from(CLAIMS), st.none() | st.from_regex(r"[a-zåäö0-9][a-zåäö0-9@-]{0,12}", fullmatch=True)
)
