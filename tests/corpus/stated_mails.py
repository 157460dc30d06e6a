"""stated_mails.py PARSED_MAIL_JSON CORPUS: mails whose names, subjects or senders' own tests say what they hold: DMARC and SMTP TLS
reports (parsedmarc), attachments (mailpit), structures and display names (rspamd), an mbox file (suitenumerique)."""
import base64
import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree
import zipfile
import zlib

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
PROBLEMS, CHECKED = [], [0]


def check(condition, what):
    CHECKED[0] += 1
    if not condition:
        PROBLEMS.append(what)


def mails_of(path):
    done = subprocess.run([PROGRAM, str(path)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def mail_of(path):
    return mails_of(path)[0]


def outline(mail):
    return [f'{part["path"]} {part["type"]}' for part in mail["parts"] if not part["second_reading"]]


def part_named(mail, pattern):
    return next((part for part in mail["parts"] if re.search(pattern, part["filename"])), None)


def content_of(path, part):
    """Decoded by Python, and the same bytes by constat's digest."""
    offset, length = part["body"]
    data = base64.b64decode(path.read_bytes()[offset:offset + length])
    check(hashlib.sha256(data).hexdigest() == part["decoded_sha256"], f"{path.name}: {part['filename']}: other bytes")
    return data


def unpacked(data):
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return archive.read(archive.namelist()[0])
    return zlib.decompressobj(31).decompress(data)  # gzip; one sender puts a line end behind it


def aggregate_reports():
    """The subject and the file name state domain, submitter, identifier and times of the report inside (RFC 7489 section 7.2.1)."""
    for name in ("Report domain- borschow.com Submitter- google.com Report-ID- 949348866075514174.eml", "twilight.eml",
                 "mimecast-weird-gzip.eml"):
        path = CORPUS / "parsedmarc/samples/aggregate" / name
        mail = mail_of(path)
        subject = re.fullmatch(r"Report domain: (\S+) Submitter: (\S+) Report-ID: (\S+)", mail["subject"][0])
        check(subject, f"{name}: subject {mail['subject']}")
        part = part_named(mail, r"\.(zip|gz)$")
        submitter, domain, begin, end = part["filename"].split("!")[:4]
        check((domain, submitter) == subject.groups()[:2], f"{name}: the attachment is {part['filename']}")
        report = xml.etree.ElementTree.fromstring(unpacked(content_of(path, part)))
        check(report.findtext("report_metadata/report_id") == subject.group(3), f"{name}: another report inside")
        check(report.findtext("report_metadata/date_range/begin") == begin, f"{name}: another time inside")
        check(report.findtext("report_metadata/date_range/end") == re.match(r"\d+", end).group(), f"{name}: another end inside")
        check(report.findtext("policy_published/domain") == domain, f"{name}: another domain inside")


def tls_report():
    """RFC 8460: the same statements in JSON."""
    path = CORPUS / "parsedmarc/samples/smtp_tls/google.com_smtp_tls_report.eml"
    mail = mail_of(path)
    subject = re.fullmatch(r"Report Domain: (\S+) Submitter: (\S+) Report-ID: <(\S+)>", mail["subject"][0])
    part = part_named(mail, r"\.json\.gz$")
    check(part["type"] == "application/tlsrpt+gzip", f"TLS report: {part['type']}")
    report = json.loads(unpacked(content_of(path, part)))
    # "2024.09.03T00.00.00Z+cardinalhealth.ca@google.com" there, "2024-09-03T00:00:00Z_cardinalhealth.ca" here.
    stated, inside = (re.sub(r"[^0-9A-Za-z]", "", text) for text in (subject.group(3), report["report-id"]))
    check(inside and stated.startswith(inside), f"TLS report: another identifier inside: {inside}")
    check(report["policies"][0]["policy"]["policy-domain"] == subject.group(1), "TLS report: another domain inside")


def failure_reports():
    """RFC 6591 reports: what the subject says is what the typed facts say."""
    folder = CORPUS / "parsedmarc/samples/failure"
    for path in sorted(folder.glob("*.eml")):
        mail = mail_of(path)
        report = mail["report"]
        if "no_arf_part" in path.name:
            check(report is None, f"{path.name}: a report was read")
            continue
        check(report and report["kind"] == "feedback" and report["feedback_type"] == "auth-failure", f"{path.name}: {report}")
        stated = re.search(r"Failure [Rr]eport for (\S+) \(mail-from=(\S+), ip=([\d.]+)\)", mail["subject"][0])
        if stated:
            check((report["reported_domains"], report["original_mail_from"], report["source_ip"]) ==
                  ([stated.group(1)], stated.group(2), stated.group(3)), f"{path.name}: {report}")
        check(report["returned"] == "message", f"{path.name}: nothing of the mail is returned")
    both = [mail_of(folder / f"dmarc_ruf_report_linkedin{middle}.eml") for middle in ("", ".crlf")]
    for key in ("subject", "from", "to", "date", "message_id", "report"):
        same = [[{**box, "range": None} for box in mail[key]] if key in ("from", "to") else mail[key] for mail in both]
        check(same[0] == same[1], f"linkedin: {key} depends on the line ends")
    check(outline(both[0]) == outline(both[1]), "linkedin: the structure depends on the line ends")


def mailpit():
    """As mailpit's own tests and the file names say: subject, correspondents, attachments, inline parts."""
    folder = CORPUS / "mailpit/internal/storage/testdata"
    mail = mail_of(folder / "mime-attachment.eml")
    named = [(box["name"], box["address"]) for box in mail["from"] + mail["to"]]
    check(mail["subject"] == ["inline + attachment"], f"mailpit: {mail['subject']}")
    check(named == [("Sender Smith", "sender2@example.com"), ("Recipient Ross", "recipient2@example.com")], f"mailpit: {named}")
    expected = {"mime-attachment": {"inline-image.jpg": ("inline", "image/jpeg"), "Sample PDF.pdf": ("attachment", "application/pdf")},
                "inline-attachment": {"test1.png": ("inline", "image/png")},
                "regular-attachment": {"document.pdf": ("attachment", "application/pdf")},
                "mixed-attachment": {"inline.png": ("inline", "image/png"), "document.pdf": ("attachment", "application/pdf")},
                "plain-text": {}, "tags": {}}
    for name, files in expected.items():
        mail = mail_of(folder / f"{name}.eml")
        found = {part["filename"]: (part["disposition"], part["type"]) for part in mail["parts"] if part["filename"]}
        check(found == files, f"mailpit: {name}: {found}")
    starts = {"application/pdf": b"%PDF", "image/jpeg": b"\xff\xd8", "image/png": b"\x89PNG"}
    for name in ("mime-attachment", "mixed-attachment", "inline-attachment"):
        path = folder / f"{name}.eml"
        for part in mail_of(path)["parts"]:
            if part["filename"]:
                check(content_of(path, part).startswith(starts[part["type"]]), f"mailpit: {name}: {part['filename']} is something else")


def rspamd():
    """The file names say the structure and how the sender's name is written."""
    folder = CORPUS / "rspamd/test/functional/messages"
    structures = {
        "alternative-related": ["TEXT multipart/alternative", "1 text/plain", "2 multipart/related", "2.1 text/html", "2.2 image/png",
                                "2.3 image/png"],
        "alternative-nested-rfc822": ["TEXT multipart/mixed", "1 multipart/alternative", "1.1 text/html", "1.2 multipart/related",
                                      "1.2.1 image/png", "2 message/rfc822", "2.TEXT multipart/alternative", "2.1 text/plain",
                                      "2.2 text/html"],
        "alternative-empty-related": ["TEXT multipart/alternative", "1 text/html", "2 multipart/related"],
        "alt-html-calendar": ["TEXT multipart/mixed", "1 multipart/alternative", "1.1 text/html", "1.2 text/calendar",
                              "2 application/ics"],
        "mixed-html-zip": ["TEXT multipart/mixed", "1 text/html", "2 application/zip"],
        "mixed-related-html-only": ["TEXT multipart/mixed", "1 multipart/related", "1.1 text/html", "1.2 image/jpeg",
                                    "2 application/pdf"],
        "empty-plain-text": ["1 text/plain"]}
    for name, expected in structures.items():
        found = outline(mail_of(folder / f"{name}.eml"))
        check(found == expected, f"rspamd: {name}: {found}")
    names = {"from": "", "from_comment": "Comment text", "from_dn": "First Last", "from_dn_base64": "Кириллица",
             "from_dn_comment": "First Last", "from_quoted_dn": "First M. Last", "from_quoted_dn_comment": "First M. Last",
             "from_quoted_dn_middle": "First M. Last"}
    for name, expected in names.items():
        found = [(box["name"], box["address"]) for box in mail_of(folder / f"from/{name}.eml")["from"]]
        check(found == [(expected, "user@example.org")], f"rspamd: {name}: {found}")
    for name in ("bad_ext.dotted_file_name.eml", "f.zip.001.eml", "f.zip.gz.eml"):
        files = [part["filename"] for part in mail_of(folder / name)["parts"] if part["filename"]]
        check(len(files) == 1 and files[0].startswith(name.removesuffix(".eml")), f"rspamd: {name}: {files}")


def suitenumerique():
    """Three mails, the newest first; the first answers the second."""
    mails = mails_of(CORPUS / "suitenumerique-messages/src/backend/core/tests/resources/messages.mbox")
    check([mail["subject"][0] for mail in mails] == ["Re: Je t'envoie encore un message...", "Je t'envoie encore un message...",
                                                     "Mon mail avec joli pj"], "suitenumerique: subjects")
    check(mails[0]["in_reply_to"] == mails[1]["message_id"], "suitenumerique: the answer")
    check([mail["date"] for mail in mails] == sorted((mail["date"] for mail in mails), reverse=True), "suitenumerique: dates")
    check(part_named(mails[2], r"sardine\.jpg") is not None, "suitenumerique: the fish")


for group in (aggregate_reports, tls_report, failure_reports, mailpit, rspamd, suitenumerique):
    group()
print("\n".join(PROBLEMS) or f"{CHECKED[0]} statements hold")
sys.exit(1 if PROBLEMS else 0)
