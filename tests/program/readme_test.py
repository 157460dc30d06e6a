"""readme_test.py CONSTAT FORGE ROOT: every line of the report that the README shows is a line of the real report, in that order."""
import pathlib
import subprocess
import sys
import tempfile

CONSTAT, FORGE, ROOT = sys.argv[1:4]

shown = (pathlib.Path(ROOT) / "README.md").read_text().split("<!-- sample: begin -->")[1].split("<!-- sample: end -->")[0]
lines = [line for line in shown.split("```text\n")[1].split("```")[0].splitlines() if line.strip()]
with tempfile.TemporaryDirectory() as scratch:
    (pathlib.Path(scratch) / "out").mkdir()
    subprocess.run([FORGE, f"{ROOT}/tools/forge/scenarios/sample_campaign.forge", "-o", "out/sample_campaign.pcap"], cwd=scratch, check=True,
                   capture_output=True)
    report = subprocess.run([CONSTAT, "analyze", "out/sample_campaign.pcap", "--basis", "own-campaign", "--columns", "100"], cwd=scratch,
                            capture_output=True, text=True).stdout.splitlines()
at = 0
for line in lines:
    if line not in report[at:]:
        sys.exit(f"the README shows a line that the report does not hold (any more), or not in this place:\n{line}")
    at += report[at:].index(line) + 1
if len(lines) < 20:
    sys.exit("the README shows no report")
print(f"{len(lines)} lines of the README stand in the report")
