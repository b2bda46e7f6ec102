#ifndef WINDOWLM_SRC_TRAIN_LOGGED_RUN_H_
#define WINDOWLM_SRC_TRAIN_LOGGED_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace windowlm {

struct CurvePoint {
  double step;
  // Words trained on until then; 0 if the log does not tell, as those of other programs.
  double words;
  // Minutes since training began, without the pauses between a run's files.
  double minutes;
  double value;
};

// What the log of one run holds: its curves by tag (training_log.h), each in the order of its
// steps. Numbers that are not finite are left out.
struct LoggedRun {
  std::map<std::string, std::vector<CurvePoint>> curves;
};

// Reads a log: one file, or a folder's event files, the oldest first. If a run was resumed, a later
// file takes the place of what earlier ones tell of its first step and of the steps after it.
// Errors: those of ReadEvents; a folder without an event file; a log without any curve.
absl::StatusOr<LoggedRun> ReadLoggedRun(const std::string& path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_LOGGED_RUN_H_
