"""A job that decides about reviews, with a key of its own: a key cannot approve a review that it has opened.

The configuration has the decisions: `pulumi config set --path 'approve[0].gate' checkout`, and the review's ID under
`approve[0].review`. Each decision is carried out once; without any, nothing is done.
"""

import pulumi
import pulumi_statsig_console as statsig

config = pulumi.Config()


def decisions(verb: str, kind: str) -> list[tuple[str, str, str]]:
    """Resource name, object and review of each decision of one sort about objects of a kind."""
    given = config.get_object(verb) or []
    return [(f"{verb}-{each[kind]}-{each['review']}", each[kind], each["review"]) for each in given if kind in each]


for name, gate, review in decisions("approve", "gate"):
    statsig.GateReviewApprove(name, gate_id=gate, review_id=review, reason="The checks passed.")
for name, gate, review in decisions("reject", "gate"):
    statsig.GateReviewReject(name, gate_id=gate, review_id=review, reason="The checks failed.")
for name, gate, review in decisions("commit", "gate"):
    statsig.GateReviewCommit(name, gate_id=gate, review_id=review)

for name, dynamic_config, review in decisions("approve", "dynamic_config"):
    statsig.DynamicConfigReviewApprove(name, dynamic_config_id=dynamic_config, review_id=review, reason="The checks passed.")
for name, dynamic_config, review in decisions("reject", "dynamic_config"):
    statsig.DynamicConfigReviewReject(name, dynamic_config_id=dynamic_config, review_id=review, reason="The checks failed.")
for name, dynamic_config, review in decisions("commit", "dynamic_config"):
    statsig.DynamicConfigReviewCommit(name, dynamic_config_id=dynamic_config, review_id=review)

for name, experiment, review in decisions("approve", "experiment"):
    statsig.ExperimentReviewApprove(name, experiment_id=experiment, review_id=review, reason="The checks passed.")
for name, experiment, review in decisions("reject", "experiment"):
    statsig.ExperimentReviewReject(name, experiment_id=experiment, review_id=review, reason="The checks failed.")
for name, experiment, review in decisions("commit", "experiment"):
    statsig.ExperimentReviewCommit(name, experiment_id=experiment, review_id=review)

for name, autotune, review in decisions("approve", "autotune"):
    statsig.AutotuneReviewApprove(name, autotune_id=autotune, review_id=review, reason="The checks passed.")
for name, autotune, review in decisions("reject", "autotune"):
    statsig.AutotuneReviewReject(name, autotune_id=autotune, review_id=review, reason="The checks failed.")
for name, autotune, review in decisions("commit", "autotune"):
    statsig.AutotuneReviewCommit(name, autotune_id=autotune, review_id=review)

for name, segment, review in decisions("commit", "segment"):
    statsig.SegmentReviewCommit(name, segment_id=segment, review_id=review)
for name, segment, review in decisions("cancel", "segment"):
    statsig.SegmentReviewCancel(name, segment_id=segment, review_id=review)
