"""Work spread over processes: the same results in the same order, whatever becomes of the processes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker import spread as module
from tracker.spread import Spread, spread

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processors", lambda: 3)


def place(_item: int) -> int:
    return os.getpid()


def joined(folder: str) -> int:
    """Leave the number of the process, and go on when three have done so."""
    left(folder)
    wait_until(lambda: len(seen(folder)) == 3)
    return os.getpid()


def left(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()


def seen(folder: str | Path) -> set[int]:
    """The numbers of the processes that have left them."""
    return {int(file.name) for file in Path(folder).iterdir()}


def picky(item: tuple[int, str]) -> int:
    number, folder = item
    if number == 7:
        left(folder)
        raise ValueError("seven")
    return number


def mortal(item: tuple[int, str]) -> int:
    """Ends the process unless another has ended here."""
    number, folder = item
    if number == 5 and not seen(folder):
        left(folder)
        os._exit(1)
    return number


def returned(item: bytes) -> tuple[bytes, int]:
    return item, os.getpid()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("count", [0, 1, 3, 8, 9, 10, 101])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    items = [b"%d" % n for n in range(count)]
    made = spread(returned, items, few=2)
    assert [item for item, _ in made] == items
    assert (os.getpid() in {process for _, process in made}) == (count == 1)


def test_few_items_begin_no_process() -> None:
    assert {*spread(place, range(2), few=3)} == {os.getpid()}


def test_many_items_are_shared_by_all_processors(tmp_path: Path) -> None:
    processes = {*spread(joined, [str(tmp_path)] * 100, few=3)}
    assert len(processes) == 3
    assert os.getpid() in processes


def test_the_others_begin_before_they_are_asked(tmp_path: Path) -> None:
    begun = Spread(left, [str(tmp_path)] * 100, few=3)
    wait_until(lambda: len(seen(tmp_path)) == 2)
    assert os.getpid() not in seen(tmp_path)
    assert begun.made() == [None] * 100


def test_a_single_processor_makes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processors", lambda: 1)
    assert {*spread(place, range(100), few=3)} == {os.getpid()}


@pytest.mark.usefixtures("elsewhere")
def test_what_the_work_raises_elsewhere_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="seven"):
        spread(picky, [(n, str(tmp_path)) for n in range(100)], few=3)
    assert len(seen(tmp_path)) == 2


@pytest.mark.usefixtures("elsewhere")
def test_what_a_process_leaves_when_it_dies_is_made_here(tmp_path: Path) -> None:
    assert spread(mortal, [(n, str(tmp_path)) for n in range(100)], few=3) == list(range(100))
    assert len(seen(tmp_path) - {os.getpid()}) == 1


def test_where_no_process_can_be_begun_all_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert {*spread(place, range(100), few=3)} == {os.getpid()}


@pytest.mark.usefixtures("elsewhere")
def test_what_cannot_go_to_another_process_is_made_here() -> None:
    assert spread(callable, [lambda: None] * 100, few=3) == [True] * 100


@pytest.mark.usefixtures("elsewhere")
def test_much_goes_to_and_fro_at_once() -> None:
    """More than a pipe holds, either way: nobody waits for ever."""
    items = [bytes([n]) * 200_000 for n in range(100)]
    made = spread(returned, items, few=10)
    assert [item for item, _ in made] == items
    assert os.getpid() not in {process for _, process in made}


def test_what_is_drawn_elsewhere_is_the_same_to_the_byte() -> None:
    from tracker.stages.draw import draw  # noqa: PLC0415 - other processes import this module, and draw nothing
    from tracker.values.chart import Bar, RatingDistribution  # noqa: PLC0415 - as above

    bars = [(Bar(2000, (n, 1), ()), Bar(2001, (2, 3), ())) for n in range(6)]
    charts = [RatingDistribution(("Good", "Bad"), (), each, ()) for each in bars]
    assert spread(draw, charts, few=2) == [draw(each) for each in charts]


@pytest.mark.skipif(sys.platform == "win32", reason="asks ps what runs")
def test_no_process_outlives_the_one_that_began_it(tmp_path: Path) -> None:
    """Even one that is killed: it would take the others several minutes to come to an end by themselves."""
    code = (
        "import tracker.spread as s; from tests.test_spread import slow; s.processors = lambda: 3;"
        f"s.spread(slow, [{str(tmp_path)!r}] * 10_000, 1)"
    )
    giver = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    wait_until(lambda: len(seen(tmp_path)) == 3)
    processes = seen(tmp_path)
    assert giver.pid in processes
    giver.kill()
    giver.wait()
    wait_until(lambda: not any(map(runs, processes)))


def slow(folder: str) -> None:
    """Leave the number of the process, and take some time."""
    left(folder)
    time.sleep(0.05)


def runs(process: int) -> bool:
    command = ["ps", "-o", "stat=", "-p", str(process)]
    state = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
