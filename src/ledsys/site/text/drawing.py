"""*Drawing*: the program of a child process that turns Mermaid into SVG, one line of JSON in and one out.

Mermaid runs in QuickJS, which reaches neither files nor network. What would differ from run to run is fixed first: the
clock, the time zone and chance.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from mermaidx.engines.quickjs_engine import Engine  # type: ignore[import-untyped]

_FIXED = """
(() => {
  const moment = 1577836800000;
  const Clock = Date;
  globalThis.Date = class extends Clock {
    constructor(...given) { if (given.length) super(...given); else super(moment); }
    static now() { return moment; }
  };
  let state = 1;
  Math.random = () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
})();
"""
_FONT = "'Source Sans 3', 'Segoe UI', Arial, sans-serif"
_CONFIG: dict[str, Any] = {
    "htmlLabels": False,
    "securityLevel": "strict",
    "deterministicIds": True,
    "deterministicIDSeed": "ledsys",
    "fontFamily": _FONT,
    "themeCSS": ".edgeLabel rect { opacity: 1; }",
    "maxTextSize": 20000,
    "maxEdges": 300,
    "flowchart": {"htmlLabels": False},
    "class": {"htmlLabels": False},
    "state": {"htmlLabels": False},
    "journey": {"textPlacement": "tspan"},
    "timeline": {"textPlacement": "tspan"},
}
_CONFIG["secure"] = [
    *_CONFIG,
    *("secure", "startOnLoad", "suppressErrorRendering", "theme", "themeVariables", "look", "layout"),
]
"""What a diagram can't set for itself."""


class _FixedEngine(Engine):  # type: ignore[misc]  # the package has no types
    """The engine with clock and chance held still."""

    def _build_context(self) -> Any:
        context = super()._build_context()
        context.eval(_FIXED)
        return context


def main() -> None:
    """Draw what is asked for until there is nothing more; the answer is an SVG, or nothing where it can't be drawn."""
    engine = _FixedEngine()
    engine.start()
    for line in sys.stdin:
        try:
            answer = engine.render_svg(json.loads(line), "neutral", _CONFIG, None)
        except Exception:  # noqa: BLE001 - whatever a diagram does to the library, the next one is drawn
            answer = ""
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    engine.close()


if __name__ == "__main__":
    main()
