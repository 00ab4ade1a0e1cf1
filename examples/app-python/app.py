"""The application: it knows the stack's output and Composio's SDK, and nothing of Pulumi."""

import json
import os

from composio import Composio

composio = Composio()  # The key is in COMPOSIO_API_KEY.
session = composio.create(user_id="user_123", **json.loads(os.environ["COMPOSIO_SESSION"]))

print(f"session {session.session_id}")
for toolkit in session.toolkits().items:
    needs = "no account" if toolkit.is_no_auth else session.authorize(toolkit.slug).redirect_url
    print(f"{toolkit.slug}: {needs}")
