"""Serving every flow from one process, with the schedules that prefect.yaml declares, for one small office."""

from importlib import import_module
from pathlib import Path
from typing import Any

from prefect import Flow, get_client, serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.settings import get_current_settings
from prefect.types.entrypoint import EntrypointType
from ruamel.yaml import YAML

import flows
from lsp_core.errors import LspError


def serve_all(active: bool) -> None:
    """Serve every flow until stopped, its schedules switched on or off. Raises `LspError` when no server answers."""
    check_server()
    serve(*(deployment(declared, active) for declared in declared_deployments()))


def check_server() -> None:
    """Raise `LspError` unless a Prefect server is named and answers: schedules live there, and not in this process."""
    api = get_current_settings().api
    if not api.url:
        raise LspError(
            "No Prefect server is named",
            "Run `prefect server start` in another window, set PREFECT_API_URL=http://127.0.0.1:4200/api in this one, "
            "and try again.",
        )
    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble is not None:
        raise LspError(
            f"No Prefect server answers at {api.url}",
            "Start it with `prefect server start`, or correct PREFECT_API_URL.",
        )


def declared_deployments() -> list[dict[str, Any]]:
    """The deployments as prefect.yaml has them, so that there is one list of them and one of schedules."""
    declared: list[dict[str, Any]] = YAML(typ="safe").load(_prefect_yaml())["deployments"]
    return declared


def flow_of(declared: dict[str, Any]) -> Flow[..., Any]:
    """The flow that a declared deployment runs."""
    module, name = declared["entrypoint"].rsplit(".", 1)
    found: Flow[..., Any] = getattr(import_module(module), name)
    return found


def deployment(declared: dict[str, Any], active: bool) -> RunnerDeployment:
    """A declared deployment, to be served from this process instead of a work pool."""
    made: RunnerDeployment = flow_of(declared).to_deployment(  # type: ignore[assignment]
        name=declared["name"],
        description=declared["description"],
        concurrency_limit=ConcurrencyLimitConfig(**declared["concurrency_limit"]),
        schedules=[
            Cron(one["cron"], timezone=one["timezone"], slug=one["slug"], active=active)
            for one in declared["schedules"]
        ],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return made


def _prefect_yaml() -> Path:
    """Beside the package in a checkout, inside it when installed."""
    package = Path(flows.__file__).parent
    beside = package.parent / "prefect.yaml"
    return beside if beside.exists() else package / "prefect.yaml"
