"""Why the tree of parts differs, and what concerns a mail as a whole."""
import collections
import re

from differences import ADDRESSES, DifferenceClass
from header_lines import END, ends_in_empty_line, field_values, is_field, unknown_to_python

GMIME, PYTHON, BOTH = ("gmime",), ("python",), ("gmime", "python")
EVERYTHING = ("subject", "date", "tree", "bytes", *ADDRESSES)


def headers_of(mail):
    """The top-level header and those of all parts and attached messages."""
    yield mail.header
    for part in mail.parts:
        offset, length = part["header"]
        yield mail.bytes[offset:offset + length]


def content_types(mail):
    return [values for header in headers_of(mail) if (values := field_values(header, "content-type"))]


def boundaries(mail):
    found = []
    for values in content_types(mail):
        for value in values:
            found += [quoted or bare for quoted, bare in re.findall(rb'(?i)boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))', value)]
    return found


def boundary_lines(mail):
    """(where it begins, where its line ends) of each line that is "--", a boundary, and perhaps "--"."""
    lines = []
    for boundary in set(boundaries(mail)):
        pattern = rb"(?:^|(?<=[\r\n]))--" + re.escape(boundary.rstrip()) + rb"(?:--)?[ \t]*(?=" + END + rb"|\Z)"
        lines += [match.span() for match in re.finditer(pattern, mail.bytes)]
    return sorted(set(lines))


def no_line_feed(difference):
    return b"\n" not in difference.mail.bytes


def first_line_is_no_field(difference):
    first = re.split(END, difference.mail.bytes, 1)[0]
    return not is_field(first) and not first.startswith(b"From ")


def header_line_unknown_to_python(difference):
    return any(unknown_to_python(header) for header in headers_of(difference.mail))


def body_without_empty_line(difference):
    mail = difference.mail
    return any(not ends_in_empty_line(mail.bytes[:part["body"][0]]) for part in mail.parts)


def part_without_empty_line(difference):
    """Between two boundary lines stands no empty line, or nothing at all."""
    mail = difference.mail
    lines = boundary_lines(mail)
    between = [mail.bytes[end:begin] for (_, end), (begin, _) in zip(lines, lines[1:]) if not mail.bytes[:end].endswith(b"--")]
    return any(not re.search(END + END, text) for text in between)


def nothing_after_last_boundary(difference):
    mail = difference.mail
    lines = boundary_lines(mail)
    return bool(lines) and not mail.bytes[lines[-1][0]:lines[-1][1]].rstrip().endswith(b"--") and not mail.bytes[lines[-1][1]:].strip()


def same_boundary_twice(difference):
    return max(collections.Counter(boundaries(difference.mail)).values(), default=0) > 1


def long_boundary(difference):
    return any(len(boundary) > 256 for boundary in boundaries(difference.mail))


def boundary_ends_in_space(difference):
    return any(boundary != boundary.rstrip() for boundary in boundaries(difference.mail))


def other_message_type(difference):
    """message/* that is not to be taken apart: RFC 2046 sections 5.2.2 to 5.2.4; or message/rfc822 behind an encoding that its
    section 5.2.1 forbids."""
    kinds = ("message/rfc822", "message/global", "message/delivery-status")
    return any(part["type"].startswith("message/") and (part["type"] not in kinds or part["encoding"] in ("base64", "quoted-printable"))
               for part in difference.mail.parts)


def message_news(difference):
    return any(re.match(rb"(?i)\s*message/news\b", value) for values in content_types(difference.mail) for value in values)


def content_type_twice(difference):
    return any(len(values) > 1 for values in content_types(difference.mail))


def text_behind_subtype(difference):
    return any(re.match(rb"\s*[\w.+-]+/[\w.+-]+\s+[^\s;(]", value) for values in content_types(difference.mail) for value in values)


def content_type_malformed(difference):
    """No "type/subtype" at all: RFC 2045 section 5.2 recommends text/plain."""
    return any(not re.match(rb"\s*[\w!#$&.+^-]+/[\w!#$&.+^-]+[\s;]*", value)
               for values in content_types(difference.mail) for value in values)


def type_no_token(difference):
    return any(re.match(rb"\s*[\w.+-]+/[\w.+-]*[()<>@,:\\\"\[\]?=][\s;]*\Z", value)
               for values in content_types(difference.mail) for value in values)


def attached_message_of_nothing(difference):
    mail = difference.mail
    return any(part["container"] and part["type"].startswith("message/") and not mail.body_of(part).strip() for part in mail.parts)


CLASSES = [
    DifferenceClass("lines_end_in_cr_alone", GMIME, EVERYTHING, "none", "RFC 5322 section 2.3",
                    "the file has CR for line ends, as old Macintosh programs wrote: GMime sees one line", no_line_feed),
    DifferenceClass("first_line_is_no_field", GMIME, EVERYTHING, "none", "RFC 5322 section 2.2",
                    "the bytes begin with something else than a header field: GMime reads no mail", first_line_is_no_field),
    DifferenceClass("header_line_unknown_to_python", PYTHON, ("tree",), "constat", "RFC 5322 sections 2.1, 4.5",
                    "a line that is no field, or has white space before the colon: Python takes what follows for the body",
                    header_line_unknown_to_python),
    DifferenceClass("nothing_after_last_boundary", GMIME, ("tree",), "none", "RFC 2046 section 5.1.1",
                    "the bytes end behind a boundary line that opens a part: the part is empty, or is none", nothing_after_last_boundary),
    DifferenceClass("part_without_empty_line", BOTH, ("tree",), "none", "RFC 2046 section 5.1.1",
                    "boundary lines without the empty line that a part needs between them: a part that is kept or lost",
                    part_without_empty_line),
    DifferenceClass("same_boundary_twice", BOTH, ("tree",), "none", "RFC 2046 section 5.1",
                    "a multipart inside another with the same boundary: which of them a boundary line belongs to", same_boundary_twice),
    DifferenceClass("long_boundary", GMIME, ("tree",), "none", "RFC 2046 section 5.1.1",
                    "a boundary of more than 256 characters (the standard: 70): GMime looks at a part of it", long_boundary),
    DifferenceClass("boundary_ends_in_space", PYTHON, ("tree",), "none", "RFC 2046 section 5.1.1",
                    "a boundary that ends in a space, which the standard forbids, and lines with fewer spaces", boundary_ends_in_space),
    DifferenceClass("content_type_twice", GMIME, ("tree",), "none", "RFC 2045 section 3",
                    "two Content-Type fields in one header: the first is read by constat, the last by GMime", content_type_twice),
    DifferenceClass("other_message_type", PYTHON, ("tree",), "constat", "RFC 2046 section 5.2",
                    "message/* other than rfc822, or encoded: Python makes a message of it", other_message_type),
    DifferenceClass("message_news", GMIME, ("tree",), "none", "RFC 5537 section 3.5",
                    "the obsolete message/news is taken for a message", message_news),
    DifferenceClass("text_behind_subtype", PYTHON, ("tree",), "constat", "RFC 2045 section 5.1",
                    "no semicolon behind the subtype: Python makes all of it the type", text_behind_subtype),
    DifferenceClass("content_type_malformed", GMIME, ("tree",), "constat", "RFC 2045 section 5.2",
                    "a Content-Type without type/subtype: text/plain is recommended, GMime says application/octet-stream",
                    content_type_malformed),
    DifferenceClass("type_no_token", GMIME, ("tree",), "gmime", "RFC 2045 sections 5.1, 5.2",
                    "a character behind the subtype that no token may hold: constat keeps it in the type and notes it", type_no_token),
    DifferenceClass("attached_message_of_nothing", GMIME, ("tree",), "none", "RFC 2046 section 5.2.1",
                    "an attached message without any byte: one empty text, or none", attached_message_of_nothing),
    DifferenceClass("body_without_empty_line", GMIME, ("tree",), "none", "RFC 5322 section 2.1",
                    "no empty line between the header and what follows: where the body begins is a guess", body_without_empty_line),
]
