"""Pictures of a roll-up."""
