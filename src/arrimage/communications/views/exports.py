"""What a closed round kept, as a file."""

from __future__ import annotations

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from ..operations import export_round
from ..queries import campaign_for

FORMATS = ("docx", "pdf")


@require_POST
def campaign_export(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The plan as it was that day, with its states, in the layout of its document."""
    campaign = campaign_for(request.user, pk)
    if format not in FORMATS or campaign.draft is None:
        raise Http404
    data = export_round(actor=request.user, campaign=campaign, format=format)
    name = f"{slugify(campaign.name)[:80] or 'tour'}-{campaign.closed_at:%Y-%m-%d}.{format}"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
