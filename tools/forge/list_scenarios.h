// What --list prints: the scenarios of a folder with their first comment line, or what one scenario
// sends.
#pragma once

#include <string>

namespace constat::forge {

struct ScenarioList {
  std::string text;     // one line each, sorted by name
  std::string problem;  // "" when all is well
};

ScenarioList list_scenarios(const std::string& path);

}  // namespace constat::forge
