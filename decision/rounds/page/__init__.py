"""What the Team tab and the ballot are given: every number written, every length drawn, nothing left to ask."""
