#ifndef WINDOWLM_SRC_TUNE_TRIAL_TABLE_H_
#define WINDOWLM_SRC_TUNE_TRIAL_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/store/output_place.h"
#include "src/tune/halving_search.h"

namespace windowlm {

// What a trial came to.
struct TrialResult {
  Trial trial;
  // The words that it read, each as often as it was read.
  uint64_t words = 0;
  // By the search's measure; none if the training failed.
  absl::optional<double> figure;
  // What the trial took, reading and measuring included.
  double seconds = 0;
  // Whether its model took the place of the best one before it.
  bool kept = false;
  // What it changed, as it is typed; empty where nothing.
  std::string options;
};

// The trials of a search, in their order, and the file that keeps them: text with tabs, for people,
// spreadsheets and the search itself, which goes on from it. Its first line has a number that tells
// searches apart: of another text, or by another measure.
class TrialTable {
 public:
  // `search` identifies the search, and `measure` names the column of figures.
  TrialTable(uint32_t search, std::string measure)
      : search_(search), measure_(std::move(measure)) {}

  // Takes the trials of the file `path`. Errors name the line: it is not such a file, or that of
  // another search.
  absl::Status Read(const std::string& path);

  // The number of the last trial whose model was kept, which is the best. There is one.
  size_t best() const;

  // The result of a trial, or null.
  const TrialResult* Find(const Trial& trial) const;

  void Add(TrialResult result) { results_.push_back(std::move(result)); }

  // Writes the file whole (AtomicFile). Errors: those of AtomicFile.
  absl::Status Write(const OutputPlace& place) const;

  const std::vector<TrialResult>& results() const { return results_; }

 private:
  std::string FirstLine() const;
  std::string Heading() const;

  const uint32_t search_;
  const std::string measure_;
  std::vector<TrialResult> results_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TUNE_TRIAL_TABLE_H_
