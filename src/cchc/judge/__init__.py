"""From a report to values and findings: the engine, what it asks of a report, and what it says."""
