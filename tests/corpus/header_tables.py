"""header_tables.py PARSED_MAIL_JSON: CPython's own tables of header values with what they must be read as (its
test_headerregistry.py, read where that interpreter brings its tests along): addresses, Content-Type and Content-Disposition.
Each difference is listed with who is right; one that is not listed is an error."""
import sys

import test.test_email as test_email

from header_mails import defects, finish, readings_of_field

test_email.parameterize = lambda one: one  # the tables, not the tests made of them
from test.test_email import test_headerregistry as tables  # noqa: E402

PROGRAM = sys.argv[1]
# name in its table: why constat reads it otherwise.
REASONS = {
    "empty": "'<>' holds no address; CPython gives back what is written. Both mark it.",
    "quoted_strings_in_local_part": "No addr-spec of RFC 5322; CPython mends it, constat keeps the words. Both mark it.",
    "escaped_escapes_in_local_part": "No addr-spec of RFC 5322; CPython mends it, constat keeps the words. Both mark it.",
    "spaces_in_unquoted_local_part_collapsed": "No addr-spec of RFC 5322; two words before '@': constat takes the first for a name. "
                                               "Both mark it.",
    "too_many_slashes_in_content_type": "No media type of RFC 2045; constat reads type and subtype and marks the rest.",
    "non_ascii_in_params": "A byte above 127: CPython gives U+FFFD, constat a guess of the character. Both mark it.",
    "rfc2231_bad_character_in_charset_parameter_value": "A character set named in bytes above 127; constat guesses them, CPython gives "
                                                        "U+FFFD. Both mark it.",
    "rfc2231_unencoded_then_encoded_segments": "RFC 2231 section 4.1: without '*' at its end the first section states no character set; "
                                               "CPython takes it for one. constat is right.",
    "invalid_value": "No disposition of RFC 2183; constat keeps what is written and marks it, CPython cuts it.",
    "invalid_value_with_params": "As invalid_value.",
}


def as_bytes(text):
    return text.encode("utf-8", "surrogateescape")


def compare(field, table, expected_of, found_of):
    names = list(table)
    problems = []
    for name, mail in zip(names, readings_of_field(PROGRAM, field, [as_bytes(table[name][0]) for name in names])):
        expected, found = expected_of(table[name]), found_of(mail)
        if expected == found or name in REASONS:
            continue
        problems.append(f"{field}: {name}: {table[name][0]!r}: {found}, CPython: {expected}, {defects(mail)}")
    return len(names), problems


def expected_address(row):
    _, _, _, name, address, _, _, comment = row
    return [(name or comment or "", address)]  # constat takes a comment for the name where there is none


def expected_type(row):
    parameters = {name.lower(): value for name, value in (row[4] if len(row) > 4 else {}).items()}
    return row[1], str(parameters.get("charset", "")).lower(), str(parameters.get("name", ""))


def expected_disposition(row):
    parameters = row[2] if len(row) > 2 and isinstance(row[2], dict) else {}
    return row[1] or "", str(parameters.get("filename", ""))


def main():
    counts, problems = [], []
    for field, table, expected_of, found_of in (
            ("From", tables.TestAddressHeader.example_params, expected_address,
             lambda mail: [(one["name"], one["address"]) for one in mail["from"]]),
            ("Content-Type", tables.TestContentTypeHeader.content_type_params, expected_type,
             lambda mail: (mail["parts"][0]["type"], mail["parts"][0]["charset"], mail["parts"][0]["filename"])),
            ("Content-Disposition", tables.TestContentDisposition.content_disp_params, expected_disposition,
             lambda mail: (mail["parts"][0]["disposition"], mail["parts"][0]["filename"]))):
        count, found = compare(field, table, expected_of, found_of)
        counts.append(f"{count} of {field}")
        problems += found
    told = "\n".join(f"  {name}: {reason}" for name, reason in REASONS.items())
    finish(problems, f"CPython's values, {', '.join(counts)}, but for:\n{told}")


main()
