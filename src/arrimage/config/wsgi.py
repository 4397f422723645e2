"""The WSGI application that granian serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from arrimage.core.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arrimage.config.settings")
end_with_parent()
application = get_wsgi_application()
# What was loaded stays until the end: the collector need not walk through it again, which would
# hold every answer for a fifth of a second now and then.
len(get_resolver().url_patterns)
gc.collect()
gc.freeze()
gc.set_threshold(5000, 20, 20)
# A thread that comes back from the database waits so long at most for one that computes: with the
# usual 5 ms, an answer of twenty queries beside a busy one takes a tenth of a second more.
sys.setswitchinterval(0.0005)
