"""Real files damaged at random, and what the library makes of them: a result, or an error of its own."""
