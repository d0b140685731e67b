"""newer: a value that the API takes and that this package does not know yet."""

from statsig_console.declaring.plain import newer

__all__ = ["newer"]
