"""header_reports.py PARSED_MAIL_JSON CORPUS: each delivery status, feedback report and disposition notification of the corpus as
Python's email has its fields (it reads the groups of message/delivery-status as headers of their own). Every difference belongs
to a class with a reason; one without a class is an error."""
import collections
import email
import pathlib
import re
import sys

from header_mails import finish, folded, readings

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
KINDS = {"message/delivery-status": "delivery_status", "message/global-delivery-status": "delivery_status",
         "message/feedback-report": "feedback", "message/disposition-notification": "disposition"}
RECIPIENT = ("final-recipient", "original-recipient", "action", "status", "diagnostic-code", "remote-mta", "disposition")

# Why each class differs, and who is right.
REASONS = {
    "comment": "RFC 3464 section 2.1.1: text in parentheses is a comment, no part of the value; email keeps it. constat is right.",
    "brackets": "RFC 3464 section 2.3.2 has a bare address; constat takes the brackets away, email keeps what is written.",
    "no_empty_line": "Recipients without an empty line between them (RFC 3464 section 2.3 asks for one): constat parts them at the "
                     "first field that repeats, email gives one group. Not said by the RFC; nothing is lost and the place is marked.",
    "name_space": "White space before the colon (RFC 5322 section 4.5): a field for constat; email ends the group there. constat is right.",
    "encoded": "Transfer-encoded, which RFC 5965 section 2 does not allow: constat decodes it, email gives the encoded text.",
    "text_before": "A line without a colon ends the fields for email. constat marks the line and reads on.",
    "byte_order_mark": "A byte order mark before the header (RFC 5322 section 2.2 has no place for one): email finds no header and no "
                       "report, constat marks it and reads on.",
}


def report_part(mail):
    """The first that is not inside an attached message."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if kind in KINDS:
            return part
        if part.is_multipart() and kind not in ("message/rfc822", "message/global"):
            waiting = list(part.get_payload()) + waiting
    return None


def groups(part, kind):
    """The groups of fields as email has them."""
    payload = part.get_payload()
    if kind == "feedback":
        text = payload[0].as_string() if isinstance(payload, list) else payload
        return [email.message_from_string(text.strip() + "\n\n")]
    return payload if isinstance(payload, list) else [part]


def after_type(value):
    return folded(str(value).partition(";")[2] if ";" in str(value) else str(value))


def expected_statuses(part):
    statuses = []
    for group in groups(part, "delivery_status"):
        if not any(name.lower() in RECIPIENT for name in group.keys()):
            continue
        statuses.append({"final_recipient": after_type(group.get("final-recipient", "")),
                         "action": folded(str(group.get("action", ""))).lower(), "status": folded(str(group.get("status", ""))),
                         "diagnostic": after_type(group.get("diagnostic-code", "")),
                         "remote_mta": after_type(group.get("remote-mta", ""))})
    return statuses


def found_statuses(report):
    return [{"final_recipient": status["final_recipient"][1], "action": status["action"], "status": status["status"],
             "diagnostic": folded(status["diagnostic"][1]), "remote_mta": folded(status["remote_mta"][1])}
            for status in report["recipients"]]


def class_of_value(name, expected, found):
    if name in ("action", "status") and found and expected.startswith(found) and expected[len(found):].strip().startswith("("):
        return "comment"
    if name == "final_recipient" and expected == f"<{found}>":
        return "brackets"
    return None


def class_of_counts(part, expected, found):
    text = part.as_string()
    if re.search(r"^(action|final-recipient|status)[ \t]+:", text, re.I | re.M):
        return "name_space"
    finals = re.findall(r"^(?:final-recipient|original-recipient)[ \t]*:", text, re.I | re.M)
    if len(found) > len(expected) and len(finals) >= len(found):
        return "no_empty_line"
    return None


def compare_statuses(part, report):
    """Classes of the differences, None for one without."""
    expected, found = expected_statuses(part), found_statuses(report)
    if len(expected) != len(found):
        return [class_of_counts(part, expected, found)]
    classes = []
    for wanted, got in zip(expected, found):
        differing = [name for name in wanted if wanted[name] != got[name]]
        if differing and not any(wanted.values()):
            classes.append("text_before")
            continue
        if differing and class_of_counts(part, expected, found) == "name_space":
            classes.append("name_space")
            continue
        classes += [class_of_value(name, wanted[name], got[name]) or odd_lines(part) for name in differing]
    return classes


def odd_lines(part):
    fields = re.compile(r"^([!-9;-~]+[ \t]*:|[ \t]|\s*$)")
    return None if all(fields.match(line) for line in part.as_string().splitlines()) else "text_before"


def compare_feedback(part, report):
    first = groups(part, "feedback")[0]
    classes = []
    for name, found in (("feedback-type", report["feedback_type"]), ("version", report["version"]),
                        ("source-ip", report["source_ip"]), ("user-agent", report["user_agent"])):
        expected = folded(str(first.get(name, "")))
        if name == "feedback-type":
            expected = expected.lower()
        if expected == found:
            continue
        encoded = str(part.get("content-transfer-encoding", "")).lower() in ("base64", "quoted-printable")
        classes.append("encoded" if encoded else class_of_value("status", expected, found))
    return classes


def main():
    pattern = re.compile(rb"message/(delivery-status|feedback-report|disposition-notification|global-delivery-status)", re.I)
    paths = [path for path in sorted(CORPUS.rglob("*")) if path.is_file() and "mbox" not in str(path) and
             path.suffix in (".eml", ".txt", ".raw", ".msg", "") and pattern.search(path.read_bytes())]
    read = readings(PROGRAM, paths)
    counted, problems, compared = collections.Counter(), [], 0
    for path in paths:
        name = path.relative_to(CORPUS)
        part, report = report_part(email.message_from_bytes(path.read_bytes())), read[path]["report"]
        if part is None and report is None:
            continue
        compared += 1
        if part is None or report is None:
            marked = path.read_bytes().startswith(b"\xef\xbb\xbf") and report is not None
            if not marked:
                problems.append(f"{name}: only {'email' if report is None else 'constat'} finds a report")
            counted["byte_order_mark"] += marked
            continue
        if report["kind"] != KINDS[part.get_content_type()]:
            problems.append(f"{name}: {report['kind']}")
        classes = (compare_feedback if report["kind"] == "feedback" else compare_statuses)(part, report) \
            if report["kind"] != "disposition" else []
        for one in classes:
            if one is None:
                problems.append(f"{name}: differs without a class: {expected_statuses(part)} {found_statuses(report)}")
            counted[one] += 1
    told = "\n".join(f"  {number} x {one}: {REASONS[one]}" for one, number in sorted(counted.items()) if one)
    if compared < 300:
        problems.append(f"only {compared} reports")
    finish(problems, f"{compared} reports as Python's email has their fields, but for:\n{told}")


main()
