"""Guards without which no attack gets through, because others stop it too, and why they are kept."""

from __future__ import annotations

from collections.abc import Mapping

OVERLAP: Mapping[str, str] = {}
