"""What the output folder holds before anything is written to it."""
