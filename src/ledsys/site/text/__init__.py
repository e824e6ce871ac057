"""The *text* of a document on a page: frozen Markdown as HTML that is safe and can be read by everybody."""
