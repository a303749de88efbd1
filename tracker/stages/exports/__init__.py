"""The open data, a module for each format."""
