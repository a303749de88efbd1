"""Facts to what the search page reads: what can be found, as small HTML files, as an index."""
