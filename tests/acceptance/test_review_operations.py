"""Every operation on reviews over the wire: of a review that is not there, the service's refusal becomes one sentence."""

from __future__ import annotations

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kinds_in
from statsig_console.declaring.operations import Operation
from statsig_console.errors import ConsoleError
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator

KEY = "console-review-operations"
OPERATIONS = sorted({each for kind in kinds_in(statsig) for each in kind.operations() if "/reviews" in each.path and each.changes}, key=str)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_review_that_is_not_there_is_told(operation: Operation, emulator: Emulator) -> None:
    """By the status, the operation and what the service said; nothing is changed."""
    session = Session(Settings(ApiKey(KEY), emulator.url, paced=False))

    with pytest.raises(ConsoleError) as refused:
        session.client.send(operation, {"id": "nothing", "reviewID": "none", "reviewId": "none"}, body={})

    session.close()
    assert refused.value.status in {400, 404}
    assert KEY not in str(refused.value)
