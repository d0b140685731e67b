"""Statsig projects as Pulumi resources: gates, configs, experiments, metrics and ingestions.

Every name is imported when it is first used, so that a program pays only for the kinds that it has.
Written by tools/exports.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .audit import ActiveReview as ActiveReview
    from .audit import Audited as Audited
    from .audit import Owner as Owner
    from .dynamic_config import DynamicConfig as DynamicConfig
    from .gate import Gate as Gate
    from .ingestion_schedule import IngestionSchedule as IngestionSchedule
    from .ingestion_source import (
        EventColumns as EventColumns,
    )
    from .ingestion_source import (
        ExposureColumns as ExposureColumns,
    )
    from .ingestion_source import (
        IngestionSource as IngestionSource,
    )
    from .ingestion_source import (
        MetricColumns as MetricColumns,
    )
    from .key import Key as Key
    from .metric_reference import MetricReference as MetricReference
    from .review import Reviewer as Reviewer
    from .review import ReviewRequirement as ReviewRequirement
    from .rule import (
        AutomatedRollout as AutomatedRollout,
    )
    from .rule import (
        Condition as Condition,
    )
    from .rule import (
        ConfigRule as ConfigRule,
    )
    from .rule import (
        Rule as Rule,
    )
    from .rule import (
        SegmentCondition as SegmentCondition,
    )
    from .rule import (
        SegmentRule as SegmentRule,
    )
    from .rule import (
        Variant as Variant,
    )
    from .segment import Segment as Segment
    from .tag import Tag as Tag

_MODULES = {
    "ActiveReview": "audit",
    "Audited": "audit",
    "AutomatedRollout": "rule",
    "Condition": "rule",
    "ConfigRule": "rule",
    "DynamicConfig": "dynamic_config",
    "EventColumns": "ingestion_source",
    "ExposureColumns": "ingestion_source",
    "Gate": "gate",
    "IngestionSchedule": "ingestion_schedule",
    "IngestionSource": "ingestion_source",
    "Key": "key",
    "MetricColumns": "ingestion_source",
    "MetricReference": "metric_reference",
    "Owner": "audit",
    "ReviewRequirement": "review",
    "Reviewer": "review",
    "Rule": "rule",
    "Segment": "segment",
    "SegmentCondition": "rule",
    "SegmentRule": "rule",
    "Tag": "tag",
    "Variant": "rule",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"pulumi_statsig_console has no {name}")
    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_MODULES)
