"""Money: what the lines of a plan cost, who pays for them, and what the agreements give."""
