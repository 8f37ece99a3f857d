"""Pages of discussions and notifications. Each view authorises, parses, makes one domain call and renders."""
