"""How the product is served: Django in lasting threads, event streams beside it, one or more processes."""
