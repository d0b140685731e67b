"""Handling: what each of Pulumi's calls does to an object."""
