"""Every figure the README quotes, as something anyone can measure again. `python -m benchmarks` runs all."""
