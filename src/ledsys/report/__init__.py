"""*Reports*: findings, plans and lists as text for people and as data for programs."""
