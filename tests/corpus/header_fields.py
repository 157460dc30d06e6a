"""header_fields.py PARSED_MAIL_JSON CORPUS: mime4j states in an XML file beside each of its test mails the header fields it
must find. They are compared with ours: names, order and raw values."""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

from header_mails import finish, folded, readings

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])


def stated(path):
    """Fields of the top-level header, "name: value" without folding."""
    fields = []
    for field in ElementTree.parse(path).getroot().find("header").findall("field"):
        name, _, value = folded(field.text).partition(":")
        fields.append(f"{name.strip()}: {value.strip()}")
    return fields


def main():
    mails = sorted((CORPUS / "james-mime4j").rglob("*.msg"))
    read = readings(PROGRAM, mails)
    problems = []
    compared = fields = 0
    for path in mails:
        statement = path.with_suffix(".xml")
        if not statement.exists():
            continue
        expected = stated(statement)
        found = [f"{name}: {folded(value)}" for name, value in read[path]["fields"]]
        compared += 1
        fields += len(expected)
        if found != expected:
            problems.append(f"{path.name}: {found}, stated: {expected}")
    if compared < 25:
        problems.append(f"only {compared} mails with a statement")
    finish(problems, f"{fields} header fields of {compared} mails as mime4j states them")


main()
