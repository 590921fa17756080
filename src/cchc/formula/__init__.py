"""The formula language: one typed tree, and the ways to read it."""
