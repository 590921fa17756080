"""Many reports added up: over months, over offices."""
