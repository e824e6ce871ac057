"""What a reader would miss if it changed is among the words that versions are compared by."""

from __future__ import annotations

from ledsys.markdown import parser
from ledsys.site.document.blocks import Shape, blocks

TEXT = """Inledning.

# Syfte

En *betonad* text
på två rader,\\
och en till.

## Under

- ett
- [ ] kvar

  med mer
- [x] klart

> [!NOTE]
> Märk väl.

| A | B |
|---|---|
| 1 | `2` |

```
rad 1
rad 2
```

# Länkar

[Annat](EXP-482103#uppf%C3%B6ljning), https://a.example/ och ![En bild](b.png) med not[^1].

[^1]: En not.

---
"""


def test_a_text_is_blocks_under_headings() -> None:
    found = [(block.shape.value, block.text, "/".join(block.path)) for block in blocks(parser().parse(TEXT))]
    assert found == [
        ("text", "Inledning.", ""),
        ("heading", "Syfte", "Syfte"),
        ("text", "En betonad text på två rader,\noch en till.", "Syfte"),
        ("heading", "Under", "Syfte/Under"),
        ("item", "ett", "Syfte/Under"),
        ("item", "☐ kvar", "Syfte/Under"),
        ("item", "med mer", "Syfte/Under"),
        ("item", "☑ klart", "Syfte/Under"),
        ("text", "Note", "Syfte/Under"),
        ("text", "Märk väl.", "Syfte/Under"),
        ("row", "A | B", "Syfte/Under"),
        ("row", "1 | 2", "Syfte/Under"),
        ("code", "rad 1\nrad 2", "Syfte/Under"),
        ("heading", "Länkar", "Länkar"),
        ("text", "Annat (EXP-482103#uppföljning), https://a.example/ och [En bild] med not[1].", "Länkar"),
        ("text", "En not.", "Länkar"),
    ]


def test_an_image_without_a_text_is_named_by_its_file() -> None:
    assert [block.text for block in blocks(parser().parse("![](b.png)"))] == ["[b.png]"]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks(parser().parse("\n\n---\n\n#\n")) == ()


def test_blocks_are_the_same_by_shape_and_words() -> None:
    item, text = blocks(parser().parse("- ett\n\nett"))[0], blocks(parser().parse("ett"))[0]
    assert item.shape is Shape.ITEM
    assert item.text == text.text
    assert item.key != text.key
