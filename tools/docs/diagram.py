"""Diagrams: the states of a lifecycle and the moves between them, as an SVG picture in the page itself.

States stand in one column; moves to a later one run down on the right, moves back run up on the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from statsig_console.declaring.lifecycle import Machine

BOX = (150, 30)
STEP = 62
LANE = 17


def states_of(machine: Machine) -> list[str]:
    """The states of a lifecycle: the initial one, then the others in the order in which moves name them."""
    named = [state for move in machine.moves for state in (*move.origins, move.to)]
    return list(dict.fromkeys([machine.initial, *(state for state in named if state in reachable(machine)), *named]))


def reachable(machine: Machine) -> set[str]:
    """The states that a move leads to."""
    return {machine.initial, *(move.to for move in machine.moves)}


def lifecycle(machine: Machine) -> str:
    """The picture of a lifecycle."""
    states = states_of(machine)
    pairs = [(origin, move.to) for move in machine.moves for origin in move.origins]
    down, up = spread(pairs, states, forward=True), spread(pairs, states, forward=False)
    left = 20 + LANE * (max(up.values(), default=0) + 1)
    width = left + BOX[0] + 20 + LANE * (max(down.values(), default=0) + 1)
    height = STEP * (len(states) - 1) + BOX[1] + 10
    arcs = [arc(pair, states, left + BOX[0], lane) for pair, lane in down.items()]
    arcs += [arc(pair, states, left, -lane) for pair, lane in up.items()]
    boxes = [box(state, left, 5 + STEP * number, state == machine.initial) for number, state in enumerate(states)]
    title = escape(f"Lifecycle: {', '.join(f'{origin} to {to}' for origin, to in pairs)}")
    return (
        f'<svg class="lifecycle" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}">'
        '<defs><marker id="arrowhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">'
        '<path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>' + "".join([*arcs, *boxes]) + "</svg>"
    )


def spread(pairs: Sequence[tuple[str, str]], states: Sequence[str], *, forward: bool) -> dict[tuple[str, str], int]:
    """A lane for each move of one direction: short moves are nearest to the boxes, and no two moves overlap in a lane."""
    place = {state: number for number, state in enumerate(states)}
    chosen = [pair for pair in dict.fromkeys(pairs) if (place[pair[1]] > place[pair[0]]) is forward]
    lanes: list[list[tuple[int, int]]] = []
    found: dict[tuple[str, str], int] = {}
    for pair in sorted(chosen, key=lambda each: abs(place[each[0]] - place[each[1]])):
        low, high = sorted((place[pair[0]], place[pair[1]]))
        free = next((number for number, lane in enumerate(lanes) if all(high <= a or low >= b for a, b in lane)), len(lanes))
        if free == len(lanes):
            lanes.append([])
        lanes[free].append((low, high))
        found[pair] = free + 1
    return found


def arc(pair: tuple[str, str], states: Sequence[str], x: int, lane: int) -> str:
    """One move: an arrow from the side of its state's box to the side of another's, `lane` steps out."""
    below = states.index(pair[1]) > states.index(pair[0])
    shift = 6 if below else -6
    start = 5 + STEP * states.index(pair[0]) + BOX[1] // 2 + shift
    end = 5 + STEP * states.index(pair[1]) + BOX[1] // 2 - shift
    out = x + (1 if lane > 0 else -1) * (10 + LANE * abs(lane))
    bend = 8 if below else -8
    turn = 8 if lane > 0 else -8
    path = f"M{x} {start}H{out - turn}Q{out} {start} {out} {start + bend}V{end - bend}Q{out} {end} {out - turn} {end}H{x}"
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" marker-end="url(#arrowhead)"><title>{escape(" → ".join(pair))}</title></path>'
    )


def box(state: str, x: int, y: int, initial: bool) -> str:
    """One state; the initial one has a double frame."""
    inner = f'<rect x="{x + 3}" y="{y + 3}" width="{BOX[0] - 6}" height="{BOX[1] - 6}" rx="4" class="inner"/>' if initial else ""
    text = f'<text x="{x + BOX[0] // 2}" y="{y + BOX[1] // 2 + 4}" text-anchor="middle">{escape(state)}</text>'
    return f'<rect x="{x}" y="{y}" width="{BOX[0]}" height="{BOX[1]}" rx="6" class="state"/>{inner}{text}'
