"""The operations of the contract that the package does not send yet: a list that can only shrink. The emulator answers all others."""

UNCOVERED: frozenset[str] = frozenset()
