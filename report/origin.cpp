#include "report/origin.h"

#include "core/digest.h"
#include "report/excerpt.h"

namespace constat::report {
namespace {

void append(Line& line, const Line& more, std::string_view separator) {
  if (more.empty()) return;
  if (!line.empty()) line.push_back(words(std::string(separator)));
  line.insert(line.end(), more.begin(), more.end());
}

Line part_line(const std::string& part, const Wording& wording) {
  if (part.empty()) return {};
  if (part == "0") return wording.line(Key::kOriginHeader);
  if (part == "envelope") return wording.line(Key::kOriginEnvelope);
  return wording.line(Key::kOriginPart, {seen(part)});
}

Line range_line(const ByteRange& range, const Wording& wording) {
  if (range.empty()) return {};
  return wording.line(Key::kOriginRange, {words(wording.counted(Key::kByteCount, range.length)),
                                          words(wording.number(range.offset))});
}

}  // namespace

Line frames_line(std::uint64_t first, std::uint64_t last, const Wording& wording) {
  if (first == 0 && last == 0) return {};
  if (first == last) return wording.line(Key::kOriginFrame, {words(wording.number(first))});
  return wording.line(Key::kOriginFrames,
                      {words(wording.number(first)), words(wording.number(last))});
}

std::string tshark_command(std::string_view input, std::uint64_t first, std::uint64_t last) {
  if ((first == 0 && last == 0) || input.empty() || input == "-") return {};
  const std::string command = "tshark -r " + shell_word(input) + " -Y 'frame.number";
  if (first == last) return command + "==" + std::to_string(first) + "'";
  return command + ">=" + std::to_string(first) + " && frame.number<=" + std::to_string(last) + "'";
}

std::string bytes_command(std::string_view input, capture::Compression compression,
                          const ByteRange& range) {
  if (range.empty() || input.empty() || input == "-") return {};
  const std::string file = " < " + shell_word(input);
  const std::string tail = "tail -c +" + std::to_string(range.offset + 1);
  const std::string head = " | head -c " + std::to_string(range.length);
  switch (compression) {
    case capture::Compression::kGzip:
      return "gzip -dc" + file + " | " + tail + head;
    case capture::Compression::kZstd:
      return "zstd -dc" + file + " | " + tail + head;
    case capture::Compression::kNone:
      break;
  }
  return tail + file + head;
}

Origin::Origin(const CaseReport& report, const Wording& wording) : wording_(wording) {
  for (const capture::InputFacts& input : report.inputs) inputs_.emplace(input.name, &input);
}

Line Origin::input_line(std::string_view input, std::uint64_t first_frame,
                        std::uint64_t last_frame) const {
  Line line;
  if (!input.empty()) line = wording_.line(Key::kOriginInput, {seen(std::string(input))});
  append(line, frames_line(first_frame, last_frame, wording_), ", ");
  return line;
}

// Each input that carried the fact, with its command.
void Origin::add_inputs(const classifier::Example& example, Exhibit& exhibit) const {
  std::vector<classifier::InputFrames> inputs = example.origins;
  if (inputs.empty()) inputs = {{example.input, example.first_frame, example.last_frame}};
  for (const auto& [input, first, last] : inputs) {
    Line line = input_line(input, first, last);
    if (!line.empty()) exhibit.trace.push_back(std::move(line));
    std::string command = tshark_command(input, first, last);
    if (!command.empty()) exhibit.commands.push_back(std::move(command));
  }
  const auto known = inputs_.find(example.input);
  if (example.door != capture::Door::kMail || !example.source || known == inputs_.end()) return;
  std::string command = bytes_command(example.input, known->second->compression, *example.source);
  if (!command.empty()) exhibit.commands.push_back(std::move(command));
}

Exhibit Origin::exhibit_of(const classifier::Example& example) const {
  Exhibit exhibit;
  if (!example.value.empty()) exhibit.what.push_back(quote(example.value));
  exhibit.quote = on_one_line(example.quote);
  Line place;
  if (!example.mail.empty()) place = wording_.line(Key::kOriginMail, {code(example.mail)});
  append(place, part_line(example.part, wording_), ", ");
  append(place, range_line(example.range, wording_), ", ");
  if (!place.empty()) exhibit.trace.push_back(std::move(place));
  add_inputs(example, exhibit);
  if (!example.mail_sha256.empty()) {
    exhibit.trace.push_back(wording_.line(Key::kOriginMailDigest, {code(example.mail_sha256)}));
  }
  return exhibit;
}

}  // namespace constat::report
