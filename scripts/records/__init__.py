"""The data file as typed records: text in, records with their lines out, or a problem for every fault of shape."""
