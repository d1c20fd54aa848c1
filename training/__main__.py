"""Make the weights of digest/choose/model, in this order:

    python -m training base --published model.safetensors    base.onnx, for all topics
    python -m training parts --published … --out scratch     every part: four times without three weeks, once with all
    python -m training mix --out scratch                     joins them: the shipped files, the record, the figures

`parts` takes about an hour on two cores and may be stopped: what is there is not made again.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.measure import ROOT
from training.bert import Bert
from training.data import FOLDS, WEEKS, labelled
from training.export import export_base, export_ending

MODEL = ROOT / "digest" / "choose" / "model"
TOPIC = "ai-and-media"
SEED = 1


def base(published: Path) -> None:
    export_base(Bert(published).eval(), MODEL / "base.onnx")


def parts(published: Path, out: Path, only: list[str]) -> None:
    """`out/<fold>/` for each fold (named after its first week) and `out/all/`."""
    for name, left_out in [*((fold[0], fold) for fold in FOLDS), ("all", ())]:
        folder = out / name
        if (folder / "parts.npz").exists() or (only and name not in only):
            continue
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{name}: without {', '.join(left_out) or 'nothing'}", flush=True)
        examples = labelled(tuple(week for week in WEEKS if week not in left_out))
        _part(published, folder, examples)


def _part(published: Path, folder: Path, examples: list[Any]) -> None:
    from training.ending import fine_tune
    from training.linear import fit_terms

    terms = fit_terms(examples)
    model = fine_tune(Bert(published), examples, TOPIC, SEED)
    for name in ("base.onnx", "vocab.txt"):
        if not (folder / name).exists():
            os.link(MODEL / name, folder / name)
    export_ending(model.layers, folder / f"{TOPIC}.onnx")
    head = model.head.state_dict()
    np.savez(folder / "parts.npz", head=head["weight"].numpy(), bias=head["bias"].numpy(), **terms)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=["base", "parts", "mix"])
    parser.add_argument("--published", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=Path("scratch"), help="where parts are kept")
    parser.add_argument("--only", action="append", default=[], help="of `parts`: a fold's first week, or all")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    if args.step == "base":
        base(args.published)
    elif args.step == "parts":
        parts(args.published, args.out, args.only)
    else:
        from training.mix import mix

        print(json.dumps(mix(args.out, MODEL, TOPIC, SEED), indent=1))


if __name__ == "__main__":
    main()
