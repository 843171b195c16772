"""How this site and its sources are cited: records in, citations in every style out."""
