"""Mail that leaves once, rounds of updates asked for by mail, replies, digests."""
