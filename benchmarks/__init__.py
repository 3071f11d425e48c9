"""What the engine costs, side by side with what a user would pick instead and with the floor: `make bench`."""
