"""A complete story played through the real bot without a browser, printed and checked."""
