"""Two to four frameworks side by side, built from claims."""
