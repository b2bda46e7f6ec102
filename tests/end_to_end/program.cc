#include "tests/end_to_end/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

// Where Bazel puts the program for a test that depends on it.
std::string ProgramPath() {
  return absl::StrCat(getenv("TEST_SRCDIR"), "/", getenv("TEST_WORKSPACE"), "/tools/windowlm");
}

struct Pipe {
  Pipe() { EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0); }
  int read_end() const { return ends[0]; }
  int write_end() const { return ends[1]; }
  int ends[2] = {-1, -1};
};

}  // namespace

RunningProgram::RunningProgram(const std::vector<std::string>& arguments, std::string input,
                               Rights rights)
    : unsent_(std::move(input)) {
  // A program that reads no input is met where the write fails.
  signal(SIGPIPE, SIG_IGN);
  const Pipe in;
  const Pipe out;
  const Pipe err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read_end(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write_end(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write_end(), STDERR_FILENO);
  // As a shell starts it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all_signals;
  sigfillset(&all_signals);
  posix_spawnattr_setsigdefault(&attributes, &all_signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

  std::string path = ProgramPath();
  const std::string program = path;
  std::vector<char*> argv = {const_cast<char*>("windowlm")};
  if (rights == Rights::kOfPermissions && geteuid() == 0) {
    path = "/usr/bin/setpriv";
    argv = {const_cast<char*>("setpriv"),
            const_cast<char*>("--bounding-set=-dac_override,-dac_read_search"),
            const_cast<char*>(program.c_str())};
  }
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  EXPECT_EQ(posix_spawn(&process_, path.c_str(), &actions, &attributes, argv.data(), environ), 0)
      << path;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(in.read_end());
  close(out.write_end());
  close(err.write_end());
  input_ = in.write_end();
  output_ = out.read_end();
  errors_ = err.read_end();
  fcntl(input_, F_SETFL, O_NONBLOCK);
}

RunningProgram::~RunningProgram() {
  if (process_ > 0) {
    Signal(SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  for (int* descriptor : {&input_, &output_, &errors_}) Close(descriptor);
}

void RunningProgram::Close(int* descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

bool RunningProgram::Exchange() {
  if (unsent_.empty() && !keeps_input_open_) Close(&input_);
  if (output_ < 0 && errors_ < 0) return false;
  // Closed ends are -1, which poll passes over.
  pollfd ends[] = {
      {unsent_.empty() ? -1 : input_, POLLOUT, 0}, {output_, POLLIN, 0}, {errors_, POLLIN, 0}};
  if (poll(ends, 3, -1) < 0) return true;
  if (ends[0].revents != 0) {
    const ssize_t count = write(input_, unsent_.data(), unsent_.size());
    unsent_.erase(0, count > 0 ? static_cast<size_t>(count) : unsent_.size());
  }
  const auto receive = [](const pollfd& end, int* descriptor, std::string* text) {
    if (end.revents == 0) return;
    char bytes[1 << 16];
    const ssize_t count = read(*descriptor, bytes, sizeof(bytes));
    if (count > 0) {
      text->append(bytes, static_cast<size_t>(count));
    } else {
      Close(descriptor);
    }
  };
  receive(ends[1], &output_, &result_.output);
  receive(ends[2], &errors_, &result_.errors);
  return true;
}

bool RunningProgram::WaitForOutput(const std::string& text) {
  return WaitForOutput(
      [&](const std::string& output) { return output.find(text) != std::string::npos; });
}

bool RunningProgram::WaitForOutput(const std::function<bool(const std::string& output)>& enough) {
  while (!enough(result_.output)) {
    if (!Exchange()) return false;
  }
  return true;
}

bool RunningProgram::WaitForErrors(const std::string& text) {
  while (result_.errors.find(text) == std::string::npos) {
    if (!Exchange()) return false;
  }
  return true;
}

void RunningProgram::Send(const std::string& text) {
  keeps_input_open_ = true;
  unsent_ += text;
}

void RunningProgram::CloseOutput() { Close(&output_); }

void RunningProgram::Signal(int signal_number) const { kill(process_, signal_number); }

ProgramResult RunningProgram::Finish() {
  while (Exchange()) {
  }
  int status = 0;
  waitpid(std::exchange(process_, -1), &status, 0);
  result_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return result_;
}

ProgramResult RunProgram(const std::vector<std::string>& arguments, std::string input) {
  return RunningProgram(arguments, std::move(input)).Finish();
}

ProgramResult Succeed(const std::vector<std::string>& arguments, const std::string& input) {
  ProgramResult result = RunProgram(arguments, input);
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  return result;
}

std::string ErrorOf(int exit_code, const std::vector<std::string>& arguments,
                    const std::string& input) {
  const ProgramResult result = RunProgram(arguments, input);
  EXPECT_EQ(result.exit_code, exit_code);
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(result.errors.rfind("windowlm: ", 0), 0) << result.errors;
  EXPECT_EQ(result.errors.find('\n'), result.errors.size() - 1) << result.errors;
  return result.errors;
}

}  // namespace windowlm
