"""What waits in the queue, read again as it leaves: days may pass between both."""

from __future__ import annotations

from .letters import AskedLine, request_letter
from .models import Message, MessageKind, RequestLine, Sender
from .outbox import withdraw


def revise(message: Message) -> bool:
    """Leave out of a request what left the plan or became confidential since it was written.

    False when nothing is left to ask about: it does not leave.
    """
    if message.request_id is None:
        return True
    asked = RequestLine.objects.filter(request=message.request_id).select_related("element")
    lines = [line.element for line in asked if message.kind == MessageKind.REQUEST or not line.said]
    shown = [element for element in lines if not (element.removal or element.is_withheld)]
    if len(shown) == len(lines):
        return True
    sender = Sender.objects.filter(organization=message.organization_id).first()
    if not shown or sender is None:
        withdraw(Message.objects.filter(pk=message.pk))
        return False
    _write_again(message, [AskedLine(e.number, e.title) for e in shown], sender)
    return True


def _write_again(message: Message, lines: list[AskedLine], sender: Sender) -> None:
    assert message.request  # noqa: S101 - it asks about lines
    letter = request_letter(
        message.request,
        lines,
        campaign=message.request.campaign,
        sender=sender,
        kind=MessageKind(message.kind),
        key=message.key,
    )
    message.subject, message.text, message.html = letter.subject, letter.text, letter.html
