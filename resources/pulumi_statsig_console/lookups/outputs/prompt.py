"""The lookups of `prompt` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.prompt import PROMPT, PROMPTS
from pulumi_statsig_console.results.prompt import PromptResult


def get_prompt_output(id: pulumi.Input[str]) -> pulumi.Output[PromptResult]:
    """`get_prompt` as an Output."""
    return PROMPT.output(**locals())


def get_prompts_output() -> pulumi.Output[list[PromptResult]]:
    """`get_prompts` as an Output, the whole list."""
    return PROMPTS.output()
