"""What must hold in the data file as a whole: records in, problems out; and how numerals, bounds and charts are read."""
