"""The *model*: what things are, as frozen values without a place on disk and without a clock."""
