"""What a package index says of a package: asked for on request, from the one address that the operator set."""

from .asking import IndexFailed, ask
from .facts import Facts, facts_in

__all__ = ["Facts", "IndexFailed", "ask", "facts_in"]
