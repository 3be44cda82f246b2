"""What the benchmarks share: sets, judging, metrics, tables."""
