"""Pages to text: what templates are read with, and Markdown."""
