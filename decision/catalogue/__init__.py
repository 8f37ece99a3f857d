"""Pages of the catalogue that span parts: what documents say, beside the decisions that its reader may see."""
