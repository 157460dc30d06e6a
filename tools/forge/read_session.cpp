// The block "session { ... }": the connection, what is said on it, and what the capture missed.

#include <algorithm>

#include "tools/forge/read_scenario.h"
#include "tools/forge/rules.h"
#include "tools/forge/values.h"

namespace constat::forge {
namespace {

constexpr std::pair<std::string_view, bool> kSwitch[] = {{"on", true}, {"off", false}};

constexpr std::pair<std::string_view, StarttlsPlan> kStarttls[] = {
    {"offered", StarttlsPlan::kOffered},
    {"refused", StarttlsPlan::kRefused},
    {"accepted", StarttlsPlan::kAccepted},
};

constexpr std::pair<std::string_view, Closing> kClosings[] = {
    {"quit", Closing::kQuit},
    {"fin", Closing::kFin},
    {"reset", Closing::kReset},
    {"none", Closing::kNone},
};

constexpr std::pair<std::string_view, SidesKept> kSides[] = {
    {"both", SidesKept::kBoth},
    {"client", SidesKept::kClientOnly},
    {"server", SidesKept::kServerOnly},
};

template <typename V, std::size_t N>
Trouble choose(const Place& place, const std::pair<std::string_view, V> (&table)[N], V& into) {
  const auto value = choice(place.word(1), table);
  if (!value) return wrong_arguments();
  into = *value;
  return std::nullopt;
}

template <typename T>
Trouble number_between(const Place& place, std::uint64_t least, std::uint64_t most, T& into) {
  const auto value = size_from(place.word(1));
  if (!value || *value < least || *value > most) {
    return wrong("'" + place.word(0) + "' takes a number from " + std::to_string(least) + " to " +
                 std::to_string(most));
  }
  into = static_cast<T>(*value);
  return std::nullopt;
}

Trouble read_endpoint(const Place& place, Endpoint& into) {
  const auto endpoint = endpoint_from(place.word(1));
  if (!endpoint) return wrong_arguments();
  into = *endpoint;
  return std::nullopt;
}

Trouble read_at(const Place& place, SessionPlan& session) {
  const auto time = time_from(place.word(1), session.start);
  if (!time) return wrong_arguments();
  session.start = *time;
  return std::nullopt;
}

Trouble read_hello(const Place& place, SessionPlan& session) {
  session.helo = place.word(1);
  session.extended = place.word(0) == "ehlo";
  return std::nullopt;
}

Trouble read_starttls(const Place& place, SessionPlan& session) {
  if (Trouble trouble = choose(place, kStarttls, session.starttls)) return trouble;
  if (session.starttls != StarttlsPlan::kAccepted)
    return place.words() == 2 ? Trouble() : wrong_arguments();
  const auto bytes =
      place.words() == 3 ? size_from(place.word(2)) : std::optional<std::uint64_t>(4000);
  if (!bytes || *bytes > 64ull * 1024 * 1024) return wrong("starttls accepted takes 64M at most");
  session.encrypted_bytes = *bytes;
  return std::nullopt;
}

Trouble read_auth(const Place& place, SessionPlan& session) {
  session.auth_mechanism = place.word(1);
  session.auth_user = place.word(2);
  session.auth_secret = place.word(3);
  if (session.auth_mechanism != "PLAIN" && session.auth_mechanism != "LOGIN")
    return wrong_arguments();
  if (place.words() < 5) return std::nullopt;
  const auto code = reply_code_from(place.word(4));
  if (!code || *code == 0) return wrong_arguments();
  session.auth_reply.code = *code;
  return std::nullopt;
}

Trouble read_round_trip(const Place& place, SessionPlan& session) {
  const auto duration = duration_from(place.word(1));
  if (!duration || *duration < 1'000'000) return wrong("a round trip takes 1ms at least");
  session.round_trip = *duration;
  return std::nullopt;
}

// lose client segment 3 | lose server segment 1 | lose mail 2 segment 3
Trouble read_lost(const Place& place, SessionPlan& session) {
  LostSegment lost;
  lost.line = place.statement().line;
  const bool of_mail = place.word(1) == "mail";
  if (place.words() != (of_mail ? 5u : 4u) || place.word(place.words() - 2) != "segment")
    return wrong_arguments();
  const auto segment = number_from(place.word(place.words() - 1));
  const auto mail = of_mail ? number_from(place.word(2)) : std::optional<std::uint64_t>(0);
  if (!segment || *segment == 0 || !mail || (of_mail && *mail == 0)) return wrong_arguments();
  if (!of_mail && place.word(1) != "client" && place.word(1) != "server") return wrong_arguments();
  lost.side = place.word(1) == "server" ? Side::kServer : Side::kClient;
  lost.segment = *segment;
  lost.mail = *mail;
  session.lost.push_back(lost);
  return std::nullopt;
}

Trouble read_exchange(const Place& place, SessionPlan& session) {
  Step step{Step::Kind::kExchange, {}, {}};
  step.exchange = {place.word(1), place.words() > 2 ? place.word(2) : ""};
  session.steps.push_back(std::move(step));
  return std::nullopt;
}

Trouble read_mail_step(const Place& place, SessionPlan& session) {
  Step step{Step::Kind::kMail, {}, {}};
  if (Trouble trouble = read_mail(place.list, place.index, step.mail)) return trouble;
  session.steps.push_back(std::move(step));
  return std::nullopt;
}

constexpr Rule<SessionPlan> kRules[] = {
    {"client", "client 192.0.2.10:40001 (or [2001:db8::10]:40001)", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return read_endpoint(p, s.client); }},
    {"server", "server 198.51.100.5:25 (or [2001:db8::25]:25)", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return read_endpoint(p, s.server); }},
    {"at", "at +5s (or at 2026-03-02T08:00:00Z)", 1, 1, Shape::kLine, read_at},
    {"ehlo", "ehlo mta.ferme.example", 1, 1, Shape::kLine, read_hello},
    {"helo", "helo mta.ferme.example", 1, 1, Shape::kLine, read_hello},
    {"server_name", "server_name mx.laposte.example", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) {
       s.server_name = p.word(1);
       return Trouble();
     }},
    {"greeting", "greeting \"mx.example ESMTP ready\"", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) {
       s.greeting = p.word(1);
       return Trouble();
     }},
    {"offer", "offer \"SIZE 10485760\" SMTPUTF8", 1, 20, Shape::kLine,
     [](const Place& p, SessionPlan& s) {
       s.offers.insert(s.offers.end(), p.statement().words.begin() + 1, p.statement().words.end());
       return Trouble();
     }},
    {"pipelining", "pipelining on|off", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return choose(p, kSwitch, s.pipelining); }},
    {"starttls", "starttls offered|refused|accepted [BYTES]", 1, 2, Shape::kLine, read_starttls},
    {"auth", "auth PLAIN|LOGIN USER SECRET [235|535]", 3, 4, Shape::kLine, read_auth},
    {"segment", "segment 1460", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return number_between(p, 1, 60'000, s.segment); }},
    {"timestamps", "timestamps on|off", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return choose(p, kSwitch, s.timestamps); }},
    {"round_trip", "round_trip 20ms", 1, 1, Shape::kLine, read_round_trip},
    {"vlan", "vlan 12", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return number_between(p, 1, 4094, s.vlan); }},
    {"close", "close quit|fin|reset|none", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return choose(p, kClosings, s.closing); }},
    {"say", "say \"NOOP\" [\"250 2.0.0 Ok\"]", 1, 2, Shape::kLine, read_exchange},
    {"mail", "mail TEMPLATE { ... }", 1, 1, Shape::kBlock, read_mail_step},
    {"lose", "lose client|server segment 3 (or: lose mail 2 segment 3)", 3, 4, Shape::kLine,
     read_lost},
    {"reorder", "reorder 4", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return number_between(p, 2, 32, s.reorder_window); }},
    {"duplicate", "duplicate 10", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) {
       return number_between(p, 1, 1'000'000, s.duplicate_every);
     }},
    {"keep", "keep both|client|server", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) { return choose(p, kSides, s.sides); }},
    {"begin_at", "begin_at 5", 1, 1, Shape::kLine,
     [](const Place& p, SessionPlan& s) {
       return number_between(p, 1, 1'000'000, s.starts_at_segment);
     }},
};

Trouble check(const SessionPlan& session) {
  const auto at = [&](std::string message) { return Problem{session.line, std::move(message)}; };
  if (!session.client.ip.known())
    return at("this session has no client; add: client 192.0.2.10:40001");
  if (!session.server.ip.known())
    return at("this session has no server; add: server 198.51.100.5:25");
  if (session.client.ip.version != session.server.ip.version) {
    return at("client and server are of different IP versions; write both as IPv4 or both as IPv6");
  }
  const std::int64_t seconds = session.start.nanoseconds / 1'000'000'000;
  if (seconds < 0 || seconds > 0xffffffffll - 100 * 86400) {
    return at("a capture can hold times from 1970 to 2105; write another 'at'");
  }
  const bool has_mail =
      std::any_of(session.steps.begin(), session.steps.end(),
                  [](const Step& step) { return step.kind == Step::Kind::kMail; });
  if (session.starttls == StarttlsPlan::kAccepted && has_mail) {
    return at(
        "after 'starttls accepted' no mail can be seen; remove the mails or write 'starttls "
        "offered'");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> read_session(const std::vector<Statement>& list, std::size_t index,
                                    SessionPlan& into) {
  const Place place{list, index};
  into.line = place.statement().line;
  if (Trouble trouble = read_block<SessionPlan>(place, kRules, "a session", into)) return trouble;
  return check(into);
}

}  // namespace constat::forge
