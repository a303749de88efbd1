"""Facts to pages: a module for each family of pages, named in `plan.PAGES`."""
