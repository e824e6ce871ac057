"""*Proof*: whether what main holds came about as the organisation's rules ask, step by step (proof §1.7-1.9)."""
