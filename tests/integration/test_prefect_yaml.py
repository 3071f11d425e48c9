"""What prefect.yaml promises: every flow deployed once, at London times that fit the quarters, and no machine path."""

import asyncio
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect import Flow
from prefect.server.schemas.schedules import CronSchedule
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

import flows
from flows.home import work_at_home
from flows.serving import declared_deployments, deployment, flow_of, serve_all
from lsp_core.errors import LspError
from lsp_core.periods import Quarter

ROOT = Path(flows.__file__).parent.parent
DECLARED = {declared["name"]: declared for declared in declared_deployments()}
SCHEDULES = {name: schedule for name, declared in DECLARED.items() for schedule in declared["schedules"]}
LONDON = ZoneInfo("Europe/London")


def dates(schedule: dict[str, Any], start: date, days: int) -> list[datetime]:
    """When Prefect's server would run a schedule, from the start of a day in London."""
    cron = CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])
    begin = datetime(start.year, start.month, start.day, tzinfo=LONDON).astimezone(UTC)
    found = asyncio.run(cron.get_dates(n=1000, start=begin, end=begin + timedelta(days=days)))
    return [one.astimezone(LONDON) for one in found]


def every_flow() -> list[Flow[..., Any]]:
    modules = [import_module(f"flows.{found.name}") for found in iter_modules(flows.__path__)]
    return [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, Flow) and one.fn.__module__ == module.__name__
    ]


def test_every_flow_has_exactly_one_deployment() -> None:
    assert sorted(flow_of(one).name for one in DECLARED.values()) == sorted(one.name for one in every_flow())


def test_prefect_reads_the_same_deployments_as_lsp_serve() -> None:
    assert yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"] == declared_deployments()


def test_every_schedule_is_shipped_switched_off_and_is_in_london_time() -> None:
    assert SCHEDULES.keys() == DECLARED.keys()
    for name, schedule in SCHEDULES.items():
        assert schedule["active"] is False, name
        assert schedule["timezone"] == "Europe/London", name
        assert schedule["slug"], name


def test_every_deployment_runs_one_at_a_time_on_the_work_pool() -> None:
    for name, declared in DECLARED.items():
        assert declared["work_pool"] == {"name": "lsp"}, name
        assert declared["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}, name


@pytest.mark.parametrize("monday", [date(2026, 10, 19), date(2026, 10, 26), date(2027, 3, 22), date(2027, 4, 5)])
@pytest.mark.parametrize("name", DECLARED)
def test_a_run_comes_at_the_same_hour_by_the_office_clock_before_and_after_the_clocks_change(
    name: str, monday: date
) -> None:
    minute, hour = SCHEDULES[name]["cron"].split()[:2]
    first = int(hour.split("-")[0])
    ran = dates(SCHEDULES[name], monday, days=7)
    assert {one.isoweekday() for one in ran} <= {1, 2, 3, 4, 5}
    if minute.isdigit():
        assert {(one.hour, one.minute) for one in ran} <= {(first, int(minute))}
    else:
        assert {one.hour for one in ran} == set(range(8, 19))
        assert len(ran) == 5 * 11 * 4


def test_quarters_are_opened_in_the_month_after_each_ends() -> None:
    ran = dates(SCHEDULES["open"], date(2026, 4, 1), days=365)
    by_quarter: dict[Quarter, list[datetime]] = {}
    for one in ran:
        by_quarter.setdefault(Quarter.last_ended(one.date()), []).append(one)
    assert list(by_quarter) == [Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3)]
    for quarter, days in by_quarter.items():
        assert {one.month for one in days} == {quarter.next.start.month}
        assert len(days) >= 20, "every working day of the month, so that one missed is no loss"


def test_the_mornings_runs_come_in_the_order_of_the_cycle() -> None:
    morning = dates(SCHEDULES["open"], date(2026, 10, 5), days=1)
    for name in ("chase", "judge", "draft", "publish"):
        morning += dates(SCHEDULES[name], date(2026, 10, 5), days=1)
    assert morning == sorted(morning)
    assert len(set(morning)) == 5


def test_no_path_of_any_machine_is_in_it() -> None:
    text = re.sub(r"#.*", "", (ROOT / "prefect.yaml").read_text())
    assert not re.search(r"(?:^|[\s\"'=:{])(?:/|~|[A-Za-z]:\\|\$|\.\.)", re.sub(r'cron: "[^"]*"', "", text))
    assert "LSP_HOME" not in text, "what is a variable here becomes the deploying machine's path on the server"


@pytest.mark.parametrize("active", [True, False])
def test_lsp_serve_switches_every_schedule_on_or_none(active: bool) -> None:
    for declared in DECLARED.values():
        made = deployment(declared, active)
        assert (made.name, made.description) == (declared["name"], declared["description"])
        assert made.entrypoint == declared["entrypoint"]
        assert made.concurrency_limit == 1
        assert [(one.active, one.slug, one.schedule.cron, one.schedule.timezone) for one in made.schedules or []] == [
            (active, one["slug"], one["cron"], "Europe/London") for one in declared["schedules"]
        ]


def test_lsp_serve_says_what_to_do_when_no_server_is_named() -> None:
    with temporary_settings({PREFECT_API_URL: None}), pytest.raises(LspError, match="Run `prefect server start`"):
        serve_all(active=False)


def test_lsp_serve_says_what_to_do_when_no_server_answers() -> None:
    nobody = "http://127.0.0.1:9/api"
    with temporary_settings({PREFECT_API_URL: nobody}), pytest.raises(LspError, match="Start it with `prefect server"):
        serve_all(active=False)


@pytest.mark.parametrize("home", ["", "office", "/no/such/folder", str(ROOT / "flows")])
def test_a_worker_without_its_folder_is_told_so(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LSP_HOME", home)
    with pytest.raises(LspError, match="Set it to the folder where you ran `lsp load`"):
        work_at_home()


def test_a_run_works_in_the_folder_of_its_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LSP_HOME", str(tmp_path))
    (tmp_path / "lsp.sqlite").touch()
    assert work_at_home() == {"directory": str(tmp_path)}
    assert Path.cwd() == tmp_path


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
def test_every_parameter_is_explained_where_people_fill_it_in(declared: dict[str, Any]) -> None:
    one = flow_of(declared)
    assert one.description
    assert "Safe to run again" in one.description
    assert all("2023-24 Q1" in about["description"] for about in one.parameters.properties.values())


def test_prefect_reads_the_settings_in_pyproject() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["prefect"]

    def check(table: dict[str, Any], settings: Any) -> int:
        return sum(
            check(value, getattr(settings, name)) if isinstance(value, dict) else _same(getattr(settings, name), value)
            for name, value in table.items()
        )

    assert check(written, get_current_settings()) >= 5


def _same(read: Any, value: Any) -> int:
    assert read in (value, [value])
    return 1
