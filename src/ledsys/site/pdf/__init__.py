"""The *PDF*: documents typeset by typst, to print, archive and send; accessible (PDF/UA-1) and lasting (PDF/A-2a)."""
