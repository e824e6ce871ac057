"""*Front matter*: the block of YAML at the top of a document, and the YAML files of the organisation.

This room turns bytes into facts and records, and edits into bytes; it never dumps YAML over what an author wrote.
"""
