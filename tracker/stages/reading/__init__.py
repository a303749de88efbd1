"""Reading what editors wrote, and saying where it went wrong."""
