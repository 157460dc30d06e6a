#include "report/origin.h"

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
  return "tshark -r " + shell_word(input) + " -Y 'frame.number>=" + std::to_string(first) +
         " && frame.number<=" + std::to_string(last) + "'";
}

Origin::Origin(const CaseReport& report, const Wording& wording) : wording_(wording) {
  for (const capture::InputFacts& input : report.inputs) {
    digests_.emplace(input.name, &input.sha256);
  }
}

Line Origin::input_line(std::string_view input, std::uint64_t first_frame,
                        std::uint64_t last_frame) const {
  Line line;
  if (!input.empty()) line = wording_.line(Key::kOriginInput, {seen(std::string(input))});
  append(line, frames_line(first_frame, last_frame, wording_), ", ");
  const auto digest = digests_.find(input);
  if (digest == digests_.end()) return line;
  append(line, wording_.line(Key::kOriginInputDigest, {code(to_hex(*digest->second))}), " · ");
  return line;
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
  if (!example.mail_sha256.empty()) {
    exhibit.trace.push_back(wording_.line(Key::kOriginMailDigest, {code(example.mail_sha256)}));
  }
  Line input = input_line(example.input, example.first_frame, example.last_frame);
  if (!input.empty()) exhibit.trace.push_back(std::move(input));
  exhibit.command = tshark_command(example.input, example.first_frame, example.last_frame);
  return exhibit;
}

}  // namespace constat::report
