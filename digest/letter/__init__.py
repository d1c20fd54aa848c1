"""Issue -> Letter: compose (sections, limits), render (Jinja2 -> MJML -> HTML, and text), lint, mime."""
