"""The look-up of known vulnerabilities: it never passes when it could not look."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

AUDIT = Path(__file__).parents[2] / "requirements" / "audit.py"

VULNERABLE = {"jinja2": "2.4.1"}
"""A version with a known sandbox escape, of 2016."""


class Osv(BaseHTTPRequestHandler):
    """Answers as api.osv.dev does."""

    def do_POST(self) -> None:
        """Tell what is known of one version."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["package"]["name"]
        answer = _vulnerability(name) if VULNERABLE.get(name) == asked["version"] else {}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def _vulnerability(name: str) -> dict[str, object]:
    fixed = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.8.1"}]}
    affected = [{"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [fixed]}]
    return {"vulns": [{"id": "CVE-2016-10745", "affected": affected}]}


@pytest.fixture
def osv() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Osv) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def audit(folder: Path, pins: str, osv: str) -> subprocess.CompletedProcess[str]:
    """Audit pins with a source of which the test knows the answers; no other can be reached."""
    file = folder / "pins.txt"
    file.write_text(pins)
    nowhere = "http://127.0.0.1:9"
    environment = {
        **os.environ, "OSV_URL": osv, "HTTPS_PROXY": nowhere, "https_proxy": nowhere,
        "HOME": str(folder),
    }  # fmt: skip
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, AUDIT, file], env=environment, capture_output=True, text=True, check=False
    )


def test_a_vulnerable_pin_is_named(tmp_path: Path, osv: str) -> None:
    found = audit(tmp_path, "jinja2==2.4.1\nidna==3.10\n", osv)
    assert found.returncode == 1
    assert "jinja2: CVE-2016-10745, fixed in 2.8.1" in found.stdout


def test_pins_without_known_vulnerabilities_pass(tmp_path: Path, osv: str) -> None:
    found = audit(tmp_path, "jinja2==3.1.6\nidna==3.10\n", osv)
    assert (found.returncode, found.stderr) == (0, "")
    assert "No known vulnerability in 2 packages (osv)" in found.stdout


def test_what_could_not_be_looked_up_does_not_pass(tmp_path: Path) -> None:
    found = audit(tmp_path, "jinja2==3.1.6\nidna==3.10\n", "http://127.0.0.1:9/v1/query")
    assert found.returncode == 2
    assert "NOT CHECKED: 2 of 2 packages" in found.stdout
