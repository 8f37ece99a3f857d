"""In and out: a decision as a document, a table or a badge."""
