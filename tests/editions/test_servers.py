"""nginx and Caddy as Debian packs them, set up by the commands of the publishing page, at the root of a domain and below it.

The commands run as they stand, but for what one machine has only once: /etc and /srv are folders of the test, the ports are
free ones, and nothing is installed or started for the whole machine. Debian’s welcome page is there, as on a new server.
"""

import http.client
import os
import re
import shutil
import socket
import ssl
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from scripts.editions.hosting import headers
from scripts.site.stylesheet import fingerprinted
from tests.helpers.repository import clone, say
from tests.helpers.servers import LIMIT, Answer, answer, free_ports, running
from tests.helpers.shared import Shared
from tests.helpers.sources import ROOT, program, spawn
from tests.helpers.tools import tool

HOST = "example.org"
SAMPLE = f"https://{HOST}/"  # what the page says; readers put their own address there
WELCOME = """server {
	listen 80 default_server;
	listen [::]:80 default_server;
	root /srv/welcome;
	index index.html;
	server_name _;
	location / {
		try_files $uri $uri/ =404;
	}
}
"""
# In place of what would change the machine.
IN_PLACE = {
    "sudo": 'exec "$@"',
    "apt-get": 'command -v "$3" > /dev/null',
    "systemctl": 'test "$1" = reload',
    "nginx": 'exec "$NGINX" -c "$ETC/nginx/nginx.conf" "$@"',
    "certbot": 'mkdir -p "$ETC/letsencrypt/live/example.org"; cd "$ETC/letsencrypt/live/example.org"; exec openssl req -x509 '
    "-newkey rsa:2048 -nodes -days 2 -subj /CN=example.org -keyout privkey.pem -out fullchain.pem 2> /dev/null",
}


def commands(section: str) -> list[str]:
    """Return the blocks of commands of a section of the publishing page, which are the same in both languages."""
    found = []
    for language in ("zh", "en"):
        text = (ROOT / f"docs/publishing.{language}.md").read_text(encoding="utf-8")
        part = re.split(r"^##+ ", text[text.index(f"{{#{section}}}") :], maxsplit=1, flags=re.MULTILINE)[0]
        found.append(re.findall(r"^```sh\n(.*?)^```", part, re.DOTALL | re.MULTILINE))
    assert found[0] == found[1] != []
    return found[0]


@dataclass(frozen=True)
class Machine:
    """A clone in which the page’s commands make site and recipes, a place for /etc and /srv, and two free ports."""

    clone: Path
    folder: Path
    path: str
    plain: int
    secure: int

    @property
    def site(self) -> Path:
        return self.folder / "srv/site"

    def follow(self, block: str) -> str:
        """Run commands of the page; return what they print."""
        text = re.sub(r"(?<= )/(etc|srv)/", rf"{self.folder}/\1/", block).replace(SAMPLE, SAMPLE + self.path.removeprefix("/"))
        tools = {"PATH": f"{self.folder}/bin:{os.environ['PATH']}:/usr/sbin", "NGINX": tool("nginx"), "ETC": f"{self.folder}/etc"}
        done = say(self.clone, text.replace("/srv/site ", f"{self.site} "), **tools)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def take(self, name: str) -> None:
        """Let a file of settings use the folders and ports of the test."""
        file = self.folder / name
        text = re.sub(r"^\s*listen \[::\].*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = re.sub(r"(root|alias|root \*|ssl_certificate|ssl_certificate_key) /(?=etc|srv)", rf"\1 {self.folder}/", text)
        text = text.replace("listen 80", f"listen 127.0.0.1:{self.plain}").replace("listen 443", f"listen 127.0.0.1:{self.secure}")
        file.write_text(text, encoding="utf-8")

    def ask(self, path: str, *, host: str = HOST, is_secure: bool = True, method: str = "GET", packed: bool = False) -> Answer:
        """Return what the server answers for a path below the address of the site."""
        with closing(http.client.HTTPConnection(host, timeout=LIMIT)) as connection:
            connection.sock = socket.create_connection(("127.0.0.1", self.secure if is_secure else self.plain), timeout=LIMIT)
            if is_secure:
                connection.sock = ssl._create_unverified_context().wrap_socket(connection.sock, server_hostname=host)
            return answer(connection, path, method, **({"Accept_Encoding": "gzip"} if packed else {}))


@pytest.fixture(params=["/", "/repo/"])
def machine(request: pytest.FixtureRequest, shared: Shared, tmp_path: Path) -> Machine:
    """Return a machine on which the site has been built and copied as the page says."""
    folder, path = tmp_path, str(request.param)
    found = Machine(Path(shared.folder, f"clone{path.strip('/')}"), folder, path, *free_ports(2))
    for name, script in IN_PLACE.items():
        program(folder / "bin" / name, script)
    shutil.copytree("/etc/nginx", folder / "etc/nginx", ignore=shutil.ignore_patterns("conf.d", "sites-*", "modules-*"))
    for name in ("etc/nginx/conf.d", "etc/nginx/sites-enabled", "etc/nginx/modules-enabled", "etc/caddy", "srv/welcome"):
        (folder / name).mkdir(parents=True)
    (folder / "etc/nginx/sites-enabled/default").write_text(WELCOME, encoding="utf-8")
    (folder / "srv/welcome/index.html").write_text("Welcome to nginx!", encoding="utf-8")
    make, copy = re.split("(?<=\n)", commands("server")[0], maxsplit=1)
    shared.once(f"made-{path.strip('/')}", lambda: found.follow(make) if clone(found.clone) else "")
    found.follow(copy)
    return found


def _nginx(machine: Machine, block: str) -> AbstractContextManager[None]:
    """Set nginx up as the page says and run it; it has nothing to say about the recipe."""
    settings = machine.folder / "etc/nginx/nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    text = (Path("/etc/nginx/nginx.conf")).read_text(encoding="utf-8").replace("user www-data;", user)
    text = re.sub(r"/(etc/nginx|run|var/log/nginx)/", rf"{machine.folder}/etc/nginx/", text)
    scratch = "".join(f"{kind}_temp_path {machine.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    settings.write_text(text.replace("http {", f"http {{ {scratch}"), encoding="utf-8")
    before, test, after = block.partition("sudo nginx -t\n")
    machine.follow(before)
    machine.take("etc/nginx/conf.d/site.conf")
    (machine.folder / "etc/nginx/sites-enabled/default").write_text(WELCOME, encoding="utf-8")
    machine.take("etc/nginx/sites-enabled/default")
    said = machine.follow(test + after)
    assert "test is successful" in said
    assert "[warn]" not in said
    return running([tool("nginx"), "-c", str(settings), "-g", "daemon off;"], partial(machine.ask, "/", is_secure=False))


def _caddy(machine: Machine) -> AbstractContextManager[None]:
    """Set Caddy up as the page says and run it with a certificate of its own making."""
    machine.follow(commands("caddy")[0])
    file = machine.folder / "etc/caddy/Caddyfile"
    formatted = spawn([tool("caddy"), "fmt", file]).stdout
    assert file.read_text(encoding="utf-8") == formatted
    machine.take("etc/caddy/Caddyfile")
    ports = f"http_port {machine.plain}\n https_port {machine.secure}"
    file.write_text(f"{{\n admin off\n local_certs\n skip_install_trust\n {ports}\n}}\n{file.read_text('utf-8')}", encoding="utf-8")
    return running(
        [tool("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"],
        partial(machine.ask, "/"),
        XDG_DATA_HOME=str(machine.folder), XDG_CONFIG_HOME=str(machine.folder),
    )  # fmt: skip


SERVERS = {
    "nginx": lambda machine: _nginx(machine, commands("nginx")[0]),
    "nginx-https": lambda machine: _nginx(machine, commands("nginx")[1]),
    "caddy": _caddy,
}


TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8", ".ris": "application/x-research-info-systems; charset=utf-8",
    ".json": "application/json; charset=utf-8", ".yml": "application/yaml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8", ".tbx": "application/xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8", ".png": "image/png", ".gz": "application/gzip", ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
MISSING = ("nowhere/", "en/nowhere/", "nowhere.csv", "assets/nothing.js", "data/cite/", ".git/config")


@pytest.mark.parametrize("name", SERVERS)
def test_server_does_what_the_page_promises(name: str, machine: Machine) -> None:
    """All in one, since a server takes longer to set up than to ask."""
    policy = {key.lower(): value for key, value in headers(machine.site).items()}
    safe = policy | ({"strict-transport-security": "max-age=31536000"} if name != "nginx" else {})

    def lacking(answer: Answer) -> dict[str, str | None]:
        return {key: answer.headers.get(key) for key, value in safe.items() if answer.headers.get(key) != value}

    def ask(path: str, **how: Any) -> Answer:
        return machine.ask(machine.path + path, is_secure=name != "nginx", **how)

    with SERVERS[name](machine):
        samples = {path.suffix: path for path in sorted(machine.site.rglob("*")) if path.is_file()}
        assert set(samples) == set(TYPES)  # a new kind of file wants its type
        for suffix, path in samples.items():
            address = path.relative_to(machine.site).as_posix()
            plain, packed = ask(address), ask(address, packed=True)
            assert (plain.status, plain.body, lacking(plain)) == (200, path.read_bytes(), {}), address
            assert plain.headers["content-type"] == TYPES[suffix]
            is_packed = "charset" in TYPES[suffix] and len(plain.body) >= 512
            assert packed.headers.get("content-encoding") == ("gzip" if is_packed else None), address
            assert packed.text == plain.text if is_packed else packed.body == plain.body
            kept = "public, max-age=31536000, immutable" if address in fingerprinted(machine.site) else "no-cache"
            assert plain.headers["cache-control"] == kept, address
        for address in ("", "en/", "figures/"):
            assert (machine.site / address / "index.html").read_bytes() == ask(address).body
        for address in MISSING:
            answer = ask(address)
            assert (answer.status, lacking(answer), answer.headers["cache-control"]) == (404, {}, "no-cache"), address
            assert "找不到这个页面" in answer.text
            assert "Page not found" in answer.text
            assert answer.headers["content-type"] == TYPES[".html"]
        folder = ask("figures")
        assert (folder.status, folder.headers["location"], lacking(folder)) == (folder.status, f"{machine.path}figures/", {})
        assert folder.status in {301, 308}
        assert {ask("", method=method).status for method in ("POST", "PUT", "DELETE")} == {405}
        assert not re.search(r"\d", folder.headers["server"])
        at_root = partial(machine.ask, is_secure=name != "nginx")
        assert at_root("/robots.txt").text.endswith(f"Sitemap: {SAMPLE.rstrip('/')}{machine.path}sitemap.xml\n")
        assert at_root("/.well-known/security.txt").status == 200
        if machine.path != "/":
            assert at_root("/").status == at_root("/figures/").status == 404
            assert at_root("/repo").headers["location"] == "/repo/"
        if name == "nginx":
            assert machine.ask("/", host="other.example", is_secure=False).text == "Welcome to nginx!"
        else:
            redirect = machine.ask(machine.path, is_secure=False)
            assert redirect.status in {301, 308}
            assert redirect.headers["location"] == f"https://{HOST}{machine.path}"
