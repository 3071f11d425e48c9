"""Serving every flow from one process, with the schedules that prefect.yaml declares, for one small office."""

from importlib import import_module
from pathlib import Path
from typing import Any

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from ruamel.yaml import YAML

import flows


def deployments(active: bool) -> list[RunnerDeployment]:
    """One deployment for each in prefect.yaml, with the same name, parameters and schedules."""
    return [_deployment(declared, active) for declared in declared_deployments()]


def declared_deployments() -> list[dict[str, Any]]:
    """The deployments as prefect.yaml has them."""
    declared: list[dict[str, Any]] = YAML(typ="safe").load(_prefect_yaml())["deployments"]
    return declared


def serve_all(active: bool) -> None:
    """Serve until stopped. Needs a Prefect server at PREFECT_API_URL."""
    serve(*deployments(active))


def _deployment(declared: dict[str, Any], active: bool) -> RunnerDeployment:
    path, name = declared["entrypoint"].split(":")
    run = getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)
    schedules = [
        Cron(one["cron"], timezone=one["timezone"], active=active, slug=one["slug"]) for one in declared["schedules"]
    ]
    made: RunnerDeployment = run.to_deployment(
        name=declared["name"], schedules=schedules, description=declared["description"], concurrency_limit=1
    )
    return made


def _prefect_yaml() -> Path:
    """Beside the package in a checkout, inside it when installed."""
    package = Path(flows.__file__).parent
    beside = package.parent / "prefect.yaml"
    return beside if beside.exists() else package / "prefect.yaml"
