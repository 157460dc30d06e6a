"""compare_smtp_captures.py CONSTAT CORPUS: sessions, envelopes, subjects and digests of real SMTP captures.

Expected values come from three sources, never from constat: the baselines that come with a capture (zeek's smtp.log, suricata's
test.yaml, arkime's .test), what tshark 4.0 shows (`-z follow,tcp`, `-Y smtp`, `-Y imf`), and the digests of the mails cut out of tshark's
raw streams by mail_digests() below, a second reading that knows nothing of replies."""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys

CONSTAT, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
PROBLEMS = []

SURICATA = "suricata-verify/tests/"
# capture: mails as (MAIL FROM, [(RCPT TO, reply)], subject, outcome, completeness)
CAPTURES = {
    # tshark's follow: no handshake; the client speaks before the greeting, MAIL and RCPT in one segment.
    "mercury/unit_tests/pcaps/smtp.pcap": [
        ("malware@malware.com", [("bit-bucket@test.smtp.org", 250)], "Hello there!!!", "accepted", "complete")],
    # zeek's smtp.log: BDAT 86 LAST, and a mail of no byte at all, BDAT 0 LAST, without subject.
    "zeek/testing/btest/Traces/smtp/rfc3030-bdat-example1.pcap": [
        ("zeek@localhost", [("root@localhost", 250)], "This is a bodyless test message", "accepted", "complete")],
    "zeek/testing/btest/Traces/smtp/rfc3030-bdat-0-last.pcap": [
        ("zeek@localhost", [("root@localhost", 250)], None, "accepted", "complete")],
    # arkime's .test: src, dst, subject, smtp:statuscode:250.
    "arkime/tests/pcap/smtp-data-250.pcap": [
        ("12345678@aol.com", [("xxxx.xxxxxx@xxxxx.com", 250)], "Re: xxx xxx xxxxx xxxxxx...", "accepted", "complete")],
    # arkime's .test: the recipient is refused with 553, so that no mail is sent.
    "arkime/tests/pcap/smtp-rcpt-553.pcap": [],
    "arkime/tests/pcap/smtp-subject-utf8-mixed.pcap": [
        ("xxxxx@xxx.net", [("xxxxxxxxx@xxxxxxx.com", 250)], None, "accepted", "complete")],
    # suricata's test.yaml: two transactions; the second envelope must not merge into the BDAT transaction.
    SURICATA + "smtp-bdat-last-next-mail/input.pcap": [
        ("alice@example.com", [("bob@example.com", 250)], "single final BDAT", "accepted", "complete"),
        ("bob@example.com", [("alice@example.com", 250)], None, "accepted", "complete")],
    # test.yaml: envelope; the body has no header at all.
    SURICATA + "smtp-pipelining/input.pcap": [
        ("username@domain.com", [("john.doe@example.com", 250)], None, "accepted", "complete")],
    # test.yaml and tshark: two BDAT mails with the same envelope (11 and 13 bytes), a RSET between.
    SURICATA + "smtp-rset/input.pcap": [
        ("username@domain.com", [("john.doe@example.com", 250)], None, "accepted", "complete"),
        ("username@domain.com", [("john.doe@example.com", 250)], None, "accepted", "complete")],
    # STARTTLS is accepted: nothing after it is read.
    SURICATA + "smtp-startssl/input.pcap": [],
    SURICATA + "firewall/ruletype-firewall-122-smtp/smtp-simple-session.pcap": [
        ("alice@example.com", [("bob@example.com", 250)], "single-session single message", "accepted", "complete")],
    SURICATA + "firewall/ruletype-firewall-127-smtp-interactive-commands/smtp-interactive.pcap": [
        ("alice@example.com", [("bob@example.com", 250)], "interactive commands", "accepted", "complete")],
    # tshark: stream 1 has one mail; stream 2 answers 472 and 501 to a pipelined MAIL and RCPT, so that its DATA has no body. The reply to
    # the mail begins "4.7.0": no reply code (test.yaml tells of the same line), so that nothing is said of the outcome here.
    SURICATA + "smtp-errors/smtperr.pcap": [
        ("Ina32@4447.com", [("jcastro2111@yahoo.com", 250)], "What you think about her new picture?", None, "complete")],
    # tshark: the middle of two sessions, with AUTH LOGIN and a greeting; no mail.
    "pcapplusplus/Tests/Packet++Test/PacketExamples/Smtp.pcap": [],
    # QUIT straight after MAIL FROM: a transaction without a mail.
    SURICATA + "firewall/ruletype-firewall-131-smtp-quit-after-mail-from/smtp-quit-after-mail.pcap": [],
}


def facts_of(path):
    done = subprocess.run([CONSTAT, "facts", str(path), "--quiet", "--basis", "handed-over", "--disclose", "headers"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{path}: exit code {done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def expect(what, expected, found):
    if expected != found:
        PROBLEMS.append(f"{what}: expected {expected!r}, found {found!r}")


def mail_digests(stream):
    """Digests of the mails of one client stream: after DATA up to the dot line, dots undone; after BDAT n the n bytes."""
    digests, chunks, position = [], b"", 0
    while position < len(stream):
        end = stream.find(b"\r\n", position)
        if end < 0:
            break
        line = stream[position:end].decode("latin-1").upper()
        position = end + 2
        chunk = re.match(r"BDAT (\d+)( LAST)?$", line)
        if chunk:
            chunks += stream[position:position + int(chunk[1])]
            position += int(chunk[1])
            if chunk[2]:
                digests.append(hashlib.sha256(chunks).hexdigest())
                chunks = b""
        elif line == "DATA":
            stop = stream.find(b"\r\n.\r\n", position - 2)
            if stop < 0:
                break
            body = stream[position:stop + 2]
            digests.append(hashlib.sha256(re.sub(rb"(^|\r\n)\.", rb"\1", body)).hexdigest())
            position = stop + 5
    return digests


def tshark_digests(path):
    """Of every TCP stream of the capture, as tshark puts it in order."""
    digests = []
    streams = subprocess.run(["tshark", "-r", str(path), "-T", "fields", "-e", "tcp.stream"], capture_output=True, text=True).stdout
    for stream in sorted({int(line.split(",")[0]) for line in streams.split() if line}):
        text = subprocess.run(["tshark", "-r", str(path), "-q", "-z", f"follow,tcp,raw,{stream}"], capture_output=True, text=True).stdout
        client = "".join(line for line in text.splitlines() if re.fullmatch(r"[0-9a-f]+", line))  # the server's lines are indented
        digests += mail_digests(bytes.fromhex(client))
    return digests


def compare(name, expected):
    records = facts_of(CORPUS / name)
    mails = [record for record in records if record["record"] == "mail"]
    expect(f"{name}: mails", len(expected), len(mails))
    for number, ((mail_from, recipients, subject, outcome, completeness), mail) in enumerate(zip(expected, mails)):
        label = f"{name}: mail {number}"
        expect(f"{label}: mail_from", mail_from, mail["envelope"]["mail_from"])
        expect(f"{label}: recipients", [address for address, _ in recipients], [r["address"] for r in mail["envelope"]["recipients"]])
        for (_, reply), found in zip(recipients, mail["envelope"]["recipients"]):
            if reply is not None:
                expect(f"{label}: reply", reply, found["reply"])
        if subject is not None:
            expect(f"{label}: subject", subject, mail["header"]["subject"])
        if outcome is not None:
            expect(f"{label}: outcome", outcome, mail["outcome"])
        if completeness is not None:
            expect(f"{label}: completeness", completeness, mail["completeness"])
    if shutil.which("tshark") and all(mail["completeness"] == "complete" for mail in mails):
        expect(f"{name}: digests", sorted(tshark_digests(CORPUS / name)), sorted(mail["sha256"] for mail in mails))
    return records


def main():
    found = {name: compare(name, expected) for name, expected in CAPTURES.items()}
    arkime = json.loads((CORPUS / "arkime/tests/pcap/smtp-data-250.test").read_text())["sessions3"][0]["body"]
    session = next(r for r in found["arkime/tests/pcap/smtp-data-250.pcap"] if r["record"] == "session")
    expect("arkime: community_id", arkime["network"]["community_id"], session["community_id"])
    expect("arkime: helo", arkime["email"]["smtpHello"], session["helo"])
    mixed = json.loads((CORPUS / "arkime/tests/pcap/smtp-subject-utf8-mixed.test").read_text())["sessions3"][0]["body"]
    subject = next(r for r in found["arkime/tests/pcap/smtp-subject-utf8-mixed.pcap"] if r["record"] == "mail")["header"]["subject"]
    # White space counts once: the two differ in how much of the folding they keep.
    expect("arkime: subject", re.sub(r"\s+", " ", mixed["email"]["subject"][0]), re.sub(r"\s+", " ", subject))
    refused = next(r for r in found["arkime/tests/pcap/smtp-rcpt-553.pcap"] if r["record"] == "session")
    expect("arkime: 553", [553], [r["reply"] for t in refused["transactions"] for r in t["recipients"]])
    startssl = next(r for r in found[SURICATA + "smtp-startssl/input.pcap"] if r["record"] == "session")
    expect("starttls", "accepted", startssl["starttls"])
    zeek = next(r for r in found["zeek/testing/btest/Traces/smtp/rfc3030-bdat-example1.pcap"] if r["record"] == "mail")
    expect("zeek: last_reply", "250 2.0.0 Ok: 86 bytes queued as 1E2891CA025", f"{zeek['reply']['code']} {zeek['reply']['text']}")
    print("\n".join(PROBLEMS) or f"{len(CAPTURES)} captures agree with their baselines and with tshark")
    sys.exit(1 if PROBLEMS else 0)


main()
