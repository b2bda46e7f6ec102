#ifndef WINDOWLM_TOOLS_COMMANDS_TUNE_SEARCH_H_
#define WINDOWLM_TOOLS_COMMANDS_TUNE_SEARCH_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "proto/train_config.pb.h"
#include "proto/tune_options.pb.h"
#include "src/store/output_place.h"
#include "src/tune/halving_search.h"
#include "src/tune/search_space.h"
#include "src/tune/trial_table.h"
#include "tools/commands/prepared_training.h"
#include "tools/commands/tune_measure.h"
#include "tools/options/train_options.h"
#include "tools/options/word_lists.h"

namespace windowlm {

// A search for the options of the best model, for the command `tune`: it trains one model after the
// other, keeps the best one's file, and notes each in a table beside it.
class TuneSearch {
 public:
  // What the search is to do. `base` and `lists` are what was typed and read; `command_line`
  // outlives the search.
  struct Task {
    const TrainCommandLine& command_line;
    TrainOptions base;
    TuneOptions tune;
    TuneMeasure measure;
    WordLists lists;
    OutputPlace model;
  };

  explicit TuneSearch(Task task);

  // Checks that the search's files can be written, and that no earlier search's table is in the way
  // (kAlreadyExists).
  absl::Status CheckFiles() const;

  // Reads the text once, to know what the first trial is and what can be varied, and the table of a
  // search that goes on. Errors: those of PrepareTraining and TrialTable::Read; nothing is held out
  // to measure by; the table is there, and the best model is not.
  absl::Status Begin();

  // Makes trials until the time or their number is over, or a signal asks to stop (StopAsked),
  // whose trial is lost. A trial whose options do not go together, or diverge, is noted as failed.
  // Other errors end the search.
  absl::Status Run();

  // Prints the best trials on standard output, and on standard error where all are and whether more
  // time would help. Nothing if there are no trials.
  absl::Status PrintEnd() const;

 private:
  absl::StatusOr<PreparedTraining> Prepare(const Trial* trial, TrainOptions& options) const;
  // Sets the values of a choice, and those of a trial, in a configuration that has what was typed.
  void SetChoice(const HalvingSearch::Choice& choice, TrainConfig& config) const;
  void SetTrial(const Trial& trial, TrainConfig& config) const;
  // What a trial changes, as it is typed.
  std::string OptionsOf(const Trial& trial) const;
  void MakeSearch();
  absl::Status MakeTable(const PreparedCorpus& corpus);
  // Trains a model, measures it, keeps it if it is the best, and notes the trial. OK also if a
  // signal asked to stop.
  absl::Status Try(const Trial& trial);
  absl::StatusOr<TuneMeasure::Measured> TrainAndMeasure(const Trial& trial, const std::string& name,
                                                        uint64_t* words);
  absl::Status KeepModel() const;
  bool HasAllTrials() const;
  // How long a trial is likely to take.
  double SecondsFor(const Trial& trial) const;
  void PrintSpace() const;
  void PrintTrial(const std::string& name, const TrialResult& result,
                  const absl::Status& error) const;
  bool quiet() const { return task_.base.run.quiet(); }
  const std::string& output() const { return task_.base.run.output(); }

  const Task task_;
  // The model's file where links have been followed, and where trials are trained.
  const std::string model_path_;
  const std::string trial_path_;
  const std::string table_path_;

  // The resolved configuration of the first trial, and the rung of its words.
  TrainConfig first_;
  int full_rung_ = 0;
  std::vector<SearchedOption> space_;
  std::unique_ptr<HalvingSearch> search_;
  absl::optional<TrialTable> table_;
  bool all_tried_ = false;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_TUNE_SEARCH_H_
