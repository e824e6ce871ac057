"""The *preview*: the handbook as it would be built, with drafts beside it, for those who write."""
