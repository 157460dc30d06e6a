"""compare_packet_counts.py CONSTAT CORPUS: frames, TCP segments and TCP conversations with payload of every capture, as constat and as
tshark (4.0) count them. A difference must have a reason in the table below, which also says who is right and why; any other fails.

To start tshark for each capture would take most of the time: captures that are read easily are first given to it many at a time, in one
file; those that seem to differ, and all others, are then given to it alone. Only those counts are believed where they differ.

A segment is a frame whose innermost IP packet (not one quoted in an ICMP message) holds a TCP header; a conversation is a tshark stream, or
a flow of constat, that carried at least a byte. Checksums are not looked at, since tshark does not either."""
import concurrent.futures
import fnmatch
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

CONSTAT, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
SECONDS = 60
BATCH = 30
MAGIC = {bytes.fromhex(text) for text in ("d4c3b2a1", "4d3cb2a1", "a1b2c3d4", "a1b23c4d", "0a0d0d0a")}

PCAPNG_BLOCKS = "tshark numbers Custom Blocks too; they are no packets (draft-ietf-opsawg-pcapng section 4.7): constat"
JUMBO = ("frames of 80 000 bytes whose IP length is 0 (Linux BIG TCP; RFC 2675 in IPv6): tshark reads the length as 0 and stops; tcpdump "
         "reads them as constat does")
TOO_LONG = ("the IP header says more bytes than the frame had on the wire, or than the PPPoE or GTP header allows; a receiver drops such a packet "
            "(RFC 1122 section 3.2.1; Linux ip_rcv), tshark shows it with a warning: constat")
LINK = "a link type of tshark's that constat counts as link_type (ARCNET, Juniper): tshark reads more"
AYIYA = "AYIYA tunnels (UDP 5072), whose only operator closed in 2017; counted as not_tcp: tshark reads more"
RESET_TEXT = "the only bytes stand in an RST, which carry a reason and no stream data (RFC 9293 section 3.5.3); constat sets them aside, counted"
NO_BYTE = "of the segment's payload no byte was captured (262 144 bytes on the wire, 64 kept)"
# (capture, what differs): reason
EXPLAINED = {
    ("gopacket/pcapgo/tests/?e/test017.pcapng", "frames"): PCAPNG_BLOCKS,
    ("gopacket/pcapgo/tests/?e/test018.pcapng", "frames"): PCAPNG_BLOCKS,
    ("gopacket/pcapgo/tests/?e/test102.pcapng", "frames"): PCAPNG_BLOCKS,
    ("gopacket/pcapgo/tests/?e/test202.pcapng", "frames"): PCAPNG_BLOCKS,
    ("tcpdump/tests/bigtcp-ipv*.pcap", "segments"): JUMBO,
    ("tcpdump/tests/bigtcp-ipv*.pcap", "conversations"): JUMBO,
    ("tcpdump/tests/kday[47].pcap", "segments"): TOO_LONG,
    ("zeek/testing/btest/Traces/pppoe-over-qinq.pcap", "segments"): TOO_LONG,
    ("zeek/testing/btest/Traces/tcp/reassembly.pcap", "segments"): TOO_LONG,
    ("zeek/testing/btest/Traces/tunnels/gtp/gtp9_unknown_or_too_short_payload.pcap", "segments"): TOO_LONG,
    ("tcpdump/tests/arcnet-rfc1*-arp-icmp-http.pcap", "segments"): LINK,
    ("tcpdump/tests/arcnet-rfc1*-arp-icmp-http.pcap", "conversations"): LINK,
    ("tcpdump/tests/bgp-aigp.pcap", "segments"): LINK,
    ("tcpdump/tests/bgp-aigp.pcap", "conversations"): LINK,
    ("zeek/testing/btest/Traces/tunnels/ayiya*.pcap", "segments"): AYIYA,
    ("zeek/testing/btest/Traces/tunnels/ayiya*.pcap", "conversations"): AYIYA,
    ("tcpdump/tests/tcp_rst_*.pcap", "conversations"): RESET_TEXT,
    ("tcpdump/tests/beep-oobr.pcap", "conversations"): NO_BYTE,
    ("tcpdump/tests/heapoverflow-tcp_print.pcap", "conversations"): NO_BYTE,
    ("tcpdump/tests/tcp-auth-heapoverflow.pcap", "conversations"): NO_BYTE,
    ("zeek/testing/btest/Traces/tcp/one-sided-2745.pcap", "conversations"):
        "bytes that were acknowledged and never captured: constat states them as gaps of two flows, tshark counts streams by bytes seen",
    ("suricata-verify/tests/tcp-fastopen-10-syn-data-ignore/input.pcap", "conversations"):
        "a connection whose bytes on the SYN are not acknowledged is followed by one with another initial number (RFC 7413): two flows",
}


def tshark_lines(path):
    """Of every frame: protocols, TCP payload lengths, TCP streams. Nothing when tshark does not know the link type."""
    command = ["tshark", "-n", "-r", str(path), "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields",
               "-e", "frame.protocols", "-e", "tcp.len", "-e", "tcp.stream"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)
    unsupported = not done.stdout and "TShark doesn't support" in done.stderr
    return None if unsupported else done.stdout.splitlines()


def counts_of(lines):
    segments, streams = 0, set()
    for line in lines:
        protocols, lengths, numbers = line.split("\t")
        if not lengths or "icmp" in protocols.split(":") or "icmpv6" in protocols.split(":"):
            continue
        segments += 1
        if lengths.split(",")[-1] != "0":
            streams.add(numbers.split(",")[-1])
    return {"frames": len(lines), "segments": segments, "conversations": len(streams)}


def plain_frames(path):
    """Link type, and (length on the wire, bytes) of every frame; nothing when anything about the pcap file is unusual."""
    content = path.read_bytes()
    order = {b"\xd4\xc3\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">"}.get(content[:4])
    if order is None or len(content) < 24:
        return None
    link_type, frames, at = struct.unpack(order + "I", content[20:24])[0], [], 24
    while at + 16 <= len(content):
        captured, length = struct.unpack(order + "II", content[at + 8:at + 16])
        frames.append((length, content[at + 16:at + 16 + captured]))
        at += 16 + captured
        if captured > min(length, 65535):
            return None
    return (link_type, frames) if at == len(content) and frames and link_type < 300 else None


def pcapng_of(captures):
    """One pcapng file of several (link type, frames), each an interface."""
    def block(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)

    blocks = [block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))]
    blocks += [block(1, struct.pack("<HHI", link_type, 0, 0)) for link_type, _ in captures]
    for interface, (_, frames) in enumerate(captures):
        blocks += [block(6, struct.pack("<IIIII", interface, 0, 0, len(frame), length) + frame) for length, frame in frames]
    return b"".join(blocks)


def batch_counts(paths):
    """Of those of the captures that tshark read together without trouble."""
    plain = [(path, capture) for path in paths if (capture := plain_frames(path))]
    with tempfile.NamedTemporaryFile(suffix=".pcapng") as file:
        file.write(pcapng_of([capture for _, capture in plain]))
        file.flush()
        lines = tshark_lines(file.name) if plain else None
    if lines is None or len(lines) != sum(len(frames) for _, (_, frames) in plain):
        return {}
    found, at = {}, 0
    for path, (_, frames) in plain:
        found[path] = counts_of(lines[at:at + len(frames)])
        at += len(frames)
    return found


def constat_counts(path):
    """Counts, and how many frames were of a link type that is only counted."""
    command = [CONSTAT, "facts", str(path), "--quiet", "-j", "1", "--checksums", "ignore"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode not in (0, 3):
        sys.exit(f"{path}: exit code {done.returncode}: {done.stderr}")
    summary = json.loads(done.stdout.splitlines()[-1])
    coverage = summary["coverage"]
    counts = {"frames": coverage["frames"], "segments": coverage["frames_analysed"], "conversations": summary["streams"]["flows"]}
    return counts, coverage["frames_skipped"]["link_type"]


def reason_of(name, what):
    return next((reason for (pattern, key), reason in EXPLAINED.items() if key == what and fnmatch.fnmatch(name, pattern)), None)


def differences(path, together):
    """Differences of one capture with a reason, and without one. `together`: what tshark counted in a batch, if it did."""
    name = str(path.relative_to(CORPUS))
    ours, of_unknown_link = constat_counts(path)
    if together == ours:
        return [], []
    lines = tshark_lines(path)
    if lines is None:
        unread = ours["frames"] == of_unknown_link
        return ([f"{name}: tshark does not know the link type"] if unread else []), ([] if unread else [f"{name}: read by constat alone"])
    explained, unexplained = [], []
    for what, count in counts_of(lines).items():
        if count == ours[what]:
            continue
        reason = reason_of(name, what)
        label = f"{name}: {what}: tshark {count}, constat {ours[what]}"
        (explained if reason else unexplained).append(f"{label}: {reason}" if reason else label)
    return explained, unexplained


def compare(paths):
    together = batch_counts(paths)
    return [differences(path, together.get(path)) for path in paths]


def is_capture(path):
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in MAGIC


def main():
    if not shutil.which("tshark"):
        print("tshark is not installed: nothing compared")
        return
    captures = [path for path in sorted(CORPUS.rglob("*")) if is_capture(path)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        batches = [captures[at:at + BATCH] for at in range(0, len(captures), BATCH)]
        results = [result for results in pool.map(compare, batches) for result in results]
    explained = [line for lines, _ in results for line in lines]
    unexplained = [line for _, lines in results for line in lines]
    print("\n".join(explained))
    print("\n".join(f"without a reason: {line}" for line in unexplained))
    print(f"{len(captures)} captures, {len(explained)} differences with a reason, {len(unexplained)} without")
    sys.exit(1 if unexplained or len(captures) < 1000 else 0)


main()
