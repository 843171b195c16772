"""Records in words of either language: numbers with precision and unit, dates, periods, labels."""
