"""The *store*: git, files and the cache; it gathers facts and carries out changes, and judges nothing."""
