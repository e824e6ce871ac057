"""*Authority*: who may sign what, and how the organisation's decisions about its documents may change (proof §1.6)."""
