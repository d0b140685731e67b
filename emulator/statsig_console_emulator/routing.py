"""Finds the operation of a path. Static segments win over parameters, as they do in the real service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .contract import Operation


class _Node:
    def __init__(self) -> None:
        self.static: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.operations: dict[str, Operation] = {}


class Router:
    """The operations as a tree of path segments."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        node = self._root
        for part in operation.path.strip("/").split("/"):
            if part.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.static.setdefault(part, _Node())
        node.operations[operation.method] = operation

    def find(self, method: str, segments: Sequence[str]) -> tuple[Operation, dict[str, str]] | None:
        """The operation and its path parameters by name."""
        operation = self._walk(self._root, method, segments)
        if operation is None:
            return None
        template = operation.path.strip("/").split("/")
        values = {part[1:-1]: value for part, value in zip(template, segments, strict=True) if part.startswith("{")}
        return operation, values

    def _walk(self, node: _Node, method: str, segments: Sequence[str]) -> Operation | None:
        if not segments:
            return node.operations.get(method)
        head, rest = segments[0], segments[1:]
        for branch in (node.static.get(head), node.parameter):
            found = self._walk(branch, method, rest) if branch else None
            if found:
                return found
        return None
