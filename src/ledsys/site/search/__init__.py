"""The *search*: what a reader's words are compared with, made at build time for two engines in the browser.

Over http the index is pagefind's, of which a browser fetches only the pieces it needs. From a disk a browser lets no
script fetch anything, so there a whole index is loaded as a script, and read by MiniSearch.
"""
