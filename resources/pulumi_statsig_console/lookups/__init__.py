"""Lookups: every read operation of the API as a typed function, one module per API object."""
