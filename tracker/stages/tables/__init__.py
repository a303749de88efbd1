"""Records to tables, a module for each family: the type of a row is at the same time its dictionary."""
