"""A network to look around in: fictional organisations and their plans, as office files."""
