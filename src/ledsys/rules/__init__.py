"""The *rules*: what is wrong? Facts in, findings out; one file per family, one page per rule."""
