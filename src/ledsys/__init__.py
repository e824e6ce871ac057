"""ledsys keeps governing documents, and the acts by which they were approved, as Markdown in git."""

__version__ = "0.1.0"
