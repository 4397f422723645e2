"""Compressed streams of a PDF, weighed before anything unpacks them whole."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from .safety import bomb

MAX_STREAM_BYTES = 60 * 1024 * 1024
"""Largest size of one stream, once unpacked."""

MAX_STREAMS_BYTES = 400 * 1024 * 1024
"""Largest size of all the streams of a file, once unpacked."""

_STREAM = re.compile(rb">>\s*stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PIECE = 1024 * 1024
_DICTIONARY = 2048  # bytes before «stream» where its filters are named


def check_streams(data: bytes) -> None:
    """Refuse a file with a stream that swells without measure, whatever length it declares."""
    total = 0
    for match in _STREAM.finditer(data):
        start = max(data.rfind(b" obj", 0, match.start()), match.start() - _DICTIONARY, 0)
        filters = len(_FLATE.findall(data, start, match.start()))
        if filters:
            total += _size(data, match.end(), filters)
        if total > MAX_STREAMS_BYTES:
            raise bomb()


def _size(data: bytes, start: int, filters: int) -> int:
    size = 0
    try:
        for piece in _unpacked(_pieces(data, start), filters):
            size += len(piece)
            if size > MAX_STREAM_BYTES:
                raise bomb()
    except zlib.error:
        return size  # not a Flate stream after all, or damaged: the parser will say
    return size


def _pieces(data: bytes, start: int) -> Iterator[bytes]:
    for at in range(start, len(data), _PIECE):
        yield data[at : at + _PIECE]


def _unpacked(pieces: Iterator[bytes], filters: int) -> Iterator[bytes]:
    """Pieces of a stream packed ``filters`` times, never many at once."""
    if filters > 1:
        pieces = _unpacked(pieces, filters - 1)
    unpacker = zlib.decompressobj()
    for piece in pieces:
        while piece and not unpacker.eof:
            yield unpacker.decompress(piece, _PIECE)
            piece = unpacker.unconsumed_tail
        if unpacker.eof:
            return
