"""Builds on the machines of a Ray cluster: Ray places, starts and restarts those who join.

    qa build --ray ADDRESS -> one `join_build` for each processor of the cluster -> one report

Beside `join`, whose claims and leases share the work; owns ray. A worker that dies is started
again by Ray, wherever there is room, and takes over what its leases let go. The machines have
this program and see the same corpus. It shares nothing itself and keeps no state.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from qa.errors import IndexLocked, QaError, SettingsError, StoreError
from qa.index.encoder import Embedder
from qa.index.join import join_build
from qa.index.shared_work import LEASE_S
from qa.records import BuildReport
from qa.settings import Settings

# How often a worker is started again after its process or its machine died.
RESTARTS = 3
# A Ray of its own, on this machine, in place of a cluster's address.
OWN = "local"


def ray_build(
    settings: Settings,
    address: str,
    *,
    workers: int = 0,
    embedder: Embedder | None = None,
    lease_s: float = LEASE_S,
) -> BuildReport:
    """Build with workers on a cluster; return what they found and did, when all is done.

    address: "auto", "host:6379", "ray://host:10001", or "local" for a Ray of this call alone.
    workers: 0 is one for each processor that the cluster has.

    Raises SettingsError where the package ray or PostgreSQL is missing, StoreError where the
    cluster cannot be reached or a worker died too often, else what `join_build` raises.
    """
    if not settings.catalog_url:
        raise SettingsError(
            "A build by Ray shares its work through PostgreSQL. Set QA_CATALOG_URL."
        )
    # Its own processes report their use to its makers unless they are told not to.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingsError("--ray needs the package ray: pip install '.[ray]'.") from None
    try:
        ray.init(address=address, include_dashboard=False if address == OWN else None)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise StoreError(
            f"The Ray cluster at {address} cannot be reached ({str(error)[:200]}). Start it, or "
            "correct the address; on a slow machine raise RAY_raylet_start_wait_time_s."
        ) from None
    try:
        task = ray.remote(max_retries=RESTARTS, scheduling_strategy="SPREAD")(_work)
        number = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        begun = [task.remote(settings, embedder, lease_s) for _ in range(number)]
        reports: list[BuildReport | QaError] = ray.get(begun)
    except ray.exceptions.RayError as error:
        raise StoreError(
            f"A worker of the Ray cluster died {RESTARTS + 1} times "
            f"({type(error).__name__}). See its log; the next build goes on."
        ) from None
    finally:
        ray.shutdown()
    return _together(reports)


def _work(settings: Settings, embedder: Embedder | None, lease_s: float) -> BuildReport | QaError:
    """One worker; our errors come back as they are, because Ray would wrap them."""
    try:
        return join_build(settings, embedder=embedder, lease_s=lease_s)
    except QaError as error:
        return error


def _together(reports: Sequence[BuildReport | QaError]) -> BuildReport:
    """What the one who planned found, if it lived on, and what all embedded.

    Raises the first error, unless it is that of one who came while the build was ended.
    """
    done = [each for each in reports if isinstance(each, BuildReport)]
    errors = [each for each in reports if isinstance(each, QaError)]
    wrong = [each for each in errors if not (done and isinstance(each, IndexLocked))]
    if wrong:
        raise wrong[0]
    most = max(done, key=lambda each: each.added + each.changed + each.renamed + each.removed)
    embedded, seconds = sum(each.embedded for each in done), max(each.seconds for each in done)
    return replace(most, embedded=embedded, seconds=seconds)
