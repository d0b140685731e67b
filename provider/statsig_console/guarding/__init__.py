"""Guarding: what a run may do, and what stops it."""
