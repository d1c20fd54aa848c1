"""The doors: the command, the scheduler, the preview, the public pages, the demo."""
