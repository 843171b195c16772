"""What everything stands on: located problems, writing in one step, what was worked out before, progress, the browser."""
