"""The *site*: the handbook that staff read, as static pages. It describes what the acts prove, and judges nothing."""
