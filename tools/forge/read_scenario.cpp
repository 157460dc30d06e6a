// The top level of a scenario, and what can only be checked when all of it was read.
#include "tools/forge/read_scenario.h"

#include <utility>

#include "tools/forge/rules.h"
#include "tools/forge/values.h"

namespace constat::forge {
namespace {

constexpr std::pair<std::string_view, FileFormat> kFormats[] = {
    {"pcap", FileFormat::kPcap},
    {"pcapng", FileFormat::kPcapng},
};
constexpr std::pair<std::string_view, TimeUnit> kTimeUnits[] = {
    {"microseconds", TimeUnit::kMicroseconds},
    {"nanoseconds", TimeUnit::kNanoseconds},
};
constexpr std::pair<std::string_view, ByteOrder> kOrders[] = {
    {"little", ByteOrder::kLittle},
    {"big", ByteOrder::kBig},
};
constexpr std::pair<std::string_view, LinkType> kLinks[] = {
    {"ethernet", LinkType::kEthernet}, {"raw", LinkType::kRaw},   {"null", LinkType::kNull},
    {"sll", LinkType::kSll},           {"sll2", LinkType::kSll2},
};

Trouble read_seed(const Place& place, Scenario& scenario) {
  const auto seed = number_from(place.word(1));
  if (!seed) return wrong_arguments();
  scenario.seed = *seed;
  return std::nullopt;
}

Trouble read_time(const Place& place, Scenario& scenario) {
  const auto time = time_from(place.word(1), CaptureTime::unknown());
  if (!time || place.word(1).starts_with('+')) return wrong_arguments();
  if (!scenario.sessions.empty()) return wrong("'time' must stand before the first session");
  scenario.start = *time;
  return std::nullopt;
}

// Words in any order: pcapng nanoseconds big sll2.
Trouble read_write(const Place& place, Scenario& scenario) {
  CaptureFormat& capture = scenario.capture;
  for (std::size_t i = 1; i < place.words(); ++i) {
    const std::string& word = place.word(i);
    if (const auto format = choice(word, kFormats)) {
      capture.format = *format;
    } else if (const auto unit = choice(word, kTimeUnits)) {
      capture.unit = *unit;
    } else if (const auto order = choice(word, kOrders)) {
      capture.order = *order;
    } else if (const auto link = choice(word, kLinks)) {
      capture.link = *link;
    } else {
      return wrong("'" + word + "' is not known in write");
    }
  }
  return std::nullopt;
}

Trouble read_snaplen(const Place& place, Scenario& scenario) {
  const auto bytes = number_from(place.word(1));
  if (!bytes || *bytes < 60 || *bytes > 262144)
    return wrong("snaplen takes a number from 60 to 262144");
  scenario.capture.snaplen = static_cast<std::uint32_t>(*bytes);
  return std::nullopt;
}

Trouble read_template_block(const Place& place, Scenario& scenario) {
  Template mail;
  mail.name = place.word(1);
  if (Trouble trouble = read_template(place.list, place.index, mail)) return trouble;
  if (!scenario.templates.emplace(mail.name, mail).second) {
    return wrong("there are two templates " + mail.name + "; give one of them another name");
  }
  return std::nullopt;
}

Trouble read_session_block(const Place& place, Scenario& scenario) {
  SessionPlan session;
  session.start = scenario.start;
  if (Trouble trouble = read_session(place.list, place.index, session)) return trouble;
  scenario.sessions.push_back(std::move(session));
  return std::nullopt;
}

constexpr Rule<Scenario> kRules[] = {
    {"seed", "seed 7", 1, 1, Shape::kLine, read_seed},
    {"time", "time 2026-03-02T08:00:00Z", 1, 1, Shape::kLine, read_time},
    {"write", "write pcap|pcapng microseconds|nanoseconds little|big ethernet|raw|null|sll|sll2", 1,
     4, Shape::kLine, read_write},
    {"snaplen", "snaplen 96", 1, 1, Shape::kLine, read_snaplen},
    {"template", "template NAME { ... }", 1, 1, Shape::kBlock, read_template_block},
    {"session", "session { ... }", 0, 0, Shape::kBlock, read_session_block},
};

// A reply of `none` ends the conversation: whatever stands after it would never be sent.
Trouble check_endings(const SessionPlan& session) {
  const MailPlan* last = nullptr;
  for (const Step& step : session.steps) {
    if (last != nullptr) {
      return Problem{last->line,
                     "this mail ends the session (cut, or a reply of none); make it the last step"};
    }
    if (step.kind != Step::Kind::kMail) continue;
    bool ends = step.mail.cut_after > 0 || step.mail.data_reply.code == 0;
    for (const RecipientPlan& recipient : step.mail.recipients)
      ends = ends || recipient.reply.code == 0;
    if (ends) last = &step.mail;
  }
  return std::nullopt;
}

Trouble check(const Scenario& scenario) {
  if (scenario.sessions.empty()) return Problem{1, "there is no session; add: session { ... }"};
  for (const SessionPlan& session : scenario.sessions) {
    if (session.vlan != 0 && scenario.capture.link != LinkType::kEthernet) {
      return Problem{session.line, "a vlan tag needs an Ethernet frame; write: write ethernet"};
    }
    for (const Step& step : session.steps) {
      const bool known =
          step.kind != Step::Kind::kMail || scenario.templates.contains(step.mail.template_name);
      if (known) continue;
      return Problem{step.mail.line, "there is no template " + step.mail.template_name +
                                         "; add: template " + step.mail.template_name + " { ... }"};
    }
    if (Trouble trouble = check_endings(session)) return trouble;
  }
  return std::nullopt;
}

}  // namespace

ScenarioReading read_scenario(std::string_view source, std::string_view file_name) {
  ScenarioReading reading;
  Scenario& scenario = reading.scenario;
  scenario.file = file_name;
  scenario.start = capture_time_from_rfc3339("2026-03-02T08:00:00Z");
  const Statements statements = split_statements(source);
  Trouble trouble = statements.problem;
  if (!trouble) {
    trouble = read_statements<Scenario>(statements.list, 0, statements.list.size(), kRules,
                                        "a scenario", scenario);
  }
  if (!trouble) trouble = check(scenario);
  if (trouble) {
    reading.problem = scenario.file + ":" + std::to_string(trouble->line) + ": " + trouble->message;
  }
  return reading;
}

}  // namespace constat::forge
