// The program constat-second-reader, kept running: started at the first mail, and again should it
// end.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/second_reading.h"

namespace constat::tools {

// Beside the running program.
std::string second_reader_path();

class SecondReaderProcess {
 public:
  explicit SecondReaderProcess(std::string path) : path_(std::move(path)) {}
  ~SecondReaderProcess() { stop(); }
  SecondReaderProcess(const SecondReaderProcess&) = delete;
  SecondReaderProcess& operator=(const SecondReaderProcess&) = delete;

  // What it says of `mail`, put into `answer` where the outcome is kRead. Should the program itself
  // end, it is started again and asked once more; then the outcome is kStopped.
  SecondOutcome ask(std::string_view mail, std::string& answer);

 private:
  enum class Asked : std::uint8_t { kAnswered, kEnded };
  Asked ask_once(std::string_view mail, SecondOutcome& outcome, std::string& answer);
  Asked receive(SecondOutcome& outcome, std::string& answer);
  bool start();
  void stop();

  std::string path_;
  pid_t process_ = -1;
  int to_ = -1;
  int from_ = -1;
};

}  // namespace constat::tools
