"""One search over the catalogue and the decisions that its reader may see."""
