"""`python -m cchc.docs_builder`: build the documentation site."""

from __future__ import annotations

import sys

from cchc.docs_builder.site import main

if __name__ == "__main__":
    sys.exit(main())
