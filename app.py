"""Opens the chat window: settings -> ui.

python app.py        # QA_CORPUS, QA_PORT … in the environment or .env change the defaults
"""

from __future__ import annotations

import sys

from qa import QaError, Settings
from qa.ui import launch

if __name__ == "__main__":
    try:
        launch(Settings())
    except QaError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("\nClosed.")
