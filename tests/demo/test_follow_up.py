"""The follow-up of the demonstration is about actions of its own plan."""

import tomllib
from pathlib import Path

import arrimage.demo
from arrimage.demo.follow_up import demo_follow_up, demo_life
from arrimage.plans.models import Status


def test_every_state_and_every_evidence_names_an_action_of_the_national_plan():
    source = (Path(arrimage.demo.__file__).parent / "national.toml").read_text("utf-8")
    states, evidence = demo_follow_up()

    numbers = {action["n"] for action in _actions(tomllib.loads(source))}

    life = demo_life()
    told = {item.number for item in (*states, *evidence, *life.held, *life.amounts)}
    assert told | {national for _, _, national in life.alignments} <= numbers
    assert {state.status for state in states} <= set(Status.values)


def _actions(part):
    if isinstance(part, dict):
        yield from [part] if "n" in part else []
        part = list(part.values())
    if isinstance(part, list):
        for below in part:
            yield from _actions(below)
