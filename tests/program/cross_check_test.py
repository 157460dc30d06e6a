"""cross_check_test.py CONSTAT FORGE SAMPLE: `--cross-check` as a user runs it: what it adds, that it adds the same whatever the
number of threads, what a mail does that ends the other reader, and what the other reader may ask of the system."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SAMPLE = sys.argv[1:4]
PROBLEMS = []


def check(condition, what):
    if not condition:
        PROBLEMS.append(what)


def facts(*arguments, program=CONSTAT):
    done = subprocess.run([program, "facts", "--quiet", *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def records(output, kind):
    return [record for record in map(json.loads, output.splitlines()) if record["record"] == kind]


def parser_facts(mail):
    return [(fact["id"], fact["value"]) for fact in mail["facts"] if fact["id"].startswith("parser.")]


def check_agreement(folder, key):
    """Of mail that was seen whole, nothing but the counts of the summary is added. (Where bytes are missing, readers may differ.)"""
    capture = folder / "sample.pcap"
    subprocess.run([FORGE, SAMPLE, "-o", str(capture)], check=True, capture_output=True)
    _, plain, _ = facts(capture, "--key", key)
    code, checked, errors = facts(capture, "--key", key, "--cross-check")
    check(code in (0, 3) and not errors, f"sample: exit code {code}: {errors}")
    whole = [mail for mail in records(checked, "mail") if mail["completeness"] == "complete"]
    check(len(whole) > 40, f"sample: {len(whole)} whole mails")
    check(whole == [mail for mail in records(plain, "mail") if mail["completeness"] == "complete"], "ordinary mail is read otherwise")
    mails = records(checked, "summary")[0]["mails"]
    differing = sum(any(fact[0] == "parser.readings_differ" for fact in parser_facts(mail)) for mail in records(checked, "mail"))
    check(mails["read_otherwise"] == differing and mails["without_other_reading"] == 0, f"sample: {mails}")


def write_mails(folder):
    mails = folder / "mails"
    mails.mkdir()
    for number in range(40):
        (mails / f"{number:02}.eml").write_bytes(b"From: a@shop.example\nTo: b@home.example\nSubject: %d\n\ntext\n" % number)
    (mails / "10.eml").write_bytes(b"From: a@shop.example\nTo: :\n\ntext\n")
    (mails / "20.eml").write_bytes(b"From: a@shop.example\n" + b"Content-Type: message/rfc822\n\n" * 100_000 + b"text\n")
    (mails / "30.eml").write_bytes(b"From: a@shop.example\nTo: <two words@home.example>\n\ntext\n")
    return mails


def check_hostile(folder, key):
    mails = write_mails(folder)
    outputs = {}
    for jobs in (1, 2, 8):
        code, outputs[jobs], errors = facts(mails, "--as", "eml", "--key", key, "--cross-check", "-j", jobs)
        check(code == 0, f"-j {jobs}: exit code {code}: {errors}")
    check(len(set(outputs.values())) == 1, "the number of threads changes the records")
    by_name = {pathlib.Path(mail["input"]).name: parser_facts(mail) for mail in records(outputs[1], "mail")}
    for name in ("10.eml", "20.eml"):
        found = [fact[0] for fact in by_name.pop(name)]
        check(found == ["parser.other_reading_missing"], f"{name} ends the other reader, and is not counted: {found}")
    differing = by_name.pop("30.eml")
    check(len(differing) == 1 and differing[0][0] == "parser.readings_differ" and differing[0][1].startswith("to: "), f"{differing}")
    check(not any(by_name.values()), "the mails after one that ended the other reader are read otherwise")
    counts = records(outputs[1], "summary")[0]["mails"]
    check(counts["read_otherwise"] == 1 and counts["without_other_reading"] == 2, f"summary: {counts}")
    return mails


def check_sandbox(folder, mails):
    """Once it has given up its privileges, neither it nor a process it starts opens, connects or runs anything."""
    trace = folder / "trace"
    done = subprocess.run(["strace", "-f", "-o", str(trace), CONSTAT, "facts", "--quiet", "--cross-check", "--as", "eml", str(mails)],
                          capture_output=True)
    if done.returncode != 0 and not trace.exists():
        print("strace cannot trace here: the sandbox is tested by unit_second_reader alone")
        return
    narrowed, readers, forbidden = set(), 0, []
    for line in trace.read_text(errors="replace").splitlines():
        process, call = line.split(None, 1)
        if process in narrowed and re.match(r"(open|openat|socket|connect|execve|creat|unlink|kill)\(", call):
            forbidden.append(line)
        if "PR_SET_SECCOMP" in call and "SECCOMP_MODE_FILTER" in call:
            narrowed.add(process)
            readers += 1
    check(readers > 40, f"only {readers} processes gave up their privileges")
    check(not forbidden, f"asked for after that: {forbidden[:3]}")


def check_absence(folder):
    alone = folder / "constat"
    shutil.copy(CONSTAT, alone)
    mail = folder / "one.eml"
    mail.write_bytes(b"From: a@shop.example\n\ntext\n")
    code, output, errors = facts(mail, "--cross-check", program=alone)
    lines = [line for line in errors.splitlines() if "throw-away key" not in line]
    check(code == 1 and not output and len(lines) == 1 and "constat-second-reader" in lines[0], f"without the reader: {code}: {errors}")
    check(facts(mail, program=alone)[0] == 0, "the other reader is needed without --cross-check")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        key = folder / "key"
        check_agreement(folder, key)
        mails = check_hostile(folder, key)
        check_sandbox(folder, mails)
        check_absence(folder)
    print("\n".join(PROBLEMS) or "the other reader was asked, contained and counted")
    sys.exit(1 if PROBLEMS else 0)


main()
