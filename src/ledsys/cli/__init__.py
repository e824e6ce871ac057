"""The *terminal*: options in, words and exit code out. One file per command; heavy packages are imported inside commands."""
