"""Why subjects and dates differ."""
import base64
import binascii
import codecs
import re

from differences import ADDRESSES, DifferenceClass
from header_lines import unknown_to_python

GMIME, PYTHON, BOTH = ("gmime",), ("python",), ("gmime", "python")
TEXTS = ("subject", *ADDRESSES)
DAY, MONTH = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
# RFC 5322 sections 3.3 and 4.3, comments taken out and folding undone.
DATE = re.compile(rb"(?i)\s*(?:" + DAY + rb"\s*,)?\s*\d{1,2}\s*" + MONTH + rb"\s*(\d{4}|\d{2,3})\s+([01]\d|2[0-3])\s*:\s*[0-5]\d(?:\s*:\s*\d{2})?"
                  rb"\s+(?:[+-]\d{4}|UT|GMT|[ECMP][SD]T|[A-IK-Z]|[A-Z]{3,5})\s*\Z")


def without_comments(value):
    before = None
    while before != value:
        before, value = value, re.sub(rb"\([^()]*\)", b" ", value)
    return value


def header_line_unknown_to_python(difference):
    return unknown_to_python(difference.mail.header)


def outside_the_grammar(difference):
    return bool(difference.values) and not DATE.match(without_comments(difference.values[0]))


def year_before_1900(difference):
    match = difference.values and DATE.match(without_comments(difference.values[0]))
    return match and len(match.group(1)) == 4 and int(match.group(1)) < 1900


def comment_inside(difference):
    value = difference.values[0] if difference.values else b""
    return re.search(rb"\(.*\).*[0-9]", value, re.S) and DATE.match(without_comments(value))


def field_twice(difference):
    return len(difference.values) > 1


def eight_bit(difference):
    return any(re.search(rb"[\x80-\xff]", value) for value in difference.values)


def encoded_words(difference):
    """(charset, bytes) of each."""
    words = []
    for value in difference.values:
        for charset, kind, text in re.findall(rb"=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=", value):
            try:
                data = (base64.b64decode(text + b"==") if kind in b"Bb"
                        else binascii.a2b_qp(text.replace(b"_", b" ")))
            except binascii.Error:
                data = b""
            words.append((charset.decode("ascii", "replace"), data))
    return words


def charset_unknown_to_python(difference):
    def unknown(name):
        try:
            codecs.lookup(name)
            return False
        except LookupError:
            return True
    return any(unknown(charset) for charset, _ in encoded_words(difference))


def bytes_outside_the_charset(difference):
    def outside(name, data):
        try:
            data.decode(name)
            return False
        except UnicodeDecodeError:
            return True
        except LookupError:
            return False
    return any(outside(charset, data) for charset, data in encoded_words(difference))


def control_bytes_of_latin_1(difference):
    return any(charset.lower() == "iso-8859-1" and re.search(rb"[\x80-\x9f]", data) for charset, data in encoded_words(difference))


def padded_word_before_another(difference):
    """Base64 with padding, then a second word of the same charset: GMime puts the two together before it decodes."""
    pattern = rb"=\?([^?]+)\?[Bb]\?[^?]*=\?=\s+=\?\1\?[Bb]\?"
    return any(re.search(pattern, value) for value in difference.values)


def nul_inside(difference):
    return any(b"\0" in value for value in difference.values) or any(b"\0" in data for _, data in encoded_words(difference))


CLASSES = [
    DifferenceClass("header_line_ends_python_header", PYTHON, ("date", *TEXTS), "constat", "RFC 5322 sections 2.1, 4.5",
                    "a line that is no field, or has white space before the colon: Python ends the header there",
                    header_line_unknown_to_python),
    DifferenceClass("field_twice", BOTH, ("date", *TEXTS), "none", "RFC 5322 section 3.6",
                    "a field that may stand once stands twice: constat keeps all and prints the first, others take the last or mix them",
                    field_twice),
    DifferenceClass("date_outside_the_grammar", BOTH, ("date",), "none", "RFC 5322 sections 3.3, 4.3",
                    "no date by the grammar, the obsolete one included: each reader mends what it can", outside_the_grammar),
    DifferenceClass("year_before_1900", PYTHON, ("date",), "constat", "RFC 5322 section 3.3",
                    "a year of four digits before 1900, such as 0102: no date", year_before_1900),
    DifferenceClass("comment_inside_date", BOTH, ("date",), "constat", "RFC 5322 section 4.3",
                    "a comment inside the date: what stands behind it is lost", comment_inside),
    DifferenceClass("bytes_above_127", BOTH, TEXTS, "none", "RFC 5322 section 2.2, RFC 6532 section 3.2",
                    "bytes above 127 that are not UTF-8: windows-1252 is guessed and said to be a guess, others write U+FFFD", eight_bit),
    DifferenceClass("charset_unknown_to_python", PYTHON, TEXTS, "constat", "RFC 2978",
                    "a registered character set that Python has not", charset_unknown_to_python),
    DifferenceClass("iso_8859_1_control_bytes", BOTH, TEXTS, "both", "RFC 2047 section 2; WHATWG Encoding",
                    "bytes 0x80 to 0x9f in ISO-8859-1: control characters by the register, windows-1252 in every program in use",
                    control_bytes_of_latin_1),
    DifferenceClass("bytes_outside_the_charset", BOTH, TEXTS, "none", "RFC 2047 section 6.2",
                    "an encoded word with bytes that its character set does not have", bytes_outside_the_charset),
    DifferenceClass("padded_word_before_another", GMIME, TEXTS, "constat", "RFC 2047 sections 2, 6.2",
                    "each encoded word is decoded on its own: GMime loses the ones behind the padding of the first",
                    padded_word_before_another),
    DifferenceClass("nul_inside", GMIME, TEXTS, "none", "RFC 5322 section 4",
                    "a NUL character: a C string ends there", nul_inside),
]
