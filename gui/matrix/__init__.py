"""对应表: measures against evidence, painted as one grid with a panel beside it for the chosen cell."""
