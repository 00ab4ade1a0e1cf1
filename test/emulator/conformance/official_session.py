"""Opens a session by the official SDK, with the configuration of the first argument, and prints what would go to the API."""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from composio import Composio


class Api(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path.endswith("/tool_router/session"):
            print(body.decode())
        self.send_response(400)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args):
        pass


api = HTTPServer(("127.0.0.1", 0), Api)
Thread(target=api.serve_forever, daemon=True).start()
composio = Composio(api_key="ak_test", base_url=f"http://127.0.0.1:{api.server_port}")
try:
    composio.create(user_id="user_1", **json.loads(sys.argv[1]))
except Exception as error:
    if "400" not in str(error):
        raise
