"""Comparisons of texts that the API rewrites without changing what they say."""

from __future__ import annotations

import re

from .values import parsed_json, same_json


def same_words(left: str, right: str) -> bool:
    """Whether two texts hold the same letters and digits: ``read_only`` is ``Read Only``, and ``user_id`` is ``userID``."""
    return _letters(left) == _letters(right)


def same_json_text(left: str, right: str) -> bool:
    """Whether two JSON texts hold the same value; a text that is not JSON is compared as it is."""
    try:
        return same_json(parsed_json(left), parsed_json(right))
    except ValueError:
        return left == right


def same_json5(left: str, right: str) -> bool:
    """Whether two JSON5 texts differ in nothing but white space, trailing commas and quotes."""
    return left == right or _tokens(left) == _tokens(right)


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


_TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}\[\]:,]|[^\s{}\[\]:,"']+""", re.DOTALL)


def _tokens(text: str) -> list[str]:
    tokens = [token.strip("\"'") if token[0] in "\"'" else token for token in _TOKEN.findall(text)]
    return [token for token, following in zip(tokens, [*tokens[1:], ""], strict=True) if not (token == "," and following in {"}", "]"})]
