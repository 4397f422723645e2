"""What moved, as RSS."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.syndication.views import Feed as Syndication
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from arrimage.formats.language.text import kept

from .queries import News
from .writing import one_line


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: its title, the page that it is about, and its news, the latest first.

    ``is_public`` names pages that anybody may open.
    """

    title: str
    address: str
    news: tuple[News, ...]
    is_public: bool = False


class ChannelFeed(Syndication[News, Channel]):
    """RSS 2.0 of a channel that a view made."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> Channel:
        """The channel, whatever the address."""
        return self.channel

    def title(self, channel: Channel) -> str:
        """«Ce qui bouge : Plan d’action»."""
        return _("Ce qui bouge : %(what)s") % {"what": kept(channel.title)}

    def link(self, channel: Channel) -> str:
        """The page that it is about."""
        return channel.address

    def description(self, channel: Channel) -> str:
        """One sentence."""
        return _("Les lignes dont l’état a changé, la plus récente d’abord.")

    def items(self, channel: Channel) -> tuple[News, ...]:
        """Its news."""
        return channel.news

    def item_title(self, item: News) -> str:
        """«1.2 Tenir un marché : À venir → Réalisé»."""
        element = item.change.element
        words = {
            "line": kept(one_line(f"{element.number} {element.title}")),
            "before": item.before or _("Inconnu"),
            "after": item.after or _("Inconnu"),
        }
        return _("%(line)s : %(before)s → %(after)s") % words

    def item_description(self, item: News) -> str:
        """The plan."""
        return kept(item.change.element.plan.title)

    def item_link(self, item: News) -> str:
        """The line, or the public page of its plan."""
        if self.channel.is_public:
            return f"{self.channel.address}#e{item.change.element_id}"
        return item.change.element.get_absolute_url()

    def item_guid(self, item: News) -> str:
        """The same as long as the change stands."""
        change = item.change
        words = (change.element_id, change.on.isoformat(), change.before, change.after)
        return f"{settings.PUBLIC_URL}/ligne/{'-'.join(map(str, words))}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: News) -> dt.datetime:
        """Noon of the day."""
        return timezone.make_aware(dt.datetime.combine(item.change.on, dt.time(12)))
