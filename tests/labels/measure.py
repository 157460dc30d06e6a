#!/usr/bin/python3
"""measure.py --constat PROGRAM --mails DIR --labels FILE [--require 0.97]: precision and recall of the facts that constat states
on hand-labelled mails, per label, with the digests of the misses. Exit code 1 when a measure named by --only is below --require."""
import argparse
import collections
import csv
import dataclasses
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator

# Exact ids, or a family: "legal." stands for every id that begins so. A link hidden by style, one without a target, a merge tag
# that was not replaced and mere words are no means (README.md); From and its neighbours are no name in the text.
IDS: dict[str, tuple[str, ...]] = {
    "means_to_stop": ("optout.header.mailto", "optout.header.https", "optout.header.http", "optout.header.one_click",
                      "optout.body.link", "optout.body.mailto", "optout.body.wording", "optout.body.premium_number"),
    "identity": ("identity.organisation_named", "identity.from_domain_in_body"),
    "postal": ("identity.postal_address",),
    "phone": ("identity.phone",),
    # Foreign forms ("Inc.", "Ltd") have no legal.* fact: an organisation is named with its form, or not at all.
    "legal": ("legal.", "identity.organisation_named"),
}


@dataclasses.dataclass
class Score:
    true_positive: int = 0
    true_negative: int = 0
    false_positive: list[str] = dataclasses.field(default_factory=list)
    false_negative: list[str] = dataclasses.field(default_factory=list)

    def precision(self) -> float:
        stated = self.true_positive + len(self.false_positive)
        return self.true_positive / stated if stated else 1.0

    def recall(self) -> float:
        present = self.true_positive + len(self.false_negative)
        return self.true_positive / present if present else 1.0


def read_labels(path: pathlib.Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["sha256"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def labelled_files(mails: pathlib.Path, labels: dict[str, dict[str, str]]) -> Iterator[tuple[str, pathlib.Path]]:
    for path in sorted(mails.rglob("*")):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest in labels:
                yield digest, path


def facts_of(program: str, mails: pathlib.Path, labels: dict[str, dict[str, str]]) -> dict[str, set[str]]:
    """The fact ids of each labelled mail. A file with an mbox line holds one mail too, whose digest is not the file's: the files
    are handed over under their digests, and a record says which file it was read from."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "mails").mkdir()
        for digest, path in labelled_files(mails, labels):
            shutil.copyfile(path, folder / "mails" / f"{digest}.eml")
        command = [program, "facts", "--disclose", "content", "--basis", "own-campaign", "--quiet",
                   "--key", str(folder / "key"), str(folder / "mails")]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"constat ended with {done.returncode}: {done.stderr[-500:]}")
    found: dict[str, set[str]] = collections.defaultdict(set)
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if record["record"] == "mail":
            found[pathlib.Path(record["input"]).stem] |= {fact["id"] for fact in record["facts"]}
    return found


def states(label: str, ids: set[str]) -> bool:
    return any(one == wanted or (wanted.endswith(".") and one.startswith(wanted)) for one in ids for wanted in IDS[label])


def measure(label: str, labels: dict[str, dict[str, str]], found: dict[str, set[str]]) -> Score:
    score = Score()
    for digest, row in labels.items():
        stated, present = states(label, found[digest]), row[label] == "yes"
        if stated and present:
            score.true_positive += 1
        elif stated:
            score.false_positive.append(digest)
        elif present:
            score.false_negative.append(digest)
        else:
            score.true_negative += 1
    return score


def show(label: str, score: Score, labels: dict[str, dict[str, str]]) -> None:
    print(f"{label}: true positives {score.true_positive}, false positives {len(score.false_positive)}, "
          f"false negatives {len(score.false_negative)}, true negatives {score.true_negative}; "
          f"precision {score.precision():.3f}, recall {score.recall():.3f}")
    for kind, digests in (("stated, not labelled", score.false_positive), ("labelled, not stated", score.false_negative)):
        for digest in digests:
            print(f"  {kind}  {digest}  {labels[digest]['set']}  {labels[digest]['doubtful']}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--constat", required=True, metavar="PROGRAM")
    parser.add_argument("--mails", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--labels", required=True, type=pathlib.Path, metavar="FILE")
    parser.add_argument("--require", type=float, default=0.0, help="exit code 1 when a precision or a recall is below")
    parser.add_argument("--only", nargs="+", choices=sorted(IDS), default=list(IDS), help="the labels to measure")
    parser.add_argument("--without-doubtful", action="store_true", help="leave out the mails whose label is debatable")
    options = parser.parse_args()

    labels = read_labels(options.labels)
    if options.without_doubtful:
        labels = {digest: row for digest, row in labels.items() if row["doubtful"] == "-"}
    found = facts_of(options.constat, options.mails, labels)
    missing = sorted(set(labels) - set(found))
    if missing:
        sys.exit(f"{len(missing)} labelled mails were not read, {missing[0]} first")
    print(f"{len(labels)} mails")
    scores = {label: measure(label, labels, found) for label in options.only}
    for label, score in scores.items():
        show(label, score, labels)
    lowest = min(min(score.precision(), score.recall()) for score in scores.values())
    return 1 if lowest < options.require else 0


if __name__ == "__main__":
    sys.exit(main())
