"""Everything that this application keeps."""

from __future__ import annotations

from .mail_models import Beat as Beat
from .mail_models import Category as Category
from .mail_models import Departure as Departure
from .mail_models import Message as Message
from .mail_models import MessageKind as MessageKind
from .mail_models import MessageState as MessageState
from .mail_models import Preference as Preference
from .mail_models import Rhythm as Rhythm
from .mail_models import Sender as Sender
from .round_models import Campaign as Campaign
from .round_models import Reply as Reply
from .round_models import ReplyFile as ReplyFile
from .round_models import ReplyState as ReplyState
from .round_models import Request as Request
from .round_models import RequestLine as RequestLine
from .round_models import Said as Said
from .round_models import Schedule as Schedule
