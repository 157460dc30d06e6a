// The architecture as a test: a room includes only itself and the rooms to its left, the sub-rooms
// of one room keep to themselves, and no file of code is longer than 400 lines.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 400;

// In pipeline order; tests and bench may include everything.
const std::vector<std::string> kRooms = {"core",    "capture", "parser", "classifier",
                                         "dossier", "report",  "tools"};

// Within a room: which sub-rooms a sub-room may include besides itself and the room's own headers.
const std::map<std::string, std::vector<std::string>> kSubRooms = {
    {"capture/packet", {}},
    {"capture/frame", {"capture/packet"}},
    {"capture/tcp", {"capture/frame"}},
    {"capture/stream", {}},
    {"capture/mail", {}},
    {"parser/smtp", {}},
    {"parser/decode", {}},
    {"parser/html", {}},
    {"parser/auth", {}},
    {"parser/message", {"parser/decode", "parser/html"}},
    {"tools/constat", {}},
    {"tools/second_reader", {}},
    {"tools/forge", {}},
};

// The forge writes what the analyser reads: it may share words with it, never its code.
const std::vector<std::string> kForgeMayInclude = {"core", "tools"};

struct Complaints {
  int count = 0;
  void add(const fs::path& file, std::size_t line, const std::string& what) {
    std::fprintf(stderr, "%s:%zu: %s\n", file.c_str(), line, what.c_str());
    ++count;
  }
};

std::string first_component(std::string_view path) {
  return std::string(path.substr(0, path.find('/')));
}

// "capture/tcp/x.h" → "capture/tcp"; "capture/x.h" → "".
std::string sub_room_of(std::string_view path) {
  const std::size_t first = path.find('/');
  if (first == std::string_view::npos) return {};
  const std::size_t second = path.find('/', first + 1);
  return second == std::string_view::npos ? std::string() : std::string(path.substr(0, second));
}

std::ptrdiff_t room_index(const std::string& room) {
  const auto found = std::find(kRooms.begin(), kRooms.end(), room);
  return found == kRooms.end() ? -1 : found - kRooms.begin();
}

void check_include(const fs::path& file, const std::string& relative, std::size_t line,
                   const std::string& included, Complaints& complaints) {
  const std::string room = first_component(relative);
  const std::string target = first_component(included);
  if (room_index(room) < 0 || room_index(target) < 0) return;
  if (room_index(target) > room_index(room)) {
    complaints.add(file, line, room + " includes " + included + ", which stands to its right");
  }
  const std::string from = sub_room_of(relative);
  const std::string to = sub_room_of(included);
  const auto rule = kSubRooms.find(from);
  if (room == target && !to.empty() && from != to && rule != kSubRooms.end() &&
      std::find(rule->second.begin(), rule->second.end(), to) == rule->second.end()) {
    complaints.add(file, line, from + " includes " + included + ": sideways");
  }
  if (from == "tools/forge" && std::find(kForgeMayInclude.begin(), kForgeMayInclude.end(),
                                         target) == kForgeMayInclude.end()) {
    complaints.add(file, line, "the forge includes the analyser: " + included);
  }
}

void check_file(const fs::path& root, const fs::path& file, Complaints& complaints) {
  const std::string relative = fs::relative(file, root).generic_string();
  std::ifstream in(file);
  std::string text;
  std::size_t line = 0;
  while (std::getline(in, text)) {
    ++line;
    constexpr std::string_view kInclude = "#include \"";
    if (text.rfind(kInclude, 0) != 0) continue;
    const std::size_t end = text.find('"', kInclude.size());
    check_include(file, relative, line, text.substr(kInclude.size(), end - kInclude.size()),
                  complaints);
  }
  if (line > kMostLines) {
    complaints.add(file, line, "longer than " + std::to_string(kMostLines) + " lines");
  }
}

bool is_code(const fs::path& file) {
  const std::string extension = file.extension();
  return extension == ".cpp" || extension == ".h" || extension == ".inc" || extension == ".py" ||
         extension == ".cmake" || file.filename() == "CMakeLists.txt";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const fs::path root = argv[1];
  Complaints complaints;
  std::size_t files = 0;
  std::vector<std::string> folders = kRooms;
  folders.insert(folders.end(), {"bench", "tests", "cmake"});
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) {
      complaints.add(root / folder, 0, "the room is missing");
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_code(entry.path())) continue;
      ++files;
      check_file(root, entry.path(), complaints);
    }
  }
  std::printf("%zu files read, %d complaints\n", files, complaints.count);
  return complaints.count == 0 && files > 50 ? 0 : 1;
}
