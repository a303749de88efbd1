"""Fuzzes the reading of records with atheris (libFuzzer), guided by which lines of the engine have run.

Run as `python -m tests.strength.fuzzing FOLDER RUNS SEED`; whatever breaks a promise ends it and
is kept in FOLDER.
"""

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["tracker"]):
    from tests.strength.mutation import Editor, bounded, drawn, mutated, of_real_record

from tracker.values.project import ENGINE

PROJECTS = 40  # of one inspection each, with five files: their numbers fit into a byte


def main(folder: Path, runs: int, chance: int) -> None:
    """Try so many mutated records of the real content."""
    inspections = sorted((ENGINE / "content/inspections").rglob("*.yaml"))
    seeds = []
    for number, inspection in enumerate(inspections[:: len(inspections) // PROJECTS]):
        project, names = of_real_record(ENGINE, inspection, folder / f"{number}")
        editor = Editor(project)
        seeds += [(editor, name) for name in names]
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, (_editor, name) in enumerate(seeds):
        (corpus / str(number)).write_bytes(bytes([number]) + (ENGINE / name).read_bytes())

    def one(data: bytes) -> None:
        if data:
            editor, name = seeds[data[0] % len(seeds)]
            editor.tried(name, data[1:])

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        """The first byte says which file it is; its lines are changed, or its bytes as libFuzzer likes."""
        random = Random(seed)  # noqa: S311 - nothing secret
        if random.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return (data[:1] + mutated(data[1:], drawn(random)))[:most]

    arguments = [sys.argv[0], f"-runs={runs}", "-max_len=65536", f"-seed={chance}", "-print_final_stats=1",
                 f"-artifact_prefix={folder}/", str(corpus)]  # fmt: skip
    bounded()
    atheris.Setup(arguments, one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
