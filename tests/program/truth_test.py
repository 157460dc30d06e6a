"""truth_test.py CONSTAT FORGE SCENARIO SCHEMA: what constat states of a forged capture is exactly what the forge wrote, mail by
mail: senders, envelopes, accepted and refused recipients, completeness, digests, means to stop, objections."""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

CONSTAT, FORGE, SCENARIO, SCHEMA = sys.argv[1:5]
PROBLEMS = []


def expect_equal(what, expected, found):
    if expected != found:
        PROBLEMS.append(f"{what}: the forge wrote {json.dumps(expected, ensure_ascii=False)[:700]},\n"
                        f"    constat says {json.dumps(found, ensure_ascii=False)[:700]}")


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def stated_mail(record):
    """A mail record in the words of the ground truth."""
    return {
        "mail_from": record["envelope"]["mail_from"],
        "recipients": [{"address": r["address"], "reply": r["reply"], "outcome": r["outcome"]}
                       for r in record["envelope"]["recipients"]],
        "outcome": record["outcome"],
        "completeness": record["completeness"],
        "bytes": record["bytes"],
        "sha256": record["sha256"] if record["completeness"] == "complete" else None,
        "missing_bytes": sum(length for _, length in record["missing"]),
        "sender_domain": record["sender_domain"],
        "subject": record["header"]["subject"],
        "means_to_stop": sorted({fact["id"].removeprefix("optout.") for fact in record["facts"]
                                 if fact["id"].startswith("optout.")}),
    }


def true_mail(truth):
    names = ("mail_from", "recipients", "outcome", "completeness", "bytes", "sha256", "missing_bytes", "sender_domain", "subject")
    mail = {name: truth[name] for name in names}
    mail["recipients"] = [{"address": r["address"], "reply": r["reply"] or None, "outcome": r["outcome"]} for r in truth["recipients"]]
    mail["means_to_stop"] = sorted(truth["means_to_stop"])
    return mail


def order(mail):
    return json.dumps([mail["mail_from"], mail["recipients"], mail["sha256"], mail["subject"]])


def compare_mails(truths, records):
    expected = sorted((true_mail(t) for t in truths if t["truth"] == "mail"), key=order)
    found = sorted((stated_mail(r) for r in records if r["record"] == "mail"), key=order)
    expect_equal("number of mails", len(expected), len(found))
    for number, (one, other) in enumerate(zip(expected, found)):
        for name in one:
            # Of a mail that was not seen whole, what is missing may be anything: only what is stated is compared.
            if one["completeness"] != "complete" and name in ("means_to_stop", "bytes", "subject", "sender_domain"):
                continue
            expect_equal(f"mail {number} to {one['recipients'][:1]}, {name}", one[name], other[name])
    return len(expected)


def compare_sessions(truths, records):
    expected = sorted([t["starttls"], t["mails"], t["encrypted_bytes"]] for t in truths if t["truth"] == "session")
    found = sorted([r["starttls"], r["mails"], r["bytes"]["encrypted"]] for r in records if r["record"] == "session")
    expect_equal("sessions [starttls, mails, encrypted bytes]", expected, found)


def compare_objections(truths, records):
    expected = sorted(t["objection_to"] for t in truths if t["truth"] == "mail" and t["objection_to"])
    found = sorted(r["sender_domain"] for r in records if r["record"] == "objection")
    expect_equal("objections to", expected, found)


def compare_frames(truths, records):
    expected = next(t for t in truths if t["truth"] == "summary")["frames"]
    expect_equal("frames", expected, next(r for r in records if r["record"] == "input")["frames"])


def compare_report(truths, report):
    """Per sender: mails, and recipients reached (RCPT and end of data both 2xx)."""
    expected = {}
    for t in truths:
        if t["truth"] != "mail" or t["objection_to"]:
            continue
        mails, attempts, reached = expected.get(t["sender_domain"], (0, 0, 0))
        accepted = sum(r["outcome"] == "accepted" for r in t["recipients"]) if t["outcome"] == "accepted" else 0
        expected[t["sender_domain"]] = (mails + 1, attempts + len(t["recipients"]), reached + accepted)
    found = {s["sender_domain"]: (s["mails"], s["recipients"], s["recipient_outcomes"]["accepted"]) for s in report["senders"]}
    expect_equal("senders in the report {domain: (mails, recipients, reached)}", sorted(expected.items()), sorted(found.items()))


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        capture = folder / "forged.pcap"
        truth = folder / "truth.jsonl"
        subprocess.run([FORGE, SCENARIO, "-o", str(capture), "--truth", str(truth)], check=True, capture_output=True)
        options = ["--basis", "own-campaign", "--disclose", "headers", "--key", str(folder / "key"), "--quiet"]
        done = subprocess.run([CONSTAT, "facts", str(capture), *options], capture_output=True, text=True)
        told = subprocess.run([CONSTAT, "analyze", str(capture), *options, "-o", str(folder / "dossier")], capture_output=True, text=True)
        if done.returncode not in (0, 3) or told.returncode != done.returncode:
            sys.exit(f"exit codes {done.returncode}, {told.returncode}: {done.stderr}{told.stderr}")
        truths = lines_of(truth.read_text())
        records = lines_of(done.stdout)
        report = json.loads((folder / "dossier" / "report.json").read_text())
    validator = jsonschema.Draft202012Validator(json.loads(pathlib.Path(SCHEMA).read_text()))
    for record in records[:400]:
        for error in validator.iter_errors(record):
            best = jsonschema.exceptions.best_match([error])
            PROBLEMS.append(f"{record['record']}: {best.json_path}: {best.message[:200]}")
    compare_frames(truths, records)
    compare_sessions(truths, records)
    mails = compare_mails(truths, records)
    compare_objections(truths, records)
    whole = all(t["completeness"] == "complete" for t in truths if t["truth"] == "mail")
    if whole or "sample" in SCENARIO:
        compare_report(truths, report)
    print("\n".join(PROBLEMS[:20]) or f"{mails} mails, {len(records)} records: exactly the ground truth")
    sys.exit(1 if PROBLEMS else 0)


main()
