"""Reports among others: which office has filed, for which period, and how each report stands."""
