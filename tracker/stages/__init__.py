"""The verbs: load, check, derive, plan, draw, render, verify, write."""
