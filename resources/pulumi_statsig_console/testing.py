"""Mocks for unit tests of programs, which check what a program declares as a preview would."""

from statsig_console.testing import Declared, Mocks

__all__ = ["Declared", "Mocks"]
