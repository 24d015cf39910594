"""What is put together with what, one file for each kind of part."""
