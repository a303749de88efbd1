"""From records to facts, a module for each kind of record."""
