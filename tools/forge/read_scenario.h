// From the text of a scenario to what it asks for. Every problem is one line that says where and
// what to do: "sample.forge:12: 'form' is not known in template; write one of from, to, ...".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tools/forge/scenario.h"
#include "tools/forge/statements.h"

namespace constat::forge {

struct ScenarioReading {
  Scenario scenario;
  std::string problem;  // "" when all is well; else "FILE:LINE: ..."
};

ScenarioReading read_scenario(std::string_view source, std::string_view file_name);

// The parts, each in its own file. The place is the statement that opens the block.
std::optional<Problem> read_template(const std::vector<Statement>& list, std::size_t index,
                                     Template& into);
std::optional<Problem> read_session(const std::vector<Statement>& list, std::size_t index,
                                    SessionPlan& into);
std::optional<Problem> read_mail(const std::vector<Statement>& list, std::size_t index,
                                 MailPlan& into);

}  // namespace constat::forge
