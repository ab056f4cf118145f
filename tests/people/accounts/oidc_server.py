"""A small OpenID Connect server of its own process, for tests: it says about a person whatever a file says.

Run as `python oidc_server.py CLAIMS_FILE`; prints its port. The claims are read anew at each sign-in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "xianfeng", "a secret of the client"
codes: dict[str, dict[str, Any]] = {}
tokens: dict[str, dict[str, Any]] = {}


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/.well-known/openid-configuration":
            self.say(self.configuration())
        elif url.path == "/authorize":
            self.authorize(query)
        elif url.path == "/keys":
            self.say(
                {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1"}]}
            )
        elif url.path == "/userinfo":
            self.say(tokens[self.headers["Authorization"].removeprefix("Bearer ")])
        else:
            self.say({}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        asked = codes.pop(given.get("code", ""), None)
        if asked is None or not self.is_client(given) or not proves(asked, given):
            self.say({"error": "invalid_grant"}, 400)
            return
        token = secrets.token_urlsafe()
        tokens[token] = asked["claims"]
        now = int(time.time())
        about = {"iss": self.address(), "aud": CLIENT, "iat": now, "exp": now + 60, **asked["claims"]}
        id_token = jwt.encode(about, KEY, "RS256", {"kid": "1"})
        self.say({"access_token": token, "token_type": "Bearer", "expires_in": 60, "id_token": id_token})

    def authorize(self, query: dict[str, str]) -> None:
        claims = json.loads(Path(sys.argv[1]).read_text("utf-8"))
        code = secrets.token_urlsafe()
        codes[code] = {
            "claims": claims,
            "challenge": query.get("code_challenge"),
            "redirect": query["redirect_uri"],
        }
        self.send_response(302)
        self.send_header(
            "Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
        )
        self.end_headers()

    def is_client(self, given: dict[str, str]) -> bool:
        return (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)

    def configuration(self) -> dict[str, Any]:
        at = self.address()
        return {
            "issuer": at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo", "jwks_uri": f"{at}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip

    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]

    def say(self, what: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_: Any) -> None:
        pass


def proves(asked: dict[str, Any], given: dict[str, str]) -> bool:
    """Return whether the verifier is that of the challenge (PKCE)."""
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["challenge"]


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
