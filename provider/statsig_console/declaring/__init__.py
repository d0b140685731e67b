"""Declaring: what a resource class says of an API object, and what the handlers make of it."""
