#include "tools/forge/list_scenarios.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "tools/forge/read_scenario.h"

namespace constat::forge {
namespace {

namespace fs = std::filesystem;

std::string first_comment(const fs::path& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  return line.starts_with("# ") ? line.substr(2) : std::string();
}

ScenarioList list_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".forge") files.push_back(entry.path());
  }
  if (error) return {"", "cannot read the folder " + folder.string() + "; is the path right?"};
  std::sort(files.begin(), files.end());
  ScenarioList list;
  for (const fs::path& file : files)
    list.text += file.stem().string() + "\t" + first_comment(file) + "\n";
  return list;
}

std::string describe(const MailPlan& mail) {
  const std::uint64_t copies =
      mail.repeat * (mail.delivery == Delivery::kEach ? mail.recipients.size() : std::uint64_t{1});
  return "  mail " + mail.template_name + ", " + std::to_string(copies) + " time(s), " +
         std::to_string(mail.recipients.size()) + " recipient(s)\n";
}

ScenarioList list_sessions(const Scenario& scenario) {
  ScenarioList list;
  for (std::size_t i = 0; i < scenario.sessions.size(); ++i) {
    const SessionPlan& session = scenario.sessions[i];
    list.text += "session " + std::to_string(i + 1) + " at " + to_rfc3339(session.start) + ": " +
                 to_string(session.client.ip) + " to " + to_string(session.server.ip) + "\n";
    for (const Step& step : session.steps) {
      if (step.kind == Step::Kind::kMail) list.text += describe(step.mail);
    }
  }
  return list;
}

}  // namespace

ScenarioList list_scenarios(const std::string& path) {
  if (fs::is_directory(path)) return list_folder(path);
  std::ifstream in(path, std::ios::binary);
  if (!in) return {"", "cannot read " + path + "; is the path right?"};
  std::ostringstream text;
  text << in.rdbuf();
  const ScenarioReading reading = read_scenario(std::move(text).str(), path);
  if (!reading.problem.empty()) return {"", reading.problem};
  return list_sessions(reading.scenario);
}

}  // namespace constat::forge
