"""Guarding: stops a run from doing more harm than was meant."""
