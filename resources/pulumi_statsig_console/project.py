"""Project: which of a stack's Statsig projects a resource or a lookup is for."""

from statsig_console.stack.projects import Project

__all__ = ["Project"]
