"""The *ways in*: every page that leads a reader to the document looked for, other than the search."""
