"""Many realistic reports, made for trials and benchmarks."""
