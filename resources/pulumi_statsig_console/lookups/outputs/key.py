"""The lookups of `key` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.key import KEY, KEYS
from pulumi_statsig_console.results.key import KeyResult


def get_key_output(id: pulumi.Input[str]) -> pulumi.Output[KeyResult]:
    """`get_key` as a secret Output."""
    return KEY.output(**locals())


def get_keys_output(
    *, primary_target_app: pulumi.Input[str] | None = None, environment: pulumi.Input[str] | None = None
) -> pulumi.Output[list[KeyResult]]:
    """`get_keys` as a secret Output, the whole list."""
    return KEYS.output(**locals())
