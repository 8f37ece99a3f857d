"""What a decision rests on: its sources on and off, and what leaving one thing out does."""
