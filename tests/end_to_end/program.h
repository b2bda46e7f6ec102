#ifndef WINDOWLM_TESTS_END_TO_END_PROGRAM_H_
#define WINDOWLM_TESTS_END_TO_END_PROGRAM_H_

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace windowlm {

struct ProgramResult {
  // Minus the signal's number where a signal ended it.
  int exit_code = 0;
  std::string output;
  std::string errors;
};

enum class Rights {
  kOurs,
  // Those that a file's permissions give, for root too, who otherwise may write every file.
  kOfPermissions,
};

// The program windowlm, while it runs: the real one, in a process of its own.
class RunningProgram {
 public:
  // Starts `windowlm ARGUMENTS` with `input` on its standard input, which then ends.
  explicit RunningProgram(const std::vector<std::string>& arguments, std::string input = "",
                          Rights rights = Rights::kOurs);
  // Kills it, if it has not been waited for.
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  // Waits until what it printed holds `text`; false where it ends without.
  bool WaitForOutput(const std::string& text);
  bool WaitForErrors(const std::string& text);
  // Waits until `enough` says so of what it printed.
  bool WaitForOutput(const std::function<bool(const std::string& output)>& enough);

  // Sends more input; the input stays open until EndInput. Must be called before what is waited
  // for.
  void Send(const std::string& text);
  void EndInput() { keeps_input_open_ = false; }

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
  bool keeps_input_open_ = false;
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
