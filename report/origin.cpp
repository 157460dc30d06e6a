#include "report/origin.h"

#include <algorithm>

#include "core/limits.h"
#include "report/excerpt.h"

namespace constat::report {
namespace {

void append(Line& line, const Line& more, std::string_view separator) {
  if (more.empty()) return;
  if (!line.empty()) line.push_back(words(std::string(separator)));
  line.insert(line.end(), more.begin(), more.end());
}

std::string digest_of_input(const CaseReport& report, std::string_view name) {
  const auto found =
      std::find_if(report.inputs.begin(), report.inputs.end(),
                   [name](const capture::InputFacts& input) { return input.name == name; });
  return found == report.inputs.end() ? std::string() : to_hex(found->sha256);
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

Line input_line(const CaseReport& report, std::string_view input, std::uint64_t first_frame,
                std::uint64_t last_frame, const Wording& wording) {
  Line line;
  if (!input.empty()) line = wording.line(Key::kOriginInput, {seen(std::string(input))});
  append(line, frames_line(first_frame, last_frame, wording), ", ");
  const std::string digest = digest_of_input(report, input);
  if (!digest.empty()) append(line, wording.line(Key::kOriginInputDigest, {code(digest)}), " · ");
  return line;
}

std::string tshark_command(std::string_view input, std::uint64_t first, std::uint64_t last) {
  if ((first == 0 && last == 0) || input.empty() || input == "-") return {};
  return "tshark -r " + shell_word(input) + " -Y 'frame.number>=" + std::to_string(first) +
         " && frame.number<=" + std::to_string(last) + "'";
}

Exhibit exhibit_of(const CaseReport& report, const classifier::Example& example,
                   const Wording& wording) {
  Exhibit exhibit;
  if (!example.value.empty()) exhibit.what.push_back(quote(example.value));
  exhibit.quote = on_one_line(example.quote);
  Line place;
  if (!example.mail.empty()) place = wording.line(Key::kOriginMail, {code(example.mail)});
  append(place, part_line(example.part, wording), ", ");
  append(place, range_line(example.range, wording), ", ");
  if (!place.empty()) exhibit.trace.push_back(std::move(place));
  if (!example.mail_sha256.empty()) {
    exhibit.trace.push_back(wording.line(Key::kOriginMailDigest, {code(example.mail_sha256)}));
  }
  Line input = input_line(report, example.input, example.first_frame, example.last_frame, wording);
  if (!input.empty()) exhibit.trace.push_back(std::move(input));
  exhibit.command = tshark_command(example.input, example.first_frame, example.last_frame);
  return exhibit;
}

}  // namespace constat::report
