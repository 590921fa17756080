"""Whole columns of reports: ours, and the same formulas and rules written by hand for each engine."""
