"""What adoption knows beside the declarations is about kinds and properties that there are."""

from __future__ import annotations

from graphlib import TopologicalSorter

from statsig_console.declaring.shapes import ListOf, MapOf, OneOf, Record, Shape
from statsig_console_cli.adopt import conventions
from statsig_console_cli.adopt.catalogue import Way, catalogue
from statsig_console_cli.coverage import documented


def keys_of(shape: Shape) -> set[str]:
    """All nested keys of a shape."""
    if isinstance(shape, Record):
        return {member.name for member in shape.members}.union(*(keys_of(member.shape) for member in shape.members))
    if isinstance(shape, OneOf):
        return set().union(*(keys_of(option) for option in shape.options))
    if isinstance(shape, (ListOf, MapOf)):
        return keys_of(shape.item if isinstance(shape, ListOf) else shape.value)
    return set()


def names_of(label: str) -> set[str]:
    """All names that a kind's inputs use, nested ones included."""
    inputs = catalogue()[label].kind.inputs
    return {field.name for field in inputs}.union(*(keys_of(field.shape) for field in inputs))


def test_named_kinds_and_properties_exist() -> None:
    """A misspelt name would quietly do nothing."""
    kinds = catalogue()
    every_name = set().union(*(names_of(label) for label in kinds))

    for rule in conventions.LEFT_OUT:
        assert rule.property.partition("[]")[0] in kinds[rule.kind].kind.by_name
    for label, source in conventions.MENTIONED_BY.items():
        assert tuple(source.keys) == kinds[label].kind.endpoints.identity.parts()
        assert source.operation in documented()
    for label, (name, _, count) in conventions.CHILDREN_OF.items():
        assert {name, count} <= set(kinds[kinds[label].parent].kind.by_name)
    for label, values in conventions.STARTS_WITH.items():
        for name, value in values.items():
            field = kinds[label].kind.by_name[name]
            assert field.shape.fits(value), (label, name)
            assert not field.required
            assert not field.has_default, (label, name)
    assert {*conventions.ATTRIBUTION, *conventions.SERVER_MADE, *conventions.SAID_TWICE, *conventions.SAID_TWICE.values()} <= every_name
    assert conventions.ON_DEMAND.keys() <= kinds.keys()


def test_every_declared_twin_has_a_first() -> None:
    """Of two notations of one thing, code has to know which to say."""
    for entry in catalogue().values():
        for field in entry.kind.inputs:
            if field.options.alternative:
                assert field.options.alternative in (conventions.SAID_TWICE.get(field.name), *conventions.SAID_TWICE)


def test_links_name_what_is_there() -> None:
    """Each link's names are used somewhere, and its target can be told by what the link says."""
    kinds = catalogue()
    every_name = set().union(*(names_of(label) for label in kinds))
    every_record = set().union(*(records_of(label) for label in kinds))

    for link in conventions.LINKS:
        assert set(link.names) <= every_name, link
        assert set(link.within) <= every_record, link
        assert bool(link.within) is bool(link.when), link
        assert set(link.by) - {"id"} <= set(kinds[link.target].kind.by_name), link
        assert set(link.literal_in) <= kinds.keys(), link


def test_modules_never_import_each_other_in_circles() -> None:
    """Whatever a project holds, its program can be imported."""
    needs: dict[str, set[str]] = {label: set() for label in catalogue()}
    for label, entry in catalogue().items():
        names, records = names_of(label), records_of(label)
        for link in conventions.LINKS:
            used = set(link.within) & records if link.within else set(link.names) & names
            if used and label not in link.literal_in and link.target != label:
                needs[label].add(link.target)
        if records & set(conventions.METRIC_RECORDS) and label not in {conventions.METRIC, *conventions.METRICS_AS_TEXT}:
            needs[label].add(conventions.METRIC)
        assert entry.way is not Way.CHILD or entry.parent in needs[label]

    order = list(TopologicalSorter(needs).static_order())

    assert order.index("Segment") < order.index("Gate") < order.index("Experiment")


def records_of(label: str) -> set[str]:
    """The names of all nested objects of a kind."""

    def inside(shape: Shape) -> set[str]:
        if isinstance(shape, Record):
            return {shape.name}.union(*(inside(member.shape) for member in shape.members))
        options = shape.options if isinstance(shape, OneOf) else (shape.item,) if isinstance(shape, ListOf) else ()
        return set().union(*(inside(option) for option in options))

    return set().union(*(inside(field.shape) for field in catalogue()[label].kind.inputs))


def test_every_kind_is_found_somehow() -> None:
    """What the API cannot show at all is known by name; a new kind lands in this list only by intention."""
    unseen = {label for label, entry in catalogue().items() if entry.way is Way.UNSEEN}
    inside = {label for label, entry in catalogue().items() if entry.way is Way.INSIDE}

    assert unseen == {
        "ChangeValidation", "DatabricksConnection", "PromptVersion", "SegmentUserStoreIds", "TargetAppAssignment", "WarehouseConnection",
    }  # fmt: skip
    assert inside == {"DynamicConfigRule", "GateRule"} | {label for label, entry in catalogue().items() if entry.kind.entry}


def test_no_secret_can_reach_a_file() -> None:
    """What can be seen has no secret input, and its secret outputs are known as such."""
    for entry in catalogue().values():
        if entry.way not in {Way.UNSEEN, Way.INSIDE}:
            assert [field.name for field in entry.kind.inputs if field.options.secret] == []
