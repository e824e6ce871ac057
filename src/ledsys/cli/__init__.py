"""The *terminal*: options in, words and exit code out.

One file per command. Heavy packages are imported inside commands, so that help and refusals are quick.
"""
