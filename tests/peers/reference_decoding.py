"""Transfer encodings decoded by the letter of RFC 2045, slowly, with switches for what other readers do otherwise: a difference is
explained when the bytes decoded with the switch are the other reader's, and those decoded without it are constat's."""
import hashlib
import re

HEX = b"0123456789ABCDEFabcdef"
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def digest(data):
    return hashlib.sha256(data).hexdigest()


def lines_of(body):
    """(line, line end) pairs."""
    return [(match.group(1), match.group(2)) for match in re.finditer(rb"([^\r\n]*)(\r\n|\n|\r|\Z)", body) if match.group()]


def quoted_printable(body, keep_trailing=False):
    """RFC 2045 section 6.7. Rule 3: white space at the end of a line is deleted. `=` without two hexadecimal digits stands for
    itself (its note on robust implementations)."""
    out = bytearray()
    for line, end in lines_of(body):
        stripped = line.rstrip(b" \t")
        soft = stripped.endswith(b"=")
        content = stripped[:-1] if soft else line if keep_trailing else stripped
        out += re.sub(rb"=([0-9A-Fa-f]{2})", lambda match: bytes([int(match.group(1), 16)]), content)
        if not soft:
            out += end
    return bytes(out)


def base64(body, after_padding="read", partial="kept"):
    """RFC 2045 section 6.8: characters outside of the alphabet are ignored. `after_padding`: what follows "=" is "read" as a new
    group, or "left" out. `partial`: the whole bytes of a last group without padding are "kept" or "dropped"."""
    bits = count = 0
    out = bytearray()
    for byte in body:
        value = ALPHABET.find(byte)
        if value >= 0:
            bits, count = bits << 6 | value, count + 6
        if count == 24 or (byte == ord("=") and count >= 12):
            out += (bits >> count % 8).to_bytes(count // 8, "big")
            bits = count = 0
            if byte == ord("=") and after_padding == "left":
                return bytes(out)
    if count >= 12 and partial == "kept":
        out += (bits >> count % 8).to_bytes(count // 8, "big")
    return bytes(out)


def decoded(encoding, body):
    return {"quoted-printable": quoted_printable, "base64": base64}.get(encoding, bytes)(body)
