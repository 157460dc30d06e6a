"""auth_spf.py AUTH_POLICIES CORPUS: the test suites of RFC 7208 (openspf.org, 2014-04 and 2014-05, kept by mailauth): the sender
policy of each of their 393 questions comes out as the suite says. A name that the zones do not hold is asked for by the
program itself, as "not in the snapshot", and answered with NXDOMAIN, as the suite means it."""
import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
SUITES = [CORPUS / "mailauth/test/fixtures/spf" / name for name in ("rfc7208-tests.yml", "rfc7208-tests-2014-05.yml")]
WORDS = {"none": "no_record", "neutral": "no_statement", "pass": "permitted", "fail": "not_permitted",
         "softfail": "probably_not_permitted", "temperror": "server_failure", "permerror": "record_malformed"}
ROUNDS = 60  # names asked for one after the other


def row(name, kind, data=None, status=None):
    return json.dumps({"name": name, "type": kind, "data": data, "status": status})


def text_of(value):
    return value if isinstance(value, list) else [value]


def rows_of(zones):
    rows, held = [], {}
    for name, records in zones.items():
        name = name.lower()
        held[name] = "server_failure" if "TIMEOUT" in records else "no_data"
        kinds = [next(iter(record)) for record in records if isinstance(record, dict)]
        for record in records:
            if not isinstance(record, dict):
                continue
            (kind, value), = record.items()
            if kind == "SPF" and ("TXT" in kinds or "TIMEOUT" in records):
                continue  # stands as TXT too, or is meant not to
            kind = "TXT" if kind == "SPF" else kind
            if value == "NONE":
                continue  # only says that the policy does not stand as TXT
            if value == "TIMEOUT":
                rows.append(row(name, kind, status="server_failure"))
            elif kind == "MX":
                rows.append(row(name, kind, f"{value[0]} {value[1]}"))
            elif kind == "TXT":
                rows.append(row(name, kind, text_of(value)))
            else:
                rows.append(row(name, kind, value))
    return rows, held


def answers(rows, questions):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("\n".join(rows) + "\n")
        file.flush()
        done = subprocess.run([PROGRAM, file.name], input="\n".join(questions) + "\n", capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.split("\n")[:-1]]


def run(document):
    rows, held = rows_of(document["zonedata"])
    tests = document["tests"]
    questions = ["\t".join((str(test["host"]), str(test["helo"]), str(test.get("mailfrom") or ""))) for test in tests.values()]
    for _ in range(ROUNDS):
        given = answers(rows, questions)
        missing = {name for _, name in given if name}
        if not missing:
            return dict(zip(tests, (result for result, _ in given)))
        for wanted in missing:
            name, kind = wanted.rsplit(" ", 1)
            rows.append(row(name, kind, status=held.get(name, "nxdomain")))
    sys.exit(f"{document['description']}: names are asked for without end: {missing}")


def main():
    documents = [document for suite in SUITES for document in yaml.safe_load_all(suite.read_text())]
    problems, questions = [], 0
    for document in documents:
        for name, result in run(document).items():
            test = document["tests"][name]
            questions += 1
            accepted = [WORDS[word] for word in text_of(test["result"])]
            if result not in accepted:
                problems.append(f"{document['description']}: {name}: {result}, the suite says {' or '.join(accepted)}")
    for problem in problems:
        print(problem)
    print(f"{questions} questions, {len(problems)} answered otherwise than the suite")
    sys.exit(1 if problems or questions < 393 else 0)


main()
