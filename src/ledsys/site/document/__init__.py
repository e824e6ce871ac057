"""The page of a *document*: what it is on the day, its text, who decided it, its versions and what it rests on."""
