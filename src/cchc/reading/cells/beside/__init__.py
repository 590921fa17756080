"""What a line says beside its figure, held against it: what takes it back, leaves it no room, or reckons otherwise.

`denials` asks it of one line, `against_form` with the other lines of the report at hand.
"""
