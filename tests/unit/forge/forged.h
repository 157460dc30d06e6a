// Runs a scenario text to bytes in memory, for the tests of the forge.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tools/forge/forge.h"
#include "tools/forge/read_scenario.h"

namespace constat::forge::testing {

struct Forged {
  std::string capture;
  std::string truth;
  std::string problem;

  std::vector<boost::json::object> lines() const {
    std::vector<boost::json::object> out;
    std::istringstream in(truth);
    for (std::string line; std::getline(in, line);)
      out.push_back(boost::json::parse(line).as_object());
    return out;
  }
  std::vector<boost::json::object> lines_of(std::string_view kind) const {
    std::vector<boost::json::object> out;
    for (const auto& line : lines()) {
      if (line.at("truth").as_string() == kind) out.push_back(line);
    }
    return out;
  }
};

inline Forged forged(std::string_view source, std::uint64_t seed = 0) {
  ScenarioReading reading = read_scenario(source, "test.forge");
  Forged out;
  out.problem = reading.problem;
  if (!out.problem.empty()) return out;
  if (seed != 0) reading.scenario.seed = seed;
  std::ostringstream capture;
  std::ostringstream truth;
  out.problem = std::string(forge_scenario(reading.scenario, capture, truth).message());
  out.capture = capture.str();
  out.truth = truth.str();
  return out;
}

// A scenario of one session, whose body is given; `letter` is a template with a plain text.
inline std::string one_session(std::string_view body, std::string_view before = "") {
  return std::string(before) + R"(
template letter {
  from "La Ferme <offres@ferme.example>"
  subject "Les paniers d'été"
  means header.mailto
  text <<END
Bonjour {to},
.une ligne qui commence par un point
END
}
session {
  client 192.0.2.10:40001
  server 198.51.100.5:25
  ehlo mta.ferme.example
)" + std::string(body) +
         "\n}\n";
}

}  // namespace constat::forge::testing
