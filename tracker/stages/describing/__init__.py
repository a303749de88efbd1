"""The parts of the stage that describes the records: how values are written, schemas, tables of fields."""
