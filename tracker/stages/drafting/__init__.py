"""New records: the text of a file that an editor fills in."""
