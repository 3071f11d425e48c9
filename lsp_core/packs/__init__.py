"""The challenge pack: what goes where (`assembling`), as plain values (`contents`), and its printers."""
