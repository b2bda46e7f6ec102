#ifndef WINDOWLM_SRC_TRAIN_LOGGED_RUN_H_
#define WINDOWLM_SRC_TRAIN_LOGGED_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace windowlm {

struct CurvePoint {
  double step;
  // Taken until then; of a log of another program, where that is not told, 0.
  double words;
  // Since training began, pauses between a run's files left out.
  double minutes;
  double value;
};

// What the log of one run holds: its curves by tag (training_log.h), each in the order of its
// steps. Numbers that are not finite are left out.
struct LoggedRun {
  std::map<std::string, std::vector<CurvePoint>> curves;
};

// Reads a log: one file, or a folder's event files, the oldest first. Where a run was taken up
// again, what a later file tells of a step stands in place of what an earlier one told of it and
// of the steps that follow.
// Errors: those of ReadEvents; a folder without an event file; a log without any curve.
absl::StatusOr<LoggedRun> ReadLoggedRun(const std::string& path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_LOGGED_RUN_H_
