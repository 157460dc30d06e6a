"""Why decoded bytes differ. Each rule decodes the part by the letter of the standard, with the one deviation that it names: the
difference is explained only when both results come out, byte for byte."""
import re

from differences import DifferenceClass
from header_lines import ends_in_empty_line, is_field, unknown_to_python
from reference_decoding import base64, decoded, digest, quoted_printable

GMIME, PYTHON, BOTH = ("gmime",), ("python",), ("gmime", "python")


def encoded_as(difference, *names):
    return difference.part["encoding"] in names


def same(difference, ours, theirs):
    """The two readings are exactly these bytes."""
    return digest(ours) == difference.ours[-1] and digest(theirs) == difference.theirs[-1]


def trailing_white_space(difference):
    body = difference.body
    return (encoded_as(difference, "quoted-printable") and re.search(rb"[ \t](\r|\n|\Z)", body)
            and same(difference, quoted_printable(body), quoted_printable(body, keep_trailing=True)))


def equals_sign_not_encoded(difference):
    """What the others make of it is not computed: each does something else with a run of them."""
    body = difference.body
    return (encoded_as(difference, "quoted-printable") and re.search(rb"=(?![0-9A-Fa-f]{2}|\r|\n)", body)
            and digest(quoted_printable(body)) == difference.ours[-1])


def last_group_not_padded(difference):
    body = difference.body
    return encoded_as(difference, "base64") and same(difference, base64(body), base64(body, partial="dropped"))


def text_after_padding(difference):
    body = difference.body
    return (encoded_as(difference, "base64") and re.search(rb"=[^A-Za-z0-9+/]*[A-Za-z0-9+/]", body)
            and same(difference, base64(body), base64(body, after_padding="left")))


def one_character_too_many(difference):
    """Python gives the encoded text where the characters of the alphabet are 4n + 1."""
    body = difference.body
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    return encoded_as(difference, "base64") and len(letters) % 4 == 1 and digest(base64(body)) == difference.ours[-1]


def without_last_line_end(body):
    return re.sub(rb"(\r\n|\n|\r)\Z", b"", body)


def not_closed(difference):
    """The last part of a multipart that no closing boundary ends."""
    body, rest = difference.body, difference.mail.bytes[sum(difference.part["body"]):]
    name = difference.part["encoding"]
    return (difference.part["parent"] >= 0 and not rest.strip() and body != without_last_line_end(body)
            and same(difference, decoded(name, body), decoded(name, without_last_line_end(body))))


def closed_at_the_end_of_bytes(difference):
    """"--boundary--" without a line end, behind a CRLF that belongs to it (RFC 2046 section 5.1.1)."""
    rest = difference.mail.bytes[sum(difference.part["body"]):]
    ours = decoded(difference.part["encoding"], difference.body)
    return re.fullmatch(rb"\r\n--[^\r\n]+--", rest) and same(difference, ours, ours + b"\r")


def begins_without_empty_line(difference):
    """RFC 5322 section 2.1: an empty line stands before the body. Here it stands later, or nowhere."""
    return not ends_in_empty_line(difference.mail.bytes[:difference.part["body"][0]])


def line_ends_in_cr(difference):
    return b"\n" not in difference.mail.bytes and encoded_as(difference, "quoted-printable")


def header_line_python_does_not_know(difference):
    """Of the entity whose body this is, or of one that encloses it."""
    parts, part = difference.mail.reading["parts"], difference.part
    headers = [difference.mail.header]
    while part["parent"] >= 0:
        offset, length = part["header"]
        headers.append(difference.mail.bytes[offset:offset + length])
        part = parts[part["parent"]]
    return any(unknown_to_python(header) for header in headers)


def empty_part(difference):
    """A boundary line directly behind a boundary line."""
    return not difference.body and difference.mail.bytes[difference.part["body"][0]:].startswith(b"--")


def attached_message_without_header(difference):
    """What a message/rfc822 holds begins with a line that is no field."""
    parts, part = difference.mail.reading["parts"], difference.part
    inside = part["parent"] >= 0 and parts[part["parent"]]["type"].startswith("message/")
    return inside and part["header"][1] == 0 and not is_field(difference.body)


def uuencoded_part(difference):
    """What the others decode is among the encoded files that constat found in the part."""
    found = [file["sha256"] for file in difference.mail.reading["encoded_files"] if file["part"] == difference.part["path"]]
    return encoded_as(difference, "uuencode", "x-uuencode", "x-uue") and difference.theirs[-1] in found


CLASSES = [
    DifferenceClass("qp_trailing_white_space", BOTH, ("bytes",), "constat", "RFC 2045 section 6.7 rule 3",
                    "white space at the end of an encoded line is kept; it must be deleted", trailing_white_space),
    DifferenceClass("qp_equals_sign_not_encoded", BOTH, ("bytes",), "constat", "RFC 2045 section 6.7 note 1",
                    "'=' without two hexadecimal digits: the recommended reading is to leave it as it is", equals_sign_not_encoded),
    DifferenceClass("base64_last_group_not_padded", GMIME, ("bytes",), "none", "RFC 2045 section 6.8",
                    "the last group has no padding: its whole bytes are kept or dropped", last_group_not_padded),
    DifferenceClass("base64_text_after_padding", BOTH, ("bytes",), "none", "RFC 2045 section 6.8",
                    "text follows the padding, such as a mailing list's footer: read as a further group or left out", text_after_padding),
    DifferenceClass("base64_not_decoded", PYTHON, ("bytes",), "constat", "RFC 2045 section 6.8",
                    "one character too many: the whole part is given undecoded", one_character_too_many),
    DifferenceClass("uuencoded_part", BOTH, ("bytes",), "both", "RFC 2045 section 6.3",
                    "uuencode is no transfer encoding of the standard: the part is as it stands, the file inside is told apart",
                    uuencoded_part),
    DifferenceClass("multipart_not_closed", PYTHON, ("bytes",), "none", "RFC 2046 section 5.1.1",
                    "no closing boundary: whether the last line end is the text's or the missing boundary's", not_closed),
    DifferenceClass("closed_at_the_end_of_bytes", GMIME, ("bytes",), "constat", "RFC 2046 section 5.1.1",
                    "the closing boundary is the last line and has no line end: the CR before it is left in the part",
                    closed_at_the_end_of_bytes),
    DifferenceClass("quoted_printable_lines_end_in_cr", PYTHON, ("bytes",), "none", "RFC 5322 section 2.3",
                    "the file has CR for line ends, as old Macintosh programs wrote: quopri sees one line", line_ends_in_cr),
    DifferenceClass("header_line_ends_the_header", PYTHON, ("bytes",), "constat", "RFC 5322 sections 2.1, 4.5",
                    "a line that is no field, or has white space before the colon: Python takes what follows for the body",
                    header_line_python_does_not_know),
    DifferenceClass("part_of_nothing", PYTHON, ("bytes",), "constat", "RFC 2046 section 5.1.1",
                    "a boundary line follows a boundary line directly: the empty part between is given other bytes", empty_part),
    DifferenceClass("attached_message_without_header", GMIME, ("bytes",), "none", "RFC 2046 section 5.2.1",
                    "an attached message begins with text: GMime loses it, looking for a header", attached_message_without_header),
    DifferenceClass("text_without_empty_line", BOTH, ("bytes",), "none", "RFC 5322 section 2.1",
                    "no empty line between the header and what follows: where the body begins is a guess", begins_without_empty_line),
]
