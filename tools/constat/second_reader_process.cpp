#include "tools/constat/second_reader_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <ctime>
#include <utility>

#include "core/limits.h"

namespace constat::tools {
namespace {

// A reader that ended must not end this program: while a pipe is written, the signal of this thread
// that says so is held back, and taken away.
class PipeSignalHeld {
 public:
  PipeSignalHeld() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~PipeSignalHeld() {
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) > 0) continue;
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  PipeSignalHeld(const PipeSignalHeld&) = delete;
  PipeSignalHeld& operator=(const PipeSignalHeld&) = delete;

 private:
  sigset_t pipe_;
  sigset_t before_;
};

bool write_all(int pipe, std::string_view bytes) {
  const PipeSignalHeld held;
  while (!bytes.empty()) {
    const ssize_t put = ::write(pipe, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// Longer than any mail may take, also on a machine with much else to do: by then nothing will come.
constexpr int kPatienceMilliseconds = 120'000;

bool read_all(int pipe, char* to, std::size_t length) {
  while (length > 0) {
    pollfd waiting{pipe, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, kPatienceMilliseconds);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = ::read(pipe, to, length);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    length -= static_cast<std::size_t>(got);
  }
  return true;
}

void close_pipe(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

// With its ends of the pipes for standard input and output, and nothing else but standard error.
bool spawn(const std::string& path, int input, int output, pid_t& process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  std::string name = "constat-second-reader";
  char* arguments[] = {name.data(), nullptr};
  char* no_environment[] = {nullptr};
  const int failure =
      posix_spawn(&process, path.c_str(), &actions, nullptr, arguments, no_environment);
  posix_spawn_file_actions_destroy(&actions);
  return failure == 0;
}

}  // namespace

std::string second_reader_path() {
  std::array<char, PATH_MAX> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  const std::string_view own(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  const std::size_t slash = own.rfind('/');
  if (slash == std::string_view::npos) return "constat-second-reader";
  return std::string(own.substr(0, slash + 1)) + "constat-second-reader";
}

bool SecondReaderProcess::start() {
  std::array<int, 2> to{-1, -1};
  std::array<int, 2> from{-1, -1};
  if (pipe2(to.data(), O_CLOEXEC) != 0) return false;
  const bool started = pipe2(from.data(), O_CLOEXEC) == 0 && spawn(path_, to[0], from[1], process_);
  close_pipe(to[0]);
  close_pipe(from[1]);
  to_ = to[1];
  from_ = from[0];
  SecondOutcome ready = SecondOutcome::kStopped;
  std::string nothing;
  if (started && receive(ready, nothing) == Asked::kAnswered) return true;
  stop();
  return false;
}

void SecondReaderProcess::stop() {
  close_pipe(to_);
  close_pipe(from_);
  int status = 0;
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
  }
  process_ = -1;
}

SecondReaderProcess::Asked SecondReaderProcess::receive(SecondOutcome& outcome,
                                                        std::string& answer) {
  AnswerHead head;
  if (!read_all(from_, reinterpret_cast<char*>(&head), sizeof head)) return Asked::kEnded;
  const auto last = static_cast<std::uint32_t>(SecondOutcome::kOutOfMemory);
  if (head.outcome > last || head.bytes > Limits().other_reader_answer_bytes) return Asked::kEnded;
  outcome = static_cast<SecondOutcome>(head.outcome);
  answer.resize(head.bytes);
  return read_all(from_, answer.data(), head.bytes) ? Asked::kAnswered : Asked::kEnded;
}

SecondReaderProcess::Asked SecondReaderProcess::ask_once(std::string_view mail,
                                                         SecondOutcome& outcome,
                                                         std::string& answer) {
  if (process_ <= 0 && !start()) return Asked::kEnded;
  const auto length = static_cast<std::uint32_t>(mail.size());
  const std::string_view head(reinterpret_cast<const char*>(&length), sizeof length);
  if (write_all(to_, head) && write_all(to_, mail) && receive(outcome, answer) == Asked::kAnswered)
    return Asked::kAnswered;
  stop();
  return Asked::kEnded;
}

SecondOutcome SecondReaderProcess::ask(std::string_view mail, std::string& answer) {
  SecondOutcome outcome = SecondOutcome::kStopped;
  if (ask_once(mail, outcome, answer) == Asked::kAnswered) return outcome;
  return ask_once(mail, outcome, answer) == Asked::kAnswered ? outcome : SecondOutcome::kStopped;
}

}  // namespace constat::tools
