"""split_runs_test.py CONSTAT FORGE SCENARIOS RUNS [FIRST_SEED]: the program, as a user runs it, gives the same records of a forged
conversation whatever its wrapping, its split into files, their order and format, and the number of threads.

One run: a scenario is forged in one link or tunnel, its frames are spread over 1 to 5 files (in stretches, at random, or by direction as
two taps do), each file is a pcap of either byte order, some compressed, and they are named in any order with -j 1, 2, 3 or 8. Compared
with the plain capture in one file and one thread: exit code and every record, without what tells of files, frames and wrapping.
Run N uses the seed N: to see one again, RUNS 1 and FIRST_SEED N."""
import concurrent.futures
import json
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SCENARIOS, RUNS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
FIRST = int(sys.argv[5]) if len(sys.argv) > 5 else 1
# Small ones that show something else each; large_data crosses many files, snaplen_96 is cut.
NAMES = ["one_conversation", "ipv6_twin", "timestamps", "reordered_and_duplicated", "mixed_replies_pipelined", "bdat_chunks", "gap_in_header",
         "lost_segment_between_mails", "midstream", "client_side_only", "server_side_only", "starttls_accepted", "reset_connection",
         "cut_in_data", "latin1_and_attachment", "sample_campaign", "snaplen_96"]
# Provenance, and what the wrapping and the files themselves change.
PLACES = {"input", "frame", "frames", "origins", "last_input", "first_frame", "last_frame"}
OF_FILES = {"inputs", "inputs_incomplete", "inputs_compressed", "frames", "frames_analysed", "frames_skipped", "frames_cut", "layers", "equations",
            "records_handed_out", "frames_repeated", "defects"}
# A packet captured twice is a retransmission; the fragments of a datagram that was complete are not put together again.
OF_REPEATED_PACKETS = {"payload_bytes_offered", "duplicate_bytes"}
COMPRESSORS = {name: shutil.which(name) for name in ("gzip", "zstd")}


def forge(name, wrap, folder):
    path = folder / f"{name}.{wrap or 'plain'}.pcap"
    words = ["--wrap", wrap] if wrap else []
    subprocess.run([FORGE, str(SCENARIOS / f"{name}.forge"), "-o", str(path), *words], check=True, capture_output=True)
    return path


def wraps():
    listed = subprocess.run([FORGE, "--list-wraps"], check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [(line.split("\t") + [""])[:3] for line in listed]
    return {version: [name for name, _, carries in rows if carries in ("", f"{version} only")] for version in ("IPv4", "IPv6")}


def frames_of(path):
    """Of a little-endian pcap with microseconds: link type and (record header fields, frame)."""
    data = path.read_bytes()
    link = struct.unpack_from("<I", data, 20)[0]
    frames, at = [], 24
    while at < len(data):
        fields = struct.unpack_from("<IIII", data, at)
        frames.append((fields, data[at + 16:at + 16 + fields[2]]))
        at += 16 + fields[2]
    return link, frames


def write(path, link, frames, order):
    with open(path, "wb") as file:
        file.write(struct.pack(order + "IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link))
        for fields, frame in frames:
            file.write(struct.pack(order + "IIII", *fields) + frame)


def spread(link, frames, numbers):
    """Lists of frames, none empty."""
    count = numbers.randint(1, min(5, len(frames)))
    kind = numbers.choice(["stretches", "anywhere", "taps"])
    if kind == "taps" and link == 1:
        files = {}
        for frame in frames:
            files.setdefault(frame[1][6:12], []).append(frame)  # the sending hardware
        return list(files.values())
    if kind == "anywhere":
        files = [[] for _ in range(count)]
        for frame in frames:
            numbers.choice(files).append(frame)
        return [file for file in files if file]
    borders = sorted(numbers.sample(range(1, len(frames)), min(count, len(frames)) - 1))
    return [frames[begin:end] for begin, end in zip([0, *borders], [*borders, len(frames)])]


def facts(files, threads, key):
    command = [CONSTAT, "facts", *map(str, files), "--quiet", "--key", str(key), "-j", str(threads)]
    done = subprocess.run(command, capture_output=True, timeout=100)
    return done.returncode, done.stdout, done.stderr.decode()


def without(value, names):
    if isinstance(value, dict):
        return {name: without(inner, names) for name, inner in value.items() if name not in names}
    if isinstance(value, list):
        return [without(inner, names) for inner in value]
    return value


def content_of(result, hidden=frozenset()):
    code, output, errors = result
    records = [json.loads(line) for line in output.splitlines()]
    of_summary = PLACES | OF_FILES | hidden
    kept = [without(record, of_summary if record["record"] == "summary" else PLACES) for record in records if record["record"] != "input"]
    return code, sorted(json.dumps(record) for record in kept), errors


def run(seed, all_wraps, plain, key):
    numbers = random.Random(seed)
    name = NAMES[seed % len(NAMES)]
    # The campaign has sessions of both versions.
    versions = {"IPv4", "IPv6"} if name == "sample_campaign" else {"IPv6"} if name.startswith("ipv6") else {"IPv4"}
    possible = sorted(set.intersection(*(set(all_wraps[version]) for version in versions)))
    # Frames that are cut cannot be wrapped.
    wrap = "" if name.startswith("snaplen") else numbers.choice(possible)
    threads = numbers.choice([1, 2, 3, 8])
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        link, frames = frames_of(forge(name, wrap, folder))
        files = []
        for index, part in enumerate(spread(link, frames, numbers)):
            path = folder / f"part{index}.pcap"
            # The byte order of nflog and null frames is that of the machine that captured them.
            write(path, link, part, "<" if link in (0, 239) else numbers.choice("<>"))
            tool = numbers.choice(["", "", "gzip", "zstd"])
            if COMPRESSORS.get(tool):
                subprocess.run([COMPRESSORS[tool], "-q", str(path)], check=True)
                path = path.with_name(path.name + {"gzip": ".gz", "zstd": ".zst"}[tool])
            files.append(path)
        numbers.shuffle(files)
        hidden = OF_REPEATED_PACKETS if "fragment" in wrap else frozenset()
        found, expected = content_of(facts(files, threads, key), hidden), content_of(plain[name], hidden)
    if found == expected:
        return None
    only = [line for line in found[1] if line not in expected[1]][:1]
    lost = [line for line in expected[1] if line not in found[1]][:1]
    return (f"seed {seed}: {name} in {wrap or 'its own link'}, {len(files)} files, -j {threads}: exit {found[0]}, not {expected[0]} {found[2]}\n"
            + "".join(f"  + {line[:900]}\n" for line in only) + "".join(f"  - {line[:900]}\n" for line in lost))


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        key = folder / "key"
        key.write_bytes(b"the key of the split runs, 32 or more bytes")
        key.chmod(0o600)
        plain = {name: facts([forge(name, "", folder)], 1, key) for name in NAMES}
        all_wraps = wraps()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            problems = [problem for problem in pool.map(lambda seed: run(seed, all_wraps, plain, key), range(FIRST, FIRST + RUNS)) if problem]
    print("\n".join(problems[:5]))
    print(f"{RUNS} runs over {len(NAMES)} scenarios and {len(set(sum(all_wraps.values(), [])))} wrappings, {len(problems)} differ")
    sys.exit(1 if problems or not any(b'"record":"mail"' in output for _, output, _ in plain.values()) else 0)


main()
