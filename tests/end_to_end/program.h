#ifndef WINDOWLM_TESTS_END_TO_END_PROGRAM_H_
#define WINDOWLM_TESTS_END_TO_END_PROGRAM_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace windowlm {

struct ProgramResult {
  // Minus the signal's number where a signal ended it.
  int exit_code = 0;
  std::string output;
  std::string errors;
};

// The program windowlm, while it runs: the real one, in a process of its own.
class RunningProgram {
 public:
  // Starts `windowlm ARGUMENTS` with `input` on its standard input.
  explicit RunningProgram(const std::vector<std::string>& arguments, std::string input = "");
  // Kills it, if it has not been waited for.
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  // Waits until what it printed holds `text`; false where it ends without.
  bool WaitForOutput(const std::string& text);
  bool WaitForErrors(const std::string& text);

  // Reads no more of its standard output, as `head` does.
  void CloseOutput();

  void Signal(int signal_number) const;

  // Waits for its end.
  ProgramResult Finish();

 private:
  // Reads and writes what can be; false once both outputs have ended.
  bool Exchange();
  static void Close(int* descriptor);

  pid_t process_ = -1;
  // The pipes' ends of this side; -1 once closed.
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::string unsent_;
  ProgramResult result_;
};

ProgramResult RunProgram(const std::vector<std::string>& arguments, std::string input = "");

// The same of a command that has to succeed: the test fails where it does not.
ProgramResult Succeed(const std::vector<std::string>& arguments, const std::string& input = "");

// What a command says that has to fail with `exit_code`, in one line, and to print nothing.
std::string ErrorOf(int exit_code, const std::vector<std::string>& arguments,
                    const std::string& input = "");

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_END_TO_END_PROGRAM_H_
