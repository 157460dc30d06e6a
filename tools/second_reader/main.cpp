// constat-second-reader: reads mails with mimetic for `constat --cross-check`. Not for use by hand.
//
//   standard input: length and bytes of a mail --> a process of its own reads it --> AnswerHead and
//   a SecondReading on standard output; again until the end of input.
//
// A process for each mail, all from the same state: what a hostile mail does to mimetic's memory
// ends with it, and the answer depends on nothing but the mail. The addresses of memory are not
// randomised and fresh memory is filled, so that not even a read past the end differs from run to
// run.

#include <malloc.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include "core/limits.h"
#include "tools/second_reader/mimetic_reader.h"
#include "tools/second_reader/sandbox.h"
#include "tools/second_reading.h"

namespace constat::tools::second_reader {
namespace {

// Exit codes of the process that reads one mail.
enum Ending : int { kRead = 0, kGaveUp = 10, kOutOfMemory = 11, kTooLarge = 12, kNotNarrowed = 13 };

bool read_all(char* to, std::size_t length) {
  while (length > 0) {
    const ssize_t got = ::read(STDIN_FILENO, to, length);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    length -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(const char* from, std::size_t length) {
  while (length > 0) {
    const ssize_t put = ::write(STDOUT_FILENO, from, length);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    from += put;
    length -= static_cast<std::size_t>(put);
  }
  return true;
}

// Memory that a process shares with the one it started: the length of a reading, then its bytes.
class Slate {
 public:
  explicit Slate(std::size_t bytes)
      : bytes_(bytes),
        memory_(
            static_cast<char*>(mmap(nullptr, sizeof(std::uint32_t) + bytes, PROT_READ | PROT_WRITE,
                                    MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
  bool usable() const { return memory_ != MAP_FAILED; }
  bool put(std::string_view text) {
    if (text.size() > bytes_) return false;
    const auto length = static_cast<std::uint32_t>(text.size());
    std::memcpy(memory_, &length, sizeof length);
    std::memcpy(memory_ + sizeof length, text.data(), text.size());
    return true;
  }
  // What a hostile process left there may be anything.
  std::string_view text() const {
    std::uint32_t length = 0;
    std::memcpy(&length, memory_, sizeof length);
    return {memory_ + sizeof length, length <= bytes_ ? length : 0};
  }

 private:
  std::size_t bytes_;
  char* memory_;
};

[[noreturn]] void read_mail(std::string_view mail, Slate& slate) {
  if (narrow_to_reading(Limits().other_reader_seconds) == Narrowed::kNo) _exit(kNotNarrowed);
  int ending = kRead;
  try {
    std::string text;
    write(read_with_mimetic(mail), text);
    if (!slate.put(text)) ending = kTooLarge;
  } catch (const std::bad_alloc&) {
    ending = kOutOfMemory;
  } catch (const std::exception&) {
    ending = kGaveUp;
  }
  _exit(ending);
}

SecondOutcome outcome_of(int status) {
  if (WIFSIGNALED(status)) {
    return WTERMSIG(status) == SIGXCPU ? SecondOutcome::kOutOfTime : SecondOutcome::kStopped;
  }
  switch (WEXITSTATUS(status)) {
    case kRead:
      return SecondOutcome::kRead;
    case kGaveUp:
      return SecondOutcome::kGaveUp;
    case kOutOfMemory:
      return SecondOutcome::kOutOfMemory;
    case kTooLarge:
      return SecondOutcome::kTooLarge;
    default:
      return SecondOutcome::kStopped;
  }
}

SecondOutcome read_apart(std::string_view mail, Slate& slate) {
  const pid_t process = fork();
  if (process == 0) read_mail(mail, slate);
  int status = 0;
  while (process > 0 && waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return SecondOutcome::kStopped;
  }
  return process > 0 ? outcome_of(status) : SecondOutcome::kOutOfMemory;
}

bool answer(SecondOutcome outcome, std::string_view text) {
  if (outcome != SecondOutcome::kRead) text = {};
  const AnswerHead head{static_cast<std::uint32_t>(outcome),
                        static_cast<std::uint32_t>(text.size())};
  return write_all(reinterpret_cast<const char*>(&head), sizeof head) &&
         write_all(text.data(), text.size());
}

// The same addresses and the same stack in every run; where the system does not allow it, as it is.
void start_afresh(char** arguments) {
  const rlim_t stack = Limits().other_reader_stack_bytes;
  const rlimit limits{stack, stack};
  setrlimit(RLIMIT_STACK, &limits);
  const int persona = personality(0xffffffff);
  if (persona < 0 || (persona & ADDR_NO_RANDOMIZE) != 0) return;
  if (personality(static_cast<unsigned long>(persona) | ADDR_NO_RANDOMIZE) < 0) return;
  if ((personality(0xffffffff) & ADDR_NO_RANDOMIZE) == 0) return;
  char* no_environment[] = {nullptr};
  execve("/proc/self/exe", arguments, no_environment);
}

// What a program does once only, and may need system calls for: the first exception, the first
// mail.
void warm_up() {
  try {
    read_with_mimetic("From: a@b.example\nTo: c@d.example\n\ntext\n");
    throw std::bad_alloc();
  } catch (const std::exception&) {
  }
}

int run() {
  const Limits limits;
  mallopt(M_PERTURB, 0xa5);
  warm_up();
  Slate slate(limits.other_reader_answer_bytes);
  std::string mail;
  if (!slate.usable() || narrow_to_waiting() == Narrowed::kNo) return 1;
  // An empty answer says that it is ready.
  if (!answer(SecondOutcome::kRead, {})) return 0;
  for (std::uint32_t length = 0; read_all(reinterpret_cast<char*>(&length), sizeof length);) {
    if (length > limits.other_reader_mail_bytes) return 1;
    mail.resize(length);
    if (!read_all(mail.data(), length)) return 0;
    const SecondOutcome outcome = read_apart(mail, slate);
    if (!answer(outcome, slate.text())) return 0;
  }
  return 0;
}

}  // namespace
}  // namespace constat::tools::second_reader

int main(int, char** arguments) {
  constat::tools::second_reader::start_afresh(arguments);
  // At once: what a sanitizer does at the end of a program needs system calls that are forbidden.
  _exit(constat::tools::second_reader::run());
}
