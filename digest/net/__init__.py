"""The one way out: `guard` says which addresses may be dialled, `client` dials them, `box` reads what came."""
