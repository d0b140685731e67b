"""Handling: carries out Pulumi's calls on an object."""
