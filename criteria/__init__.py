"""What we judge by: criteria, scales, metrics and the value functions between them."""
