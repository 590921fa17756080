"""Reports to files: each module writes one kind of file."""
