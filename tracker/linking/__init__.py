"""Asks whether the sources on the web are still there. The network is used nowhere else."""
