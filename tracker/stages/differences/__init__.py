"""What two versions of a record have different: parts of the history."""
