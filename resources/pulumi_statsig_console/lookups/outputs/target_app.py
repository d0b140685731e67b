"""The lookups of `target_app` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.target_app import TARGET_APP, TARGET_APPS
from pulumi_statsig_console.results.target_app import TargetAppResult


def get_target_app_output(id: pulumi.Input[str]) -> pulumi.Output[TargetAppResult]:
    """`get_target_app` as an Output."""
    return TARGET_APP.output(**locals())


def get_target_apps_output() -> pulumi.Output[list[TargetAppResult]]:
    """`get_target_apps` as an Output, the whole list."""
    return TARGET_APPS.output()
