"""The toolbox: no tables."""
