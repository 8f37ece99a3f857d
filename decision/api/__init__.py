"""The REST API's own manners: bodies, numbers, errors, preconditions, paging, throttles and the address map.
What an address answers is said by each part's own `api`."""
