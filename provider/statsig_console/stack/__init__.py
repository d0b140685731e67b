"""The stack: its configuration, as a program and the provider's process see it."""
