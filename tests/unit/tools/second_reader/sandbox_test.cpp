// What a process may still do once it reads hostile mail.

#include "tools/second_reader/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace constat::tools::second_reader {
namespace {

constexpr int kDone = 42;

#if defined(__SANITIZE_THREAD__)
#define SKIP_WITHOUT_FILTER() GTEST_SKIP() << "see sandbox.cpp"
#else
#define SKIP_WITHOUT_FILTER() static_cast<void>(0)
#endif

// How a process ends that narrows itself with `narrow` and then acts.
int status_of(const std::function<Narrowed()>& narrow, const std::function<void()>& act) {
  // The first exception of a program makes system calls that are not allowed later.
  EXPECT_THROW(std::string().at(1), std::out_of_range);
  const pid_t process = fork();
  if (process == 0) {
    if (narrow() == Narrowed::kNo) _exit(1);
    act();
    _exit(kDone);
  }
  int status = 0;
  waitpid(process, &status, 0);
  return status;
}

Narrowed to_reading() {
  if (narrow_to_waiting() == Narrowed::kNo) return Narrowed::kNo;
  return narrow_to_reading(10);
}

void expect_forbidden(int status, const char* what) {
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) << what << ": " << status;
}

void expect_done(int status, const char* what) {
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == kDone) << what << ": " << status;
}

TEST(Sandbox, lets_a_reading_process_have_memory_and_end) {
  expect_done(status_of(to_reading,
                        [] {
                          std::string text;
                          for (int i = 0; i < 1'000'000; ++i) text += 'x';
                          try {
                            text.at(2'000'000);
                          } catch (const std::out_of_range&) {
                          }
                        }),
              "memory and exceptions");
}

TEST(Sandbox, ends_a_reading_process_that_asks_for_a_file_a_socket_or_a_process) {
  SKIP_WITHOUT_FILTER();
  const std::pair<const char*, std::function<void()>> acts[] = {
      {"open", [] { ::open("/etc/passwd", O_RDONLY); }},
      {"openat", [] { ::syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }},
      {"socket", [] { ::syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }},
      {"read",
       [] {
         char byte = 0;
         (void)!::read(STDIN_FILENO, &byte, 1);
       }},
      {"write", [] { (void)!::write(STDOUT_FILENO, "x", 1); }},
      {"fork", [] { ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }},
      {"execve", [] { ::syscall(SYS_execve, "/bin/true", nullptr, nullptr); }},
      {"kill", [] { ::syscall(SYS_kill, 1, 0); }},
      {"mmap of a file", [] { ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0); }}};
  for (const auto& [what, act] : acts) expect_forbidden(status_of(to_reading, act), what);
}

TEST(Sandbox, keeps_files_and_sockets_from_the_process_that_waits) {
  SKIP_WITHOUT_FILTER();
  expect_forbidden(
      status_of(narrow_to_waiting, [] { ::syscall(SYS_openat, AT_FDCWD, "/", O_RDONLY); }),
      "openat");
  expect_forbidden(
      status_of(narrow_to_waiting, [] { ::syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }),
      "socket");
  expect_forbidden(
      status_of(narrow_to_waiting, [] { ::syscall(SYS_execve, "/bin/true", nullptr, nullptr); }),
      "execve");
  expect_done(status_of(narrow_to_waiting,
                        [] {
                          const pid_t process = fork();
                          if (process == 0) _exit(0);
                          int status = 0;
                          if (waitpid(process, &status, 0) != process) _exit(1);
                        }),
              "fork and wait");
}

TEST(Sandbox, ends_a_reading_process_that_is_out_of_time) {
  const int status = status_of(
      [] { return narrow_to_waiting() == Narrowed::kNo ? Narrowed::kNo : narrow_to_reading(1); },
      [] {
        volatile bool spinning = true;
        while (spinning) continue;
      });
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) << status;
}

}  // namespace
}  // namespace constat::tools::second_reader
