"""How the API behaves, one module per family of operations. Importing a module announces its operations."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from statsig_console_emulator.contract import Operation
from statsig_console_emulator.documents import is_object
from statsig_console_emulator.errors import ApiError


@cache
def announce() -> None:
    """Imports every family, once."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


def not_warehouse_native(operation: Operation) -> ApiError:
    """The refusal of warehouse-native operations in a cloud project: 403 if the operation declares that status, else 400."""
    status = 403 if 403 in operation.answers else 400
    return ApiError(status, "This endpoint is only available for Warehouse Native projects.")


def unwrap(operation: Operation, body: Any) -> Any:
    """The body without the object that some clients put around a segment's rules: the API takes a bare list."""
    if operation.path == "/segments/{id}/conditional" and is_object(body):
        return body.get("rules", body)
    return body
