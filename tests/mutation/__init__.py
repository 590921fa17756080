"""The core changed in one small place at a time, and whether its tests notice: `make mutants`.

What was tried is kept in `record.tsv`, what no test noticed in `survivors.tsv`, each with the reason why it may stand.
"""
