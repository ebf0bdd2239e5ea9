# SPDX-License-Identifier: Apache-2.0
"""`python -m scene_stager.cli`: the command line where its script is not on the path."""

import sys

from scene_stager.cli._main import main

if __name__ == "__main__":
    sys.exit(main())
