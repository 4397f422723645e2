"""What a plan needs to follow itself up: clocks, occurrences held, the work of each person."""
