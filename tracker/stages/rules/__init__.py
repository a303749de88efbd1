"""Rules between records: a function each, from the whole content to the problems it has."""
