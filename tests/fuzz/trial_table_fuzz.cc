// Tables of a search's trials.

#include <string>
#include <vector>

#include "src/tune/trial_table.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

constexpr uint32_t kSearch = 0x1234;
constexpr char kFirstLines[] =
    "# windowlm tune, search 00001234\n"
    "trial\tconfiguration\trung\twords\taccuracy\tseconds\tmodel\toptions\n";

}  // namespace

void FuzzOne(absl::string_view bytes) {
  const std::string path = testing::TempDir() + "/fuzz_trials";
  WriteBytes(path, std::string(bytes));
  TrialTable table(kSearch, "accuracy");
  if (!table.Read(path).ok()) {
    Require(table.results().empty(), "an error leaves the table empty");
    return;
  }
  const std::string again = testing::TempDir() + "/fuzz_trials_again";
  Require(table.Write(*OutputPlace::Find(again)).ok(), "a table can be written");
  TrialTable read(kSearch, "accuracy");
  Require(read.Read(again).ok(), "what was written is read");
  Require(read.results().size() == table.results().size(), "with as many trials");
  for (size_t i = 0; i < read.results().size(); ++i) {
    const TrialResult& a = table.results()[i];
    const TrialResult& b = read.results()[i];
    Require(a.trial == b.trial && a.words == b.words && a.figure == b.figure && a.kept == b.kept &&
                a.options == b.options,
            "which are the same");
  }
}

std::vector<std::string> FuzzSeeds() {
  const std::string first = kFirstLines;
  return {first,
          first + "1\t0\t2\t1000\t0.3\t1.3\tkept\t\n2\t7\t0\t111\tfailed\t3.4\t\t--dim=100\n",
          "# windowlm tune, search 00001235\n", ""};
}

}  // namespace windowlm
