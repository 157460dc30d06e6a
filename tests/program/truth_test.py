"""truth_test.py CONSTAT FORGE SCENARIO SCHEMA: what constat states of a forged capture is exactly what the forge wrote, mail by
mail: senders, envelopes, accepted and refused recipients, completeness, digests, means to stop, objections."""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

CONSTAT, FORGE, SCENARIO, SCHEMA = sys.argv[1:5]
NAME = pathlib.Path(SCENARIO).stem
PROBLEMS = []
# Facts that say that a means to stop is offered. Others of the family say what is wrong with one, or are context.
# Where a capture shows less than the forge did, the fields that differ, and why constat is right.
NOT_SHOWN = {
    "client_side_only": ({"recipients", "outcome"}, "the truth tells what the server answered; its side was not captured"),
    "server_side_only": ({"mails"}, "no byte of the client was captured: there is no mail to tell of"),
    "lost_segment_between_mails": ({"missing_bytes", "mail_from", "recipients", "outcome"},
                                   "the lost segment also held the end of data and the next MAIL FROM: 37 bytes more are missing,"
                                   " and an envelope that was not captured is not invented"),
    "snaplen_96": ({"recipients", "outcome", "completeness", "missing_bytes"},
                   "every long frame is cut, the last of the mail with the end of data too"),
    "midstream": ({"mail_from", "recipients", "outcome", "missing_bytes"},
                  "the envelope and the size of what came before the capture were not captured"),
    "decrypted_in_place": ({"starttls"}, "the scenario writes STARTTLS and its 220 as plain lines; constat reads them"),
}
MEANS = {"header.mailto", "header.https", "header.http", "header.one_click", "body.link", "body.mailto", "body.wording"}


def expect_equal(what, expected, found):
    if expected != found:
        PROBLEMS.append(f"{what}: the forge wrote {json.dumps(expected, ensure_ascii=False)[:700]},\n"
                        f"    constat says {json.dumps(found, ensure_ascii=False)[:700]}")


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def reached(recipient, mail):
    """The truth tells what became of the mail for a recipient: an accepted RCPT takes the answer to the end of data."""
    return mail if recipient == "accepted" else recipient


def stated_mail(record):
    """A mail record in the words of the ground truth."""
    envelope = record["envelope"] or {"mail_from": None, "recipients": []}
    return {
        "mail_from": envelope["mail_from"],
        "recipients": [{"address": r["address"], "reply": r["reply"], "outcome": reached(r["outcome"], record["outcome"])}
                       for r in envelope["recipients"]],
        "outcome": record["outcome"],
        "completeness": record["completeness"],
        "bytes": record["bytes"],
        "sha256": record["sha256"] if record["completeness"] == "complete" else None,
        "missing_bytes": sum(length for _, length in record["missing"]),
        "sender_domain": record["sender_domain"],
        "subject": record["header"]["subject"],
        "means_to_stop": sorted({fact["id"].removeprefix("optout.") for fact in record["facts"]} & MEANS),
    }


def true_mail(truth):
    names = ("mail_from", "recipients", "outcome", "completeness", "bytes", "sha256", "missing_bytes", "sender_domain", "subject")
    mail = {name: truth[name] for name in names}
    mail["recipients"] = [{"address": r["address"], "reply": r["reply"] or None, "outcome": r["outcome"]} for r in truth["recipients"]]
    mail["means_to_stop"] = sorted(truth["means_to_stop"])
    return mail


def order(mail):
    """Complete mails by digest; the others stand in the order of the capture behind them."""
    return json.dumps([mail["sha256"] is None, mail["sha256"], mail["mail_from"] or "", [r["address"] for r in mail["recipients"]]])


def compare_mails(truths, records):
    expected = sorted((true_mail(t) for t in truths if t["truth"] == "mail"), key=order)
    found = sorted((stated_mail(r) for r in records if r["record"] == "mail"), key=order)
    skipped, reason = NOT_SHOWN.get(NAME, (set(), ""))
    if "mails" in skipped:
        expect_equal(f"mails ({reason})", 0, len(found))
        return 0
    expect_equal("number of mails", len(expected), len(found))
    for number, (one, other) in enumerate(zip(expected, found)):
        for name in one:
            # Of a mail that was not seen whole, what is missing may be anything: only what is stated is compared.
            if one["completeness"] != "complete" and name in ("means_to_stop", "bytes", "subject", "sender_domain", "sha256"):
                continue
            # The truth of a mail written byte for byte knows no subject.
            if name in skipped or (name == "subject" and not one[name]):
                continue
            expect_equal(f"mail {number} to {one['recipients'][:1]}, {name}", one[name], other[name])
    return len(expected)


def compare_sessions(truths, records):
    skipped, _ = NOT_SHOWN.get(NAME, (set(), ""))
    fields = [name for name in ("starttls", "mails", "encrypted_bytes") if name not in skipped]
    for record in records:
        if record["record"] == "session":
            record["encrypted_bytes"] = record["bytes"]["encrypted"]
    expected = sorted([t[name] for name in fields] for t in truths if t["truth"] == "session")
    found = sorted([r[name] for name in fields] for r in records if r["record"] == "session")
    expect_equal(f"sessions {fields}", expected, found)


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
    whole = NAME not in NOT_SHOWN and all(t["completeness"] == "complete" for t in truths if t["truth"] == "mail")
    if whole or "sample" in SCENARIO:
        compare_report(truths, report)
    print("\n".join(PROBLEMS[:20]) or f"{mails} mails, {len(records)} records: exactly the ground truth")
    sys.exit(1 if PROBLEMS else 0)


main()
