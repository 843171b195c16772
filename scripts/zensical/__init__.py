"""The second engine: the same tree built with Zensical, so that the way to it stays open."""
