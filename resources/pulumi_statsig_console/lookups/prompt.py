"""Lookups: prompts."""

from __future__ import annotations

from pulumi_statsig_console.results.prompt import PromptResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

PROMPT = Lookup("get_prompt", operation("GET /prompts/{id}"), PromptResult)


def get_prompt(id: str) -> PromptResult:
    """The prompt with this id.

    API: GET /prompts/{id}. Raises `NotFound` when there is none.

    Args:
        id: The prompt's ID, as the API made it from the name.
    """
    return PROMPT(**locals())


PROMPTS = ListLookup("get_prompts", operation("GET /prompts"), PromptResult)


def get_prompts() -> Pages[PromptResult]:
    """The prompts.

    API: GET /prompts.
    """
    return PROMPTS()
