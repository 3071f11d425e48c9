"""The flows on a real Prefect server, by a worker and by `lsp serve`, with the commands that docs/running.md gives.

Everything listens on loopback and keeps its things in the test's own folder. What a program printed is shown when a
test fails.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from examples.demo import PLAN

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text()
PATIENCE = 120
"""Seconds. Each thing waited for takes a few; a busy machine takes longer."""

pytestmark = pytest.mark.slow


def command(name: str) -> str:
    """A block of commands in docs/running.md, by the name after its language."""
    [block] = re.findall(rf"^```sh {re.escape(name)}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(block)


@dataclass(frozen=True)
class Site:
    """An office's folder, and a Prefect server of its own beside it."""

    folder: Path
    port: int

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def settings(self) -> dict[str, str]:
        """What docs/running.md says to set."""
        return {
            "PREFECT_API_URL": self.api,
            "LSP_HOME": str(self.office),
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        }

    @property
    def environment(self) -> dict[str, str]:
        """Those, and what only a test needs: its own port and folders, 3 July 2023, and no waiting between looks."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LSP_", "PREFECT_"))}
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        return (
            inherited
            | self.settings
            | {
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                "PREFECT_HOME": str(self.folder / "prefect"),
                "PREFECT_SERVER_API_PORT": str(self.port),
                "PREFECT_WORKER_QUERY_SECONDS": "1",
                "PREFECT_RUNNER_POLL_FREQUENCY": "1",
                "LSP_NOW": "2023-07-03T09:00:00+01:00",
            }
        )

    def do(self, commands: str, succeeds: bool = True) -> str:
        """Type some commands, and wait for them to end."""
        done = subprocess.run(
            ["bash", "-ec", commands],
            cwd=ROOT, env=self.environment, timeout=PATIENCE, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        print(done.stdout)
        assert (done.returncode == 0) is succeeds, f"{commands} ended with {done.returncode}"
        return done.stdout

    @contextmanager
    def running(self, commands: str, is_up: Callable[[str], bool]) -> Iterator[None]:
        """Have a program running in a window of its own, from when it is up; it is stopped, and its words printed."""
        printed = self.folder / f"window-{len(list(self.folder.glob('window-*')))}.txt"
        with printed.open("w") as window:
            program = subprocess.Popen(
                ["bash", "-ec", commands],
                cwd=ROOT, env=self.environment, stdout=window, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        try:
            wait_until(lambda: is_up(printed.read_text()) or program.poll() is not None, commands)
            assert program.poll() is None, f"{commands} ended: {printed.read_text()}"
            yield
        finally:
            stop(program)
            print(commands, printed.read_text(), sep="\n")

    def last_run(self, flow: str) -> dict[str, Any]:
        """The newest run of a flow, as the server has it."""
        wanted = {"flows": {"name": {"any_": [flow]}}, "sort": "EXPECTED_START_TIME_DESC", "limit": 1}
        [found] = httpx.post(f"{self.api}/flow_runs/filter", json=wanted).raise_for_status().json()
        return dict(found)

    def page(self, key: str) -> str:
        """The newest page of a flow."""
        return str(httpx.get(f"{self.api}/artifacts/{key}/latest").raise_for_status().json()["data"])

    def asked(self) -> str:
        """How the quarter stands in our own database, as a coordinator sees it."""
        return self.do('cd "$LSP_HOME" && lsp status')


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"waited {PATIENCE} seconds for {what}"
        time.sleep(0.2)


def stop(program: subprocess.Popen[bytes]) -> None:
    """End a program and what it started, as closing its window would; by force if it will not."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if program.poll() is not None:
            return
        os.killpg(program.pid, how)
        try:
            program.wait(timeout=30)
        except subprocess.TimeoutExpired:
            continue


def free_port() -> int:
    try:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            return int(found.getsockname()[1])
    except OSError as error:
        pytest.skip(f"no port can be opened on loopback: {error}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office with its plan loaded, and a server that answers."""
    made = Site(tmp_path_factory.mktemp("site"), free_port())
    made.office.mkdir()
    made.do(f'cd "$LSP_HOME" && lsp load "{PLAN}"')

    def answers(_printed: str) -> bool:
        try:
            return httpx.get(f"{made.api}/health", timeout=2).is_success
        except httpx.HTTPError:
            return False

    with made.running(command("server"), answers):
        yield made


def test_the_page_names_every_setting_these_tests_make(site: Site) -> None:
    assert set(re.findall(r"^export (\w+)=", command("settings"), re.MULTILINE)) == site.settings.keys()


def test_a_worker_runs_what_is_deployed(site: Site) -> None:
    site.do(command("deploy"))
    with site.running(command("worker"), lambda printed: "started!" in printed):
        site.do(f"{command('run').strip()} --watch")
        run = site.last_run("open-cycle")
        assert (run["name"], run["state_name"]) == ("open 2023-24 Q1", "Completed")
        assert "* Demonstration Council asked for 2 figures and 4 funds by Friday 21 July" in site.page("open-cycle")
        assert "April to June 2023): collecting" in site.asked()

        site.do('prefect deployment run open-cycle/open --param quarter="first quarter" --watch', succeeds=False)
        wrong = site.last_run("open-cycle")
        assert wrong["state_name"] == "Failed"
        assert "'first quarter' is not a" in wrong["state"]["message"]
        assert "like 2023-24 Q1" in wrong["state"]["message"]


def test_no_path_of_this_machine_is_kept_on_the_server(site: Site) -> None:
    deployments = httpx.post(f"{site.api}/deployments/filter", json={}).raise_for_status().json()
    assert len(deployments) == 8
    for one in deployments:
        assert one["pull_steps"] == [{"flows.home.work_at_home": {}}]
        assert one["path"] is None
        assert [schedule["active"] for schedule in one["schedules"]] == [False]


def test_lsp_serve_runs_the_same_flows_without_a_worker(site: Site) -> None:
    with site.running(command("serve"), lambda printed: "being served" in printed):
        site.do("prefect deployment run deliver-messages/deliver --watch")
        run = site.last_run("deliver-messages")
        assert (run["name"], run["state_name"]) == ("deliver messages", "Completed")
        assert site.page("deliver-messages").count(" sent.") == 6
        assert len(list((site.office / "outbox").rglob("*.eml"))) == 6
