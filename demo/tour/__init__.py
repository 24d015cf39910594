"""A whole story, played through the real bot without a browser, told and checked."""
