"""Sending: HTTP to the Console API, within its limits."""
