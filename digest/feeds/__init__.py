"""Feed -> Entry: `fetch`, then `parse` (in a box), then `clean`. `discover` and `opml` bring feeds in."""
