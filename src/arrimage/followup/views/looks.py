"""What the screens of work print for a group, a task, a piece of news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from arrimage.plans.looks import Look, look_of
from arrimage.plans.said import say_day_of

from .. import phrases
from ..waiting import Waiting, WaitingList
from ..work import Gesture, News, Task, TaskGroup

GROUP_LOOKS = {
    "late": Look("late", "late"),
    "soon": Look("todo", "todo"),
    "silent": Look("silent", "silent"),
    "confirm": Look("doubt", "doubt"),
}
GROUP_NAMES = {"late": "retard", "soon": "bientot", "silent": "silencieux", "confirm": "confirmer"}
OCCURRENCE = Look("event", "run")


@dataclass(frozen=True, slots=True)
class GestureButton:
    """A button of a task; ``value`` is what it sends."""

    value: Gesture
    label: Any


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its buttons and its day in words."""

    task: Task
    day: str
    buttons: tuple[GestureButton, ...]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Something that waits for a word, with its day in words."""

    waiting: Waiting
    day: str
    nearness: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as it is printed."""

    key: str
    look: Look
    label: Any
    rule: Any
    total: int
    lines: tuple[TaskLine, ...]
    left: int  # lines that are not shown
    waiting: tuple[WaitingLine, ...] = ()  # before the lines


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A piece of news with its shape."""

    news: News

    @property
    def look(self) -> Look:
        """The shape of its state, or that of an event."""
        return look_of(self.news.status) if self.news.status else OCCURRENCE

    @property
    def words(self) -> str:
        """Its sentence, else the words of the line."""
        return self.news.text or self.news.element.title


def lines_of_group(group: TaskGroup, only: str, waiting: WaitingList) -> GroupView:
    """One of the four groups; none of its lines when another one is shown at length. What waits
    for a word is to be confirmed.
    """
    label, rule = phrases.GROUPS[group.name]
    if group.name != "confirm":
        waiting = WaitingList()
    shown = () if only and only != group.name else waiting.shown
    total = group.total + waiting.total
    return GroupView(
        key=GROUP_NAMES[group.name],
        look=GROUP_LOOKS[group.name],
        label=label,
        rule=rule,
        total=total,
        lines=tuple(map(_line, group.tasks)),
        left=0 if only and only != group.name else total - len(group.tasks) - len(shown),
        waiting=tuple(map(_waiting_line, shown)),
    )


def _waiting_line(one: Waiting) -> WaitingLine:
    day = say_day_of(one.on, timezone.localdate().year)
    return WaitingLine(one, day, phrases.say_nearness("confirm", one.on))


def _line(task: Task) -> TaskLine:
    day = say_day_of(task.on, timezone.localdate().year) if task.on else ""
    return TaskLine(task, day, tuple(_button(task, gesture) for gesture in task.gestures))


def _button(task: Task, gesture: Gesture) -> GestureButton:
    is_guess = task.group == "confirm" and task.element.status and gesture == "same"
    return GestureButton(gesture, phrases.CONFIRM if is_guess else phrases.GESTURES[gesture])
