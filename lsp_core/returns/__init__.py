"""What partners send back: reading the file, typing what people type, and answering."""
