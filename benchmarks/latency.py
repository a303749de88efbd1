"""How long an open page of the preview waits: from saving a file to the news that makes it load anew.

Does what the script of the preview does in a browser: it holds a request for news of the page that it shows.
"""

import json
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks.process import environment
from benchmarks.site import ENVIRONMENT, Site

PATIENCE = 600  # seconds
SETTLED = 0.3  # seconds after which the server surely holds a request that it was sent


def measured(site: Site, times: int) -> dict[str, list[float]]:
    """The seconds for a text that is changed, and for a rating, on a site that is built."""
    provider = f"providers/{site.newest.stem}/"  # which has a chart of the ratings
    changes = (("text", site.page, site.change_text), ("rating", provider, site.change_rating))
    seconds: dict[str, list[float]] = {name: [] for name, *_ in changes}
    with _serving(site) as (address, rebuilt):
        for name, page, change in changes:
            for _ in range(times):
                rebuilt.clear()
                seconds[name].append(_waited(address, page, change))
                if not rebuilt.wait(PATIENCE):  # the pages that nobody looks at are made last
                    raise SystemExit("The preview has not rebuilt the site.")
    return seconds


def _waited(address: str, page: str, change: Callable[[], None]) -> float:
    with urlopen(f"{address}{page}", timeout=PATIENCE) as answer:  # noqa: S310 - the preview's own address
        shown = answer.read().decode()
    known = dict(re.findall(r'data-(page|notice)="(\w+)"', shown))
    told: list[float] = []
    tab = threading.Thread(target=_follow, args=(f"{address}__preview__/news", page, known, told))
    tab.start()
    time.sleep(SETTLED)
    start = time.perf_counter()
    change()
    tab.join(PATIENCE)
    return round(told[0] - start, 4)


def _follow(news: str, page: str, known: dict[str, str], told: list[float]) -> None:
    asked = f"{news}?{urlencode({'path': f'/{page}', **known})}"
    while True:
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - the preview's own address
            if json.load(answer)["page"] != known["page"]:
                told.append(time.perf_counter())
                return


@contextmanager
def _serving(site: Site) -> Iterator[tuple[str, threading.Event]]:
    """The address of a site's preview, and what is set whenever it has rebuilt the site."""
    with subprocess.Popen(
        site.command("serve", "--port", "0", "--no-open"),
        cwd=site.root,
        env=environment(ENVIRONMENT),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        greeted, rebuilt, address = threading.Event(), threading.Event(), [""]

        def listen() -> None:
            for line in process.stderr or ():
                if at := re.search(r"The site is at (http://\S+/) ", line):
                    address[0] = at[1]
                    greeted.set()
                elif "Rebuilt" in line:
                    rebuilt.set()

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            if not greeted.wait(PATIENCE):
                raise SystemExit("The preview has not started.")
            yield address[0], rebuilt
        finally:
            process.send_signal(signal.SIGINT)
            listener.join(PATIENCE)
